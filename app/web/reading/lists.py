"""Lists to read aloud: on a page, as CSV and as text. Without a word about the receiving state, returns to North
Korea.
"""

from __future__ import annotations

from itertools import groupby

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.codebook.levels import Level
from app.editions.read.cases import facets
from app.editions.read.list_query import ANY_STATE, ONLY_LISTS, ListQuery, list_parameters
from app.editions.read.lists import chosen_lines
from app.editions.read.query import CaseQuery
from app.sharing.filters import own_in_words
from app.sharing.lines import name_of, rows_of
from app.sharing.lists import render
from app.sharing.others import number_in_words
from app.sharing.tally import Tally, tally
from app.web.answers import answer
from app.web.reading.asked import address, choices, in_words, section_choices
from app.web.reading.list_choices import own_choices, reading_times
from app.web.reading.list_query import asked_of, excel_wanted, list_info
from app.web.reading.visit import Visit

router = APIRouter(include_in_schema=False)
MEDIA_TYPES = {"csv": "text/csv", "txt": "text/plain"}


@router.get("/lists")
async def a_list(request: Request) -> Response:
    seen, query = asked_of(request)
    found = chosen_lines(seen.edition, query)
    rows, counted = rows_of(found, seen.language), tally(found)
    held, asked = facets(seen.edition, CaseQuery()), list_parameters(query)
    return seen.page(
        "lists",
        title="",
        here="lists",
        query=query,
        counted=counted,
        parts=[(section, list(members)) for section, members in groupby(rows, key=lambda row: row.section)],
        others=_others(counted, seen.language),
        one_destination=list_info(seen.edition, query).one_destination,
        choices={c.code: c for c in choices(seen.language, query.cases, held, held)},
        sections=section_choices(seen.language, query.cases),
        own=own_choices(seen.edition, query, seen.language),
        times=reading_times(rows),
        tags=_tags(query, seen),
        asked=asked,
        show_name=lambda row: name_of(row, seen.language),
        csv=address("/lists.csv", seen.language, asked),
        excel=address("/lists.csv", seen.language, [*asked, ("excel", "yes")]),
        txt=address("/lists.txt", seen.language, asked),
        may_freeze=request.app.state.noticeboard is not None,
    )


@router.get("/lists.csv")
async def as_csv(request: Request) -> Response:
    return _file(request, "csv")


@router.get("/lists.txt")
async def as_text(request: Request) -> Response:
    return _file(request, "txt")


def _others(counted: Tally, language: str) -> str:
    """How many people are on the list without a line of their own; empty if there are none."""
    if not (counted.others_low or counted.others_high or counted.others_high is None):
        return ""
    return number_in_words(counted.others_low, counted.others_high, language)


def _file(request: Request, kind: str) -> Response:
    seen, query = asked_of(request, also=("excel",) if kind == "csv" else ())
    excel = excel_wanted(seen.parameters) if kind == "csv" else False
    body = render(list_info(seen.edition, query), chosen_lines(seen.edition, query), kind, seen.language, excel=excel)
    level = "" if seen.edition.level == Level.PUBLIC.code else f"{seen.edition.level}-"
    name = f"casebook-list-{level}{seen.language}.{kind}"
    how = "attachment" if kind == "csv" else "inline"
    return answer(seen.request, body, MEDIA_TYPES[kind], extra={"Content-Disposition": f'{how}; filename="{name}"'})


def _tags(query: ListQuery, seen: Visit) -> list[tuple[str, str]]:
    """One for each filter, with the address without it; the state taken for granted is asked away by an empty one."""
    every, info = list_parameters(query), list_info(seen.edition, query)
    own = dict(zip((pair for pair in every if pair[0] in ONLY_LISTS), info.own, strict=True))
    found = []
    for pair in every:
        if pair == ANY_STATE:
            continue
        kept = [other for other in every if other != pair]
        if not any(name == "receiving_state" for name, _ in kept):
            kept.append(ANY_STATE)
        said = own_in_words(*own[pair], seen.language) if pair in own else in_words(pair, seen.language)
        found.append((said, address("/lists", seen.language, kept)))
    return found
