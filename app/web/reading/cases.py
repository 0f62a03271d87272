"""Cases: found by filters and words, counted, and one at a time."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.editions.read.cases import case, facets, moved_to
from app.editions.read.query import LIMIT, CaseQuery, read_query
from app.web.answers import moved
from app.web.errors import NotHere
from app.web.reading.asked import address, choices, pairs, section_choices, tags
from app.web.reading.casefile import case_file
from app.web.reading.headline import headline
from app.web.reading.people import people_page
from app.web.reading.visit import bare_visit, visit

router = APIRouter(include_in_schema=False)


@router.get("/cases")
async def all_cases(request: Request) -> Response:
    seen = visit(request)
    query = read_query(seen.parameters)
    found = people_page(seen.edition, query, seen.language)
    held = facets(seen.edition, CaseQuery())
    counted = facets(seen.edition, query) if query.narrows else held
    following = [*pairs(query), *([("limit", str(query.limit))] if query.limit != LIMIT else [])]
    return seen.page(
        "cases",
        title="",
        here="cases",
        query=query,
        found=found,
        first=query.after is None,
        people=found.people,
        matches=found.matches,
        choices=choices(seen.language, query, held, counted),
        sections=section_choices(seen.language, query),
        tags=tags("/cases", seen.language, query),
        first_address=address("/cases", seen.language, following),
        next_address=address("/cases", seen.language, [*following, ("after", found.next_after)])
        if found.next_after
        else "",
        list_address=address("/lists", seen.language, [p for p in pairs(query) if p[0] not in ("q", "name")]),
        api_address=address("/api/v1/cases", "en", pairs(query)),
        csv_address=address("/api/v1/cases.csv", "en", pairs(query)),
        counts_address=address("/counts", seen.language, pairs(query)),
        cite_address=address("/cite", seen.language, [("of", "query"), *pairs(query)]),
    )


@router.get("/cases/{case_id}")
async def one_case(request: Request, case_id: str) -> Response:
    seen = bare_visit(request)
    document = case(seen.edition, case_id)
    if document is None:
        kept = moved_to(seen.edition, case_id)
        if kept is None:
            raise NotHere
        return moved(address(f"/cases/{kept}", seen.language, []))
    line = headline(document, seen.language)
    return seen.page(
        "case",
        title=line.text,
        here="cases",
        case=document,
        line=line,
        file=case_file(document, seen.language),
        relations=document["relations"],
    )
