"""A question about cases, read from parameters. The parameters are the codebook's filters; an unknown one is an error.

Pages, API and command line all read their parameters here, so that the same words mean the same everywhere.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from app.codebook.dates import YEARS
from app.codebook.fields import filters
from app.codebook.vocabularies import vocabulary
from app.editions.errors import BadQuery

LIMIT = 50
MOST = 500
LONGEST = 200
DIGITS = 8
VOCABULARY_OF = {f.code: f.vocabulary or "" for f in filters()}
OTHERS = ("year", "year_from", "year_to", "section", "name", "q", "after", "limit")
_SHORTHAND = {"state": "returning_state"}


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """Cases that have, for each field of `terms`, one of its codes, and that may have been returned in the years."""

    terms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    sections: tuple[str, ...] = ()
    words: str = ""
    name: str = ""
    after: str | None = None
    limit: int = LIMIT

    @property
    def narrows(self) -> bool:
        return bool(self.terms or self.year_from or self.year_to or self.sections or self.words or self.name)


def read_query(parameters: Iterable[tuple[str, str]], also: tuple[str, ...] = ()) -> CaseQuery:
    """The query that the parameters ask. Empty values are left out, as an HTML form sends them. BadQuery names what is wrong."""
    given: dict[str, list[str]] = {}
    for name, value in parameters:
        code = _SHORTHAND.get(name, name)
        _check_known(name, code, also)
        if value.strip() and code not in also:
            given.setdefault(code, []).append(value.strip())
    years = _years(given)
    return CaseQuery(
        terms=tuple((code, _codes(code, given[code])) for code in VOCABULARY_OF if code in given),
        year_from=years[0],
        year_to=years[1],
        sections=_sections(given.get("section", [])),
        words=_short("q", _single(given, "q") or ""),
        name=_short("name", _single(given, "name") or ""),
        after=_single(given, "after"),
        limit=_whole("limit", _single(given, "limit"), 1, MOST) or LIMIT,
    )


def _check_known(name: str, code: str, also: tuple[str, ...]) -> None:
    known = (*VOCABULARY_OF, *_SHORTHAND, *OTHERS, *also)
    if code not in known:
        near = difflib.get_close_matches(name, known, 1)
        raise BadQuery(name, "There is no such parameter here.", near[0] if near else None)


def _codes(field: str, values: list[str]) -> tuple[str, ...]:
    known = vocabulary(VOCABULARY_OF[field]).terms
    for value in values:
        if value not in known:
            near = difflib.get_close_matches(value, known, 1)
            raise BadQuery(field, "It has no such value.", near[0] if near else None)
    return tuple(dict.fromkeys(values))


def _sections(values: list[str]) -> tuple[str, ...]:
    known = vocabulary("section").terms
    for value in values:
        if value not in known:
            near = difflib.get_close_matches(value, known, 1)
            raise BadQuery("section", "There is no such section.", near[0] if near else None)
    return tuple(values)


def _years(given: dict[str, list[str]]) -> tuple[int | None, int | None]:
    first, last = YEARS.start, YEARS.stop - 1
    year = _whole("year", _single(given, "year"), first, last)
    low = _whole("year_from", _single(given, "year_from"), first, last)
    high = _whole("year_to", _single(given, "year_to"), first, last)
    if year is not None and (low or high):
        raise BadQuery("year", "Give either one year or a range, not both.")
    if low is not None and high is not None and low > high:
        raise BadQuery("year_to", "The range ends before it begins.")
    return (year, year) if year is not None else (low, high)


def _single(given: dict[str, list[str]], name: str) -> str | None:
    values = given.get(name, [])
    if len(values) > 1:
        raise BadQuery(name, "It can be given only once.")
    return values[0] if values else None


def _whole(name: str, text: str | None, low: int, high: int) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS and low <= int(text) <= high):
        raise BadQuery(name, f"It is a whole number from {low} to {high}.")
    return int(text)


def _short(name: str, text: str) -> str:
    if len(text) > LONGEST:
        raise BadQuery(name, f"It has at most {LONGEST} letters.")
    return text
