"""Reading the documents of an edition: codes, years, and which cases were a return."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from app.editions.summaries import values_said
from app.publishing.pictures.picture import Document

RETURNS = ("returned", "escaped", "abducted", "under_order", "onward_feared", "helper")
"""Sections whose cases are returns that took place; not those in custody, not confirmed, or not returned after all."""


def returns(cases: Iterable[Document]) -> list[Document]:
    """The cases that are returns."""
    return [case for case in cases if case["section"] in RETURNS]


def values(document: Document, field: str) -> list[dict[str, Any]]:
    """All values of a field that somebody says."""
    found = document["facts"].get(field)
    return values_said(found) if found else []


def codes(document: Document, field: str) -> list[str]:
    """All codes of a field, once each, in order."""
    return list(dict.fromkeys(value["term"] for value in values(document, field)))


def texts(document: Document, field: str) -> list[str]:
    """All texts of a field, once each, in order."""
    return list(dict.fromkeys(value["text"] for value in values(document, field)))


def years_of_return(case: Document) -> tuple[int, int] | None:
    """First and last year in which the return may have been, or the seizure where no return is dated (as filters count).

    An open end counts as the year that is known.
    """
    dates = values(case, "return_date") or values(case, "seizure_date")
    bounds = [(_year(v["earliest"]), _year(v["latest"])) for v in dates]
    known = [year for pair in bounds for year in pair if year is not None]
    return (min(known), max(known)) if known else None


def _year(day: str | None) -> int | None:
    return None if day is None else date.fromisoformat(day).year
