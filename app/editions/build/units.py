"""The numbers of events and individuals that the cases of an addendum have, in keeping with those of the base."""

from __future__ import annotations

from collections.abc import Sequence

from app.editions.bits import unpacked
from app.editions.read.opening import Edition


def event_numbers(base: Edition, events: Sequence[str | None]) -> list[int]:
    """The number that the base has for the event, where a case of it is in the base; behind its last one for others."""
    column = _column(base, "event")
    numbers: dict[str, int] = {}
    last = max(column, default=0)
    for event in dict.fromkeys(key for key in events if key is not None):
        rows = base.rows("SELECT n FROM main.case_row WHERE event = ? LIMIT 1", (event,))
        before = column[rows[0][0] - 1] if rows else 0
        last += not before
        numbers[event] = before or last
    return [0 if key is None else numbers[key] for key in events]


def individual_numbers(base: Edition, individuals: Sequence[str]) -> list[int]:
    """Numbers behind the last one of the base: whoever is in an addendum is in it with all their cases."""
    numbers: dict[str, int] = {}
    last = max(_column(base, "individual"), default=0)
    return [numbers.setdefault(key, last + len(numbers) + 1) for key in individuals]


def _column(base: Edition, name: str) -> Sequence[int]:
    found = base.rows("SELECT numbers FROM main.case_column WHERE name = ?", (name,))
    return unpacked(found[0][0]) if found else ()
