"""The first page: what this is, what it holds, what it withholds and why."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from app.editions.read.cases import facets
from app.editions.read.holdings import totals
from app.editions.read.query import CaseQuery
from app.web.answers import REVALIDATE
from app.web.language import prefers_korean
from app.web.reading.asked import choices
from app.web.reading.returns import return_lines
from app.web.reading.visit import bare_visit

router = APIRouter(include_in_schema=False)
SHOWN_EVENTS = 6
FROM_ELSEWHERE = frozenset({"none", "cross-site"})
"""What a browser sends in Sec-Fetch-Site for an address typed or kept, and for a link on another site (Fetch Metadata)."""
VARY = "Accept-Language, Sec-Fetch-Site"


@router.get("/")
async def home(request: Request) -> Response:
    """Whoever comes from elsewhere is led to the language of their browser; whoever chose a language here stays in it.

    A browser that does not say where it comes from is offered a link.
    """
    seen = bare_visit(request)
    offer = seen.language == "en" and prefers_korean(request.headers.get("accept-language", ""))
    if offer and request.headers.get("sec-fetch-site") in FROM_ELSEWHERE:
        return RedirectResponse("/ko/", 302, {"Vary": VARY, "Cache-Control": REVALIDATE})
    held = facets(seen.edition, CaseQuery())
    return seen.page(
        "home",
        title="Casebook",
        here="home",
        offer_korean=offer,
        totals=totals(seen.edition),
        choices={c.code: c for c in choices(seen.language, CaseQuery(), held, held)},
        returns=return_lines(seen.edition, seen.language)[:SHOWN_EVENTS],
        extra={"Vary": VARY},
    )
