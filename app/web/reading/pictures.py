"""Pictures: each with what it says in words, its table, its data and its specification. Drawn at publication, never here."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.editions.read.pictures import picture, picture_file, pictures
from app.web.answers import answer
from app.web.errors import NotHere
from app.web.reading.visit import bare_visit

router = APIRouter(include_in_schema=False)


@router.get("/pictures")
async def all_pictures(request: Request) -> Response:
    seen = bare_visit(request)
    return seen.page(
        "pictures",
        title="",
        here="pictures",
        pictures=pictures(seen.edition, seen.language),
        older=seen.edition.amended,
    )


@router.get("/pictures/{name}.{kind}")
async def a_file(request: Request, name: str, kind: str) -> Response:
    """The drawing, its data or its specification, as stored."""
    seen = bare_visit(request)
    found = picture_file(seen.edition, f"{seen.language}/{name}.{kind}")
    if found is None:
        raise NotHere
    media_type, body = found
    return answer(request, body, media_type)


@router.get("/pictures/{name}")
async def one_picture(request: Request, name: str) -> Response:
    seen = bare_visit(request)
    found = picture(seen.edition, seen.language, name)
    if found is None:
        raise NotHere
    return seen.page("picture", title=found["title"], here="pictures", picture=found, older=seen.edition.amended)
