"""Cases and their facets as JSON."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.editions.read.cases import case_bytes, facets, page
from app.web.answers import JSON, answer
from app.web.errors import NotHere
from app.web.reading.api.answers import CasesAnswer, FacetsAnswer
from app.web.reading.api.documents import as_json, described, query_of
from app.web.reading.api.models import CaseDocument
from app.web.reading.api.parameters import query_parameters
from app.web.reading.asked import address, pairs
from app.web.reading.visit import bare_visit, edition_info, visit

router = APIRouter(prefix="/api/v1", tags=["cases"])
_PAGES = ("after", "limit")


@router.get("/cases", summary="Cases that answer a query", **described(CasesAnswer, query_parameters()))
async def all_cases(request: Request) -> Response:
    seen = visit(request)
    query = query_of(seen)
    found = page(seen.edition, query)
    following = [*pairs(query), ("limit", str(query.limit)), ("after", found.next_after or "")]
    return as_json(
        seen,
        {
            "edition": edition_info(seen.edition),
            "individuals": found.individuals,
            "cases": found.cases,
            "next": address("/api/v1/cases", "en", following) if found.next_after else None,
            "items": found.documents,
        },
    )


@router.get(
    "/cases/{case_id}", summary="One case, with every value beside its sources", **described(CaseDocument, by_id=True)
)
async def one_case(request: Request, case_id: str) -> Response:
    seen = bare_visit(request)
    body = case_bytes(seen.edition, case_id)
    if body is None:
        raise NotHere
    return answer(request, body, JSON)


@router.get(
    "/facets", summary="How many cases of a query have each code", **described(FacetsAnswer, query_parameters(_PAGES))
)
async def all_facets(request: Request) -> Response:
    seen = visit(request)
    query = query_of(seen, _PAGES)
    found = page(seen.edition, query)
    return as_json(
        seen,
        {
            "edition": edition_info(seen.edition),
            "individuals": found.individuals,
            "cases": found.cases,
            "facets": facets(seen.edition, query),
        },
    )
