"""Days in a draft that have not come yet: a birth, a return, a source that was published. What is told of has happened.

The rule follows the kind of value, not the field: every date that is claimed is the day of something that happened. A year or
a month that only may lie ahead is none of these. Dates to look again at a decision are another kind, and lie ahead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from app.codebook.dates import TO_COME, ImpossibleDate, PartialDate, partial_date
from app.codebook.values import DateValue
from app.editing.drafts.changes import Change, NewClaim, NewSource
from app.editing.errors import Fault


def days_to_come(changes: Iterable[Change], today: date) -> tuple[Fault, ...]:
    """A fault for each day of the changes that surely lies ahead, by the ref of its change."""
    return tuple(Fault(where, TO_COME) for where, day in _days(changes) if day.is_to_come(today))


def _days(changes: Iterable[Change]) -> Iterator[tuple[str, PartialDate]]:
    for change in changes:
        if isinstance(change, NewClaim) and isinstance(change.value, DateValue):
            yield change.ref, change.value.date
        if isinstance(change, NewSource) and change.published.strip():
            yield from ((f"{change.ref}.published", day) for day in _read(change.published.strip()))


def _read(text: str) -> Iterator[PartialDate]:
    """The date; none where it is no date as EDTF, as sources that came in another way may have it."""
    try:
        yield partial_date(text)
    except ImpossibleDate:
        return
