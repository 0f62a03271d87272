"""What only lists can be narrowed by, as the form offers it, and how long the reading takes at each pace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.editions.read.holdings import events
from app.editions.read.list_query import FLOORS, ORDERS, PEOPLE, PURPOSES, ListQuery
from app.editions.read.lists import provinces_of_origin
from app.editions.read.opening import Edition
from app.sharing.labels import label, province_label
from app.sharing.lines import Row, spoken
from app.sharing.shares.pace import PACES, line_ms

A_MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a select. `text` is empty where the page's own words stand for the code."""

    code: str
    text: str
    chosen: bool
    count: int = 0


def own_choices(edition: Edition, query: ListQuery, language: str) -> dict[str, list[Option]]:
    """By parameter the values that can be chosen."""
    return {
        "event": [Option(e["id"], e["label"], e["id"] == query.event) for e in events(edition)],
        "province": _provinces(edition, query, language),
        "people": [Option(code, "", code in query.people) for code in PEOPLE],
        "floor": [Option(code, label("verification", code, language), code == query.floor) for code in FLOORS],
        "purpose": [Option(code, "", code == query.purpose) for code in PURPOSES],
        "order": [Option(code, "", code == query.order) for code in ORDERS],
    }


def _provinces(edition: Edition, query: ListQuery, language: str) -> list[Option]:
    """By name; the one that was asked for too, if nobody is from there any more."""
    codes = {*provinces_of_origin(edition), *([query.province] if query.province else [])}
    named = sorted((province_label(code, language), code) for code in codes)
    return [Option(code, name, code == query.province) for name, code in named]


def reading_times(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """For each pace, its seconds a line and the whole reading's minutes, rounded up."""
    said = [spoken(row, "en") for row in rows]
    return [(pace, -(-sum(line_ms(text, pace) for text in said) // A_MINUTE)) for pace in PACES]
