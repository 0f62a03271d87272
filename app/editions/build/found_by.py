"""By what a case or an event can be found: its coded values, the years of the return, days, age, and what is not known of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.codebook.dates import PartialDate
from app.codebook.fields import filters
from app.codebook.values import DateValue
from app.disclosure.views import CaseView, FactView, IndividualView
from app.editions.build.documents import plain
from app.editions.cube import CASE_FIELDS, DATE_FIELDS, NOT_ASSESSED, SECTION, WITHHELD, YEAR

TERM_FIELDS = tuple(f.code for f in filters())


@dataclass(frozen=True, slots=True)
class Found:
    """What one case is counted and found by. `codes`: for each field of a table the values under which the case stands."""

    codes: dict[str, tuple[str, ...]]
    known: frozenset[str]
    withheld: frozenset[str]
    days: dict[str, tuple[PartialDate, ...]]
    age: tuple[int | None, int | None]


def found_by(case: CaseView, person: IndividualView) -> Found:
    """Everything by which the case can be found."""
    facts = {f.field: f for f in (*person.facts, *case.facts)}
    withheld = frozenset(code for code in person.withheld if code not in facts)
    codes = {code: coded(facts.get(code)) or _missing(code, withheld) for code in TERM_FIELDS}
    codes[YEAR] = years(facts.values()) or _missing("return_date", withheld)
    codes[SECTION] = (case.section,)
    return Found(
        codes,
        frozenset(code for code in CASE_FIELDS if code in facts and facts[code].said),
        withheld,
        {code: _days(facts.get(code)) for code in DATE_FIELDS},
        (case.age.low, case.age.high),
    )


def terms(facts: Iterable[FactView]) -> list[tuple[str, str]]:
    """Every coded value, and every year in which the return may have been, by which a line of a list can be found."""
    known = tuple(facts)
    found = {(f.field, plain(value)) for f in known if f.field in TERM_FIELDS for value in f.said}
    return sorted(found | {(YEAR, year) for year in years(known)})


def years(facts: Iterable[FactView]) -> tuple[str, ...]:
    """The calendar years in which the return may have been, by any source; of the seizure, where no return is dated."""
    by_code = {f.field: f for f in facts}
    dates = _days(by_code.get("return_date")) or _days(by_code.get("seizure_date"))
    return tuple(str(year) for year in sorted({year for day in dates for year in day.years()}))


def coded(fact: FactView | None) -> tuple[str, ...]:
    """The different codes of a fact, in order."""
    return () if fact is None else tuple(sorted({plain(value) for value in fact.said}))


def _missing(code: str, withheld: frozenset[str]) -> tuple[str, ...]:
    return (WITHHELD if code in withheld else NOT_ASSESSED,)


def _days(fact: FactView | None) -> tuple[PartialDate, ...]:
    return () if fact is None else tuple(value.date for value in fact.said if isinstance(value, DateValue))
