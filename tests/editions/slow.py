"""Counting the slow way: every case's whole document is looked at, one after the other. Knows nothing of sets and marginals."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from app.editions.read.opening import Edition
from app.editions.read.query import CaseQuery

Document = dict[str, Any]


def every_case(edition: Edition) -> list[Document]:
    """The documents of all cases that were not withdrawn, in the edition's order."""
    rows = edition.rows("SELECT id, individual, event, document FROM case_row ORDER BY n")
    return [json.loads(row[3]) for row in rows if not edition.suppressed & {row[0], row[1], row[2]}]


def values(case: Document, field: str) -> list[Document]:
    """Those that somebody says: a value that all its sources deny counts nowhere."""
    stated = case["facts"].get(field, {"values": []})["values"]
    return [each["value"] for each in stated if not each["citations"] or _asserted(each)]


def _asserted(stated: Document) -> bool:
    return any(citation["polarity"] == "asserts" for citation in stated["citations"])


def codes(case: Document, field: str) -> set[str]:
    """Under which values of a field the case stands."""
    if field == "section":
        return {case["section"]}
    found = years(case) if field == "year" else {value["term"] for value in values(case, field)}
    told = "return_date" if field == "year" else field
    return found or {"withheld" if told in case["withheld"] and told not in case["facts"] else "not_assessed"}


def years(case: Document) -> set[str]:
    found = set()
    for value in values(case, "return_date") or values(case, "seizure_date"):
        ends = [int(day[:4]) for day in (value["earliest"], value["latest"]) if day]
        found |= {str(year) for year in range(min(ends), max(ends) + 1)}
    return found


def answers(case: Document, query: CaseQuery) -> bool:
    """Whether the case is one of the query's."""
    checks = [bool(codes(case, field) & set(wanted)) for field, wanted in query.terms]
    checks += [not codes(case, field) & set(unwanted) for field, unwanted in query.excluded]
    if query.year_from is not None or query.year_to is not None:
        low, high = query.year_from or 0, query.year_to or 9999
        checks.append(any(low <= int(year) <= high for year in years(case)))
    checks += [case["section"] in query.sections] if query.sections else []
    checks += [_in_days(case, d.field, d.first or date.min, d.last or date.max, query.match) for d in query.days]
    checks += [_of_age(case, *query.ages)] if query.ages != (None, None) else []
    checks += [_state(case, field) == name for name, fields in query.states for field in fields]
    return all(checks)


def _in_days(case: Document, field: str, first: date, last: date, match: str) -> bool:
    spans = [(_day(v["earliest"], date.min), _day(v["latest"], date.max)) for v in values(case, field)]
    if match == "certain":
        return bool(spans) and all(first <= low and high <= last for low, high in spans)
    return any(low <= last and high >= first for low, high in spans)


def _day(text: str | None, otherwise: date) -> date:
    return date.fromisoformat(text) if text else otherwise


def _of_age(case: Document, youngest: int | None, oldest: int | None) -> bool:
    age = case["age_at_return"]
    if age["low"] is None and age["high"] is None:
        return False
    low, high = age["low"] or 0, 999 if age["high"] is None else age["high"]
    return (youngest is None or high >= youngest) and (oldest is None or low <= oldest)


def _state(case: Document, field: str) -> str:
    if field in case["facts"]:
        return "has" if values(case, field) else "lacks"
    return "withheld" if field in case["withheld"] else "lacks"


def totals(cases: Iterable[Document]) -> tuple[int, int, int]:
    """Individuals, cases, events: each once."""
    found = list(cases)
    events = {case["event"]["id"] for case in found if case["event"]}
    return len({case["individual"] for case in found}), len(found), len(events)


def cells(cases: list[Document], by: tuple[str, ...]) -> dict[tuple[str, ...], tuple[int, int, int]]:
    """The table by the fields."""
    if not by:
        return {(): totals(cases)} if cases else {}
    found = {}
    for value in sorted({value for case in cases for value in codes(case, by[0])}):
        inner = [case for case in cases if value in codes(case, by[0])]
        found.update({(value, *rest): numbers for rest, numbers in cells(inner, by[1:]).items()})
    return found
