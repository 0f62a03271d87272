"""Searching for names by a form, so that no name stands in an address; and matching one's own list, which comes back whenever it is
not taken, also where the door refuses it (`handed_back.py`).
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.codebook.levels import Level
from app.editions.errors import BadQuery
from app.editions.read.gone import gone
from app.editions.read.names import find_names
from app.editions.read.query import read_query
from app.web.account.door import reading_level
from app.web.account.here import here
from app.web.account.pages import account_page
from app.web.language import language_of
from app.web.problems import N_
from app.web.reading.matched import SENTENCES
from app.web.reading.people import people_page

router = APIRouter(include_in_schema=False)
SEARCH, MATCH = N_("Search"), N_("Match your own list")
ADDRESS = "/account/match"
MOST_NAMES = 500
MOST_HITS = 3
ASKED = ("name", "q")


@router.post("/account/search")
async def search(request: Request) -> Response:
    """The first cases that fit, each with the reason, in the edition that one reads."""
    seen = here(request)
    asked = [(key, seen.form[key]) for key in ASKED if seen.form.get(key, "").strip()]
    if not asked:
        return account_page(request, "found", title=SEARCH, found=None, people=[], matches=[], status=422)
    edition = seen.open(reading_level(seen))
    found = people_page(edition, read_query(asked), language_of(request.url.path))
    return account_page(request, "found", title=SEARCH, found=found, people=found.people, matches=found.matches)


@router.get(ADDRESS)
def match_form(request: Request) -> Response:
    return drawn(request, "", HTTPStatus.OK)


@router.post(ADDRESS)
async def match(request: Request) -> Response:
    """Which of one's own names are in the vetted edition: the hits, each on record, and nothing else of it."""
    seen = here(request)
    names = [line.strip() for line in seen.form.get("names", "").splitlines() if line.strip()]
    if not 0 < len(names) <= MOST_NAMES or any(len(name) > 200 for name in names):  # noqa: PLR2004  longer than any name
        said = N_("Give one to 500 names, one a line, of at most 200 letters.")
        return drawn(request, said, HTTPStatus.UNPROCESSABLE_ENTITY)
    edition = seen.open(Level.VETTED)
    results = []
    for name in names:
        hits = [hit for hit in find_names(edition, name, limit=MOST_HITS).hits if hit.band == "same"]
        cases = [
            (case, SENTENCES[hit.why])
            for hit in hits
            for (case,) in edition.rows("SELECT id FROM case_row WHERE individual = ?", (hit.individual,))
            if case not in gone(edition)
        ]
        results.append((name, cases))
    return _page(request, results=results)


def drawn(request: Request, problem: str, status: int, first: str = "") -> Response:
    """The form, with the list that was sent. `problem`: in English, to be translated. `first`: where something is to be done before."""
    return _page(request, problem=problem, status=status, first=first)


def _page(request: Request, **values: Any) -> Response:
    given = {"results": None, "problem": "", "first": "", "names": here(request).form.get("names", "")}
    return account_page(request, "match", title=MATCH, **{**given, **values})


def refuse_names(parameters: list[tuple[str, str]]) -> None:
    """BadQuery where a name or words to search for stand in an address."""
    for key, value in parameters:
        if key in ASKED and value.strip():
            raise BadQuery(key, "Names are searched by a form here, so that none stands in an address.")
