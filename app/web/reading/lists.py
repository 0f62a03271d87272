"""Lists to read aloud: on a page, as CSV and as text. Without a word about the receiving state, returns to North
Korea.
"""

from __future__ import annotations

from itertools import groupby

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.editions.read.cases import facets
from app.editions.read.lists import lines
from app.editions.read.query import CaseQuery
from app.sharing.lines import Row, rows_of
from app.sharing.lists import render
from app.sharing.names import printed_name
from app.sharing.others import number_in_words
from app.sharing.tally import Tally, tally
from app.web.answers import answer
from app.web.reading.asked import address, choices, pairs, section_choices, tags
from app.web.reading.list_query import ANY_STATE, excel_wanted, list_info, read_list_query
from app.web.reading.visit import Visit, visit

router = APIRouter(include_in_schema=False)
MEDIA_TYPES = {"csv": "text/csv", "txt": "text/plain"}


@router.get("/lists")
async def a_list(request: Request) -> Response:
    seen = visit(request)
    query = read_list_query(seen.parameters)
    found = lines(seen.edition, query)
    rows, counted = rows_of(found, seen.language), tally(found)
    held = facets(seen.edition, CaseQuery())
    asked = pairs(query) if any(code == "receiving_state" for code, _ in query.terms) else (*pairs(query), ANY_STATE)
    return seen.page(
        "lists",
        title="",
        here="lists",
        query=query,
        counted=counted,
        parts=[(section, list(members)) for section, members in groupby(rows, key=lambda row: row.section)],
        others=_others(counted, seen.language),
        one_destination=list_info(seen.edition, query).one_destination,
        choices={c.code: c for c in choices(seen.language, query, held, held)},
        sections=section_choices(seen.language, query),
        tags=_tags(query, seen),
        show_name=lambda row: _name(row, seen.language),
        csv=address("/lists.csv", seen.language, asked),
        excel=address("/lists.csv", seen.language, [*asked, ("excel", "yes")]),
        txt=address("/lists.txt", seen.language, asked),
    )


@router.get("/lists.csv")
async def as_csv(request: Request) -> Response:
    return _file(visit(request), "csv")


@router.get("/lists.txt")
async def as_text(request: Request) -> Response:
    return _file(visit(request), "txt")


def _others(counted: Tally, language: str) -> str:
    """How many people are on the list without a line of their own; empty if there are none."""
    if not (counted.others_low or counted.others_high or counted.others_high is None):
        return ""
    return number_in_words(counted.others_low, counted.others_high, language)


def _file(seen: Visit, kind: str) -> Response:
    excel = excel_wanted(seen.parameters) if kind == "csv" else False
    query = read_list_query(seen.parameters, also=("excel",) if kind == "csv" else ())
    body = render(list_info(seen.edition, query), lines(seen.edition, query), kind, seen.language, excel=excel)
    name = f"casebook-list-{seen.language}.{kind}"
    how = "attachment" if kind == "csv" else "inline"
    return answer(seen.request, body, MEDIA_TYPES[kind], extra={"Content-Disposition": f'{how}; filename="{name}"'})


def _tags(query: CaseQuery, seen: Visit) -> list[tuple[str, str]]:
    """Tags as on the cases page; taking away the receiving state says so, since leaving it out means North Korea."""
    found = []
    for tag, pair in zip(tags("/lists", seen.language, query), pairs(query), strict=True):
        kept = [p for p in pairs(query) if p != pair]
        if not any(name == "receiving_state" for name, _ in kept):
            kept.append(ANY_STATE)
        found.append((tag.text, address("/lists", seen.language, kept)))
    return found


def _name(row: Row, language: str) -> str:
    return printed_name({"latin": row.name, "hangul": row.hangul, "other": row.other_name}, "as_published", language)
