"""Cases and their facets as JSON, and all cases of a query as CSV: the same result as the page, under the same parameters."""

from __future__ import annotations

import json

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.editions.read.cases import case_bytes, facets, moved_to, page_bytes
from app.editions.read.query import SHAPING, CaseQuery
from app.editions.read.selection import selected
from app.editions.read.spelled import narrowing, shaping
from app.editions.read.totals import individuals_asked
from app.editions.summaries import cut
from app.web.answers import JSON, answer, moved
from app.web.errors import NotHere
from app.web.reading.api.answers import CasesAnswer, FacetsAnswer
from app.web.reading.api.documents import as_bytes, as_json, described, query_of
from app.web.reading.api.files import case_file
from app.web.reading.api.models import CaseDocument
from app.web.reading.api.parameters import query_parameters, shaping_parameters
from app.web.reading.api.short_models import CasePart
from app.web.reading.asked import address
from app.web.reading.visit import Visit, edition_info, visit

router = APIRouter(prefix="/api/v1", tags=["cases"])
_ONE = ("fields",)
_NOT_IN_A_FILE = ("include",)
_LIST = described(CasesAnswer, query_parameters())


@router.get("/cases", summary="Cases that answer a query", **_LIST)
async def all_cases(request: Request) -> Response:
    """Each with its settled values; with `include=claims` every value beside its sources."""
    return _page(visit(request), "/api/v1/cases")


@router.get("/cases.json", summary="The same as /api/v1/cases", **_LIST)
async def all_cases_as_json(request: Request) -> Response:
    return _page(visit(request), "/api/v1/cases.json")


@router.get(
    "/cases.csv",
    summary="All cases of a query as CSV",
    **described("text/csv", query_parameters(_NOT_IN_A_FILE)),
)
async def all_cases_as_csv(request: Request) -> Response:
    """Without `limit` all of them. A cell has the settled value, or all values where sources differ."""
    seen = visit(request)
    query = query_of(seen, _NOT_IN_A_FILE)
    asked = any(name == "limit" and value.strip() for name, value in seen.parameters)
    return case_file(seen, query, query.limit if asked else None)


@router.get(
    "/cases/{case_id}",
    summary="One case, with every value beside its sources",
    **described(CaseDocument | CasePart, shaping_parameters(_ONE), by_id=True, moves=True),
)
async def one_case(request: Request, case_id: str) -> Response:
    seen = visit(request)
    query = query_of(seen, (*(name for name, _ in seen.parameters if name not in _ONE),))
    body = case_bytes(seen.edition, case_id)
    if body is None:
        kept = moved_to(seen.edition, case_id)
        if kept is None:
            raise NotHere
        return moved(address(f"/api/v1/cases/{kept}", "en", list(seen.parameters)))
    return answer(request, body if not query.fields else as_bytes(cut(json.loads(body), query.fields)), JSON)


@router.get(
    "/facets", summary="How many cases of a query have each code", **described(FacetsAnswer, query_parameters(SHAPING))
)
async def all_facets(request: Request) -> Response:
    seen = visit(request)
    query = query_of(seen, SHAPING)
    cases = selected(seen.edition, query)
    return as_json(
        seen,
        {
            "edition": edition_info(seen.edition),
            "individuals": individuals_asked(seen.edition, query, cases),
            "cases": cases.bit_count(),
            "facets": facets(seen.edition, query),
        },
    )


def _page(seen: Visit, path: str) -> Response:
    """The documents go out as the bytes that were stored, one after the other."""
    query = query_of(seen)
    found = page_bytes(seen.edition, query, whole=query.claims)
    head = {
        "edition": edition_info(seen.edition),
        "individuals": found.individuals,
        "cases": found.cases,
        "next": _next(path, query, found.next_after),
    }
    body = as_bytes(head)[:-1] + b',"items":[' + b",".join(found.documents) + b"]}"
    return answer(seen.request, body, JSON)


def _next(path: str, query: CaseQuery, after: str | None) -> str | None:
    if after is None:
        return None
    return address(path, "en", [*narrowing(query), *shaping(query), ("limit", str(query.limit)), ("after", after)])
