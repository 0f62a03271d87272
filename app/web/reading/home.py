"""The first page: what this is, what it holds, what it withholds and why."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.editions.read.cases import facets
from app.editions.read.holdings import events, totals
from app.editions.read.query import CaseQuery
from app.web.language import prefers_korean
from app.web.reading.asked import choices
from app.web.reading.returns import return_line
from app.web.reading.visit import bare_visit

router = APIRouter(include_in_schema=False)
SHOWN_EVENTS = 6


@router.get("/")
async def home(request: Request) -> Response:
    """On the English page a reader whose browser prefers Korean is offered the Korean one by a link, and not moved."""
    seen = bare_visit(request)
    offer = seen.language == "en" and prefers_korean(request.headers.get("accept-language", ""))
    held = facets(seen.edition, CaseQuery())
    latest = sorted(
        (return_line(e, seen.language) for e in events(seen.edition)), key=lambda e: e.sort_day, reverse=True
    )
    return seen.page(
        "home",
        title="Casebook",
        here="home",
        offer_korean=offer,
        totals=totals(seen.edition),
        choices={c.code: c for c in choices(seen.language, CaseQuery(), held, held)},
        returns=latest[:SHOWN_EVENTS],
        extra={"Vary": "Accept-Language"},
    )
