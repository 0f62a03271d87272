"""What an older addendum says of whom and what is not written this time, numbered anew without a gap behind the base."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from app.editions.bits import bitmap_of, from_blob, ones, unpacked
from app.editions.build.rows import Rows
from app.editions.build.written import Written
from app.editions.read.opening import Edition
from app.editions.schema import COLUMNS

Row = tuple[Any, ...]
_OF_CASES = ("case_summary", "case_csv", "case_text", "case_order")
_NUMBERED = ("case_row", "event_row", "source_row", "list_line", "name_form")


@dataclass(frozen=True, slots=True)
class Carried:
    """`last`: by table the last number used by base and carried rows. `cases`: of each carried case its place in the older
    addendum, from 1; `has_event`: whether its event is one of the edition's.
    """

    rows: Rows
    last: Mapping[str, int]
    cases: tuple[int, ...]
    has_event: tuple[bool, ...]
    bitmaps: Mapping[tuple[str, str, str], int]


def carry(base: Edition, written: Written, sources: Collection[str]) -> Carried:
    """All rows of the older addendum but those of whom and what is written, and of the `sources`."""
    first = {table: _last(base, table) for table in _NUMBERED}
    if not base.amended:
        return Carried({}, first, (), (), {})
    rows: Rows = {}
    cases = _renumbered(base, rows, "case_row", first, lambda row: row[2] not in written.individuals)
    for table in _OF_CASES:
        rows[table] = [(cases[row[0]], *row[1:]) for row in _all(base, table) if row[0] in cases]
    ids = {row[1] for row in rows["case_row"]}
    _renumbered(base, rows, "event_row", first, lambda row: row[1] not in written.events)
    _renumbered(base, rows, "source_row", first, lambda row: row[1] not in sources)
    lines = _renumbered(
        base, rows, "list_line", first, lambda row: row[3] in ids if row[2] == "case" else row[3] not in written.events
    )
    forms = _renumbered(base, rows, "name_form", first, lambda row: row[1] not in written.individuals)
    rows["list_term"] = [(*row[:2], lines[row[2]]) for row in _all(base, "list_term") if row[2] in lines]
    rows["name_key"] = [(row[0], forms[row[1]]) for row in _all(base, "name_key") if row[1] in forms]
    places = tuple(sorted(n - first["case_row"] for n in cases))
    last = {table: number + len(rows[table]) for table, number in first.items()}
    return Carried(rows, last, places, _has_event(base, places), _bitmaps(base, places))


def in_order_of(rows: list[Row]) -> list[Row]:
    """Rows by their number."""
    return sorted(rows, key=lambda row: row[0])


def _last(base: Edition, table: str) -> int:
    number = COLUMNS[table][0]
    found: int | None = base.rows(f"SELECT max({number}) FROM main.{table}")[0][0]
    return found or 0


def _renumbered(
    base: Edition, rows: Rows, table: str, first: Mapping[str, int], stays: Callable[[Row], bool]
) -> dict[int, int]:
    """Put the rows that stay into `rows`; returns their new numbers by the old ones."""
    kept = [row for row in in_order_of(_all(base, table)) if stays(row)]
    numbers = {row[0]: n for n, row in enumerate(kept, first[table] + 1)}
    rows[table] = [(numbers[row[0]], *row[1:]) for row in kept]
    return numbers


def _all(base: Edition, table: str) -> list[Row]:
    return base.rows(f"SELECT {', '.join(COLUMNS[table])} FROM added.{table}")


def _has_event(base: Edition, places: tuple[int, ...]) -> tuple[bool, ...]:
    found = base.rows("SELECT numbers FROM added.case_column WHERE name = 'event'")
    numbers = unpacked(found[0][0]) if found else ()
    return tuple(numbers[place - 1] > 0 for place in places)


def _bitmaps(base: Edition, places: tuple[int, ...]) -> dict[tuple[str, str, str], int]:
    fresh = {place: n for n, place in enumerate(places, 1)}
    sets = {(kind, field, value): from_blob(blob) for kind, field, value, blob in _all(base, "bitmap")}
    return {key: bitmap_of(fresh[n] for n in ones(bits) if n in fresh) for key, bits in sets.items()}
