"""One source, with everything here that it supports."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.editions.read.holdings import source
from app.web.errors import NotHere
from app.web.reading.said import source_shown
from app.web.reading.visit import bare_visit

router = APIRouter(include_in_schema=False)


@router.get("/sources/{source_id}")
async def one_source(request: Request, source_id: str) -> Response:
    seen = bare_visit(request)
    document = source(seen.edition, source_id)
    if document is None:
        raise NotHere
    shown = source_shown(document, seen.language)
    return seen.page("source", title=shown["title"] or shown["publisher"], source=shown, supports=document["supports"])
