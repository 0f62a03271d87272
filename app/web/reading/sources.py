"""Sources: all of them by publisher, and one with everything here that it supports."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.editions.read.bibliography import sources
from app.editions.read.holdings import source
from app.web.errors import NotHere
from app.web.reading.said import source_shown
from app.web.reading.visit import bare_visit

router = APIRouter(include_in_schema=False)


@router.get("/sources")
async def all_sources(request: Request) -> Response:
    seen = bare_visit(request)
    found = sorted((source_shown(s, seen.language) for s in sources(seen.edition)), key=_order)
    grouped = [(publisher, list(members)) for publisher, members in groupby(found, key=lambda s: s["publisher"])]
    return seen.page("sources", title="", here="sources", held=len(found), publishers=grouped)


def _order(shown: dict[str, Any]) -> tuple[bool, str, str, str, str]:
    """By publisher, each one's texts by day; sources without a publisher last."""
    publisher = shown["publisher"]
    return not publisher, publisher.casefold(), publisher, shown["published"], shown["id"]


@router.get("/sources/{source_id}")
async def one_source(request: Request, source_id: str) -> Response:
    seen = bare_visit(request)
    document = source(seen.edition, source_id)
    if document is None:
        raise NotHere
    shown = source_shown(document, seen.language)
    return seen.page("source", title=shown["title"] or shown["publisher"], source=shown, supports=document["supports"])
