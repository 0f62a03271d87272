"""A query as the set of cases that answer it: sets made at publication, put together. Whoever was withdrawn since is in none."""

from __future__ import annotations

from app.codebook.dates import YEARS
from app.editions.bits import bitmap_of
from app.editions.cube import SECTION, YEAR
from app.editions.read.amended import ADDED
from app.editions.read.gone import withdrawn_cases
from app.editions.read.names import find_names
from app.editions.read.opening import Edition
from app.editions.read.query import MATCHES, CaseQuery, DayRange
from app.editions.read.withheld import naming_nobody, still_with
from app.editions.slices import AGE_PLACES, DAY_PLACES, at_least, at_most, earliest_number
from app.editions.words import phrase


def selected(edition: Edition, query: CaseQuery) -> int:
    """The cases that answer the query and were not withdrawn since the edition was built."""
    found = present(edition)
    for field, codes in query.terms:
        found &= any_of(edition, field, codes)
    for field, codes in query.excluded:
        found &= ~any_of(edition, field, codes)
    if query.year_from is not None or query.year_to is not None:
        found &= _in_years(edition, query)
    if query.sections:
        found &= any_of(edition, SECTION, query.sections)
    for days in query.days:
        found &= _in_days(edition, days, certain=query.match != MATCHES[0])
    if query.ages != (None, None):
        found &= _of_age(edition, query.ages)
    for name, fields in query.states:
        for field in fields:
            found &= in_state(edition, name, field, found)
    if query.name:
        found &= _with_name(edition, query.name)
    return naming_nobody(edition, found & _with_words(edition, query.words)) if query.words else found


def present(edition: Edition) -> int:
    """All cases but those that were withdrawn, by themselves, by their individual or by their return event."""
    return edition.index.standing & ~withdrawn_cases(edition)


def any_of(edition: Edition, field: str, values: tuple[str, ...]) -> int:
    """The cases that have one of the values."""
    found = 0
    for value in values:
        found |= edition.index.cases("term", field, value)
    return found


def in_state(edition: Edition, state: str, field: str, cases: int) -> int:
    """Those of the cases where the field is known, withheld, or neither: `has`, `withheld`, `lacks`. Known is what a document still
    has: whose only words for it name somebody on the suppression list lacks it.
    """
    withheld = cases & edition.index.cases("withheld", field)
    if state == "withheld":
        return withheld
    known = still_with(edition, field, cases & edition.index.cases("known", field))
    return known if state == "has" else cases & ~known & ~withheld


def _in_years(edition: Edition, query: CaseQuery) -> int:
    """`possible`: by some source the return may have been in one of the years. Undated ones never match a year."""
    first, last = query.year_from or YEARS.start, query.year_to or YEARS.stop - 1
    held = tuple(v for v in edition.index.values(YEAR) if v.isdigit() and first <= int(v) <= last)
    return any_of(edition, YEAR, held)


def _in_days(edition: Edition, days: DayRange, *, certain: bool) -> int:
    """By the dates of all sources, the first of each case, then the second, and so on."""
    some, every, rank = 0, edition.index.standing, 0
    while held := edition.index.cases("day", f"{days.field}.{rank}", "held"):
        inside = held
        for bound, test, end in (
            (days.first, at_least, "earliest" if certain else "latest"),
            (days.last, at_most, "latest" if certain else "earliest"),
        ):
            if bound is not None:
                slices = edition.index.slices("day", f"{days.field}.{rank}", end, DAY_PLACES)
                inside &= test(slices, held, earliest_number(bound))
        some |= inside
        every &= inside | (edition.index.standing & ~held)
        rank += 1
    return some & every if certain else some


def _of_age(edition: Edition, ages: tuple[int | None, int | None]) -> int:
    """The person may have been so old; a case without any age never matches."""
    found = held = edition.index.cases("age", "", "held")
    low, high = ages
    if low is not None:
        found &= at_least(edition.index.slices("age", "", "high", AGE_PLACES), held, low)
    if high is not None:
        found &= at_most(edition.index.slices("age", "", "low", AGE_PLACES), held, high)
    return found


def _with_name(edition: Edition, name: str) -> int:
    people = [hit.individual for hit in find_names(edition, name).hits]
    marks = ", ".join("?" * len(people))
    return bitmap_of(n for (n,) in edition.rows(f"SELECT n FROM case_row WHERE individual IN ({marks})", tuple(people)))


def _with_words(edition: Edition, words: str) -> int:
    asked = phrase(words)
    if asked is None:
        return 0
    found: list[int] = []
    for part in ("main", ADDED) if edition.amended else ("main",):
        rows = edition.rows(f"SELECT rowid FROM {part}.case_words WHERE case_words MATCH ?", (asked,))
        found += [n for (n,) in rows]
    return bitmap_of(found)
