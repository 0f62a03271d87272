"""A question about cases, read from parameters. The parameters are the codebook's filters; an unknown one is an error.

Pages, API and command line all read their parameters here, so that the same words mean the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.codebook.dates import YEARS
from app.codebook.fields import filters
from app.codebook.vocabularies import vocabulary
from app.editions.cube import CASE_FIELDS, DATE_FIELDS, SORTS
from app.editions.errors import BadQuery
from app.editions.read import given as g
from app.editions.summaries import CHOSEN_FROM

LIMIT = 50
MOST = 500
LONGEST = 200
OLDEST = 120
VOCABULARY_OF = {f.code: f.vocabulary or "" for f in filters()}
DAY_NAMES = {"returned_after": "return_date", "returned_before": "return_date",
             "seized_after": "seizure_date", "seized_before": "seizure_date"}  # fmt: skip
MATCHES = ("possible", "certain")
STATES = ("has", "lacks", "withheld")
NARROWING = (
    *(f"{code}.not" for code in VOCABULARY_OF),
    *DAY_NAMES,
    "date_match",
    "age_min",
    "age_max",
    "name",
    *STATES,
)
"""Parameters that only cases are narrowed by."""
SHAPING = ("sort", "fields", "include", "after", "limit")
"""Parameters that choose what of the cases is shown, and not which."""
OTHERS = ("year", "year_from", "year_to", "section", "q", *NARROWING, *SHAPING)
_SHORTHAND = {"state": "returning_state"}
Terms = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class DayRange:
    """From the first to the last day, both included; None is open."""

    field: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """Cases that have, for each field of `terms`, one of its codes, none of `excluded`, and that may have been returned in the years.

    `days` by `match`: `possible` (some day given by a source lies in the range) or `certain` (all of them do). `ages`: years that
    the person may have had. `states`: fields that are known (`has`), not assessed (`lacks`), or withheld.
    """

    terms: Terms = ()
    year_from: int | None = None
    year_to: int | None = None
    sections: tuple[str, ...] = ()
    words: str = ""
    name: str = ""
    after: str | None = None
    limit: int = LIMIT
    excluded: Terms = ()
    days: tuple[DayRange, ...] = ()
    match: str = MATCHES[0]
    ages: tuple[int | None, int | None] = (None, None)
    states: Terms = ()
    sort: str = ""
    fields: tuple[str, ...] = ()
    claims: bool = False

    @property
    def narrows(self) -> bool:
        return bool(self.terms or self.year_from or self.year_to or self.sections or self.words or self.narrows_cases)

    @property
    def narrows_cases(self) -> bool:
        """Whether something is asked that a facet field's single codes do not answer."""
        return bool(self.name or self.excluded or self.days or self.states or self.ages != (None, None))


def read_query(parameters: Iterable[tuple[str, str]], also: tuple[str, ...] = ()) -> CaseQuery:
    """The query that the parameters ask. Empty values are left out, as an HTML form sends them. BadQuery names what is wrong."""
    given = _given(parameters, also)
    years = _years(given)
    includes = g.chosen("include", given.listed("include"), ("claims",), "It has no such value.")
    return CaseQuery(
        terms=tuple((code, codes) for code in VOCABULARY_OF if (codes := _codes(given, code))),
        year_from=years[0],
        year_to=years[1],
        sections=g.chosen("section", given.all("section"), vocabulary("section").terms, "There is no such section."),
        words=g.short("q", given.single("q") or "", LONGEST),
        name=g.short("name", given.single("name") or "", LONGEST),
        after=given.single("after"),
        limit=g.whole("limit", given.single("limit"), 1, MOST) or LIMIT,
        excluded=tuple((code, codes) for code in VOCABULARY_OF if (codes := _excluded(given, code))),
        days=tuple(r for code in DATE_FIELDS if (r := _range(given, code)) is not None),
        match=g.one_of("date_match", given.single("date_match"), MATCHES) or MATCHES[0],
        ages=_ages(given),
        states=tuple((name, codes) for name in STATES if (codes := _fields(given, name, CASE_FIELDS))),
        sort=g.one_of("sort", given.single("sort"), ("default", *SORTS), but="default"),
        fields=_fields(given, "fields", CHOSEN_FROM),
        claims=bool(includes),
    )


def _given(parameters: Iterable[tuple[str, str]], also: tuple[str, ...]) -> g.Given:
    known = (*VOCABULARY_OF, *(f"{code}.in" for code in VOCABULARY_OF), *_SHORTHAND, *OTHERS, *also)
    pairs = [(name, _SHORTHAND.get(name, name), value) for name, value in parameters]
    for name, code, _ in pairs:
        if code not in known:
            raise BadQuery(name, "There is no such parameter here.", g.nearest(name, known))
    return g.Given.of((code, value) for _, code, value in pairs if code not in also)


def _codes(given: g.Given, code: str) -> tuple[str, ...]:
    """Several of a field are any of them, given one by one or, by `.in`, between commas."""
    known = vocabulary(VOCABULARY_OF[code]).terms
    one = g.chosen(code, given.all(code), known, "It has no such value.")
    listed = g.chosen(f"{code}.in", given.listed(f"{code}.in"), known, "It has no such value.")
    if one and listed:
        raise BadQuery(f"{code}.in", "Give either the field or its list, not both.")
    return one or listed


def _excluded(given: g.Given, code: str) -> tuple[str, ...]:
    return g.chosen(
        f"{code}.not", given.listed(f"{code}.not"), vocabulary(VOCABULARY_OF[code]).terms, "It has no such value."
    )


def _fields(given: g.Given, name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    return g.chosen(name, given.listed(name), known, "There is no such field here.")


def _range(given: g.Given, code: str) -> DayRange | None:
    names = [name for name, field in DAY_NAMES.items() if field == code]
    first, last = (g.day(name, given.single(name)) for name in names)
    if first is not None and last is not None and first > last:
        raise BadQuery(names[1], "The range ends before it begins.")
    return None if first is None and last is None else DayRange(code, first, last)


def _ages(given: g.Given) -> tuple[int | None, int | None]:
    low, high = (g.whole(name, given.single(name), 0, OLDEST) for name in ("age_min", "age_max"))
    if low is not None and high is not None and low > high:
        raise BadQuery("age_max", "The range ends before it begins.")
    return low, high


def _years(given: g.Given) -> tuple[int | None, int | None]:
    first, last = YEARS.start, YEARS.stop - 1
    year, low, high = (g.whole(name, given.single(name), first, last) for name in ("year", "year_from", "year_to"))
    if year is not None and (low or high):
        raise BadQuery("year", "Give either one year or a range, not both.")
    if low is not None and high is not None and low > high:
        raise BadQuery("year_to", "The range ends before it begins.")
    return (year, year) if year is not None else (low, high)
