"""The sets and numbers of an edition that were made at publication, read when first needed and kept: an edition never changes."""

from __future__ import annotations

import sys
from array import array
from typing import Any

from app.editions.bits import from_blob, ones


class Index:
    """Sets of cases by kind, field and value; numbers by case; the values that a field has."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._sets: dict[tuple[str, str, str], int] = {}
        self._columns: dict[str, array[int]] = {}
        self._values: dict[str, tuple[str, ...]] = {}
        self._count: int | None = None

    @property
    def count(self) -> int:
        """How many cases the edition holds; they are numbered from 1 without a gap."""
        if self._count is None:
            found: int = self._connection.execute("SELECT count(*) FROM case_row").fetchall()[0][0]
            self._count = found
        return self._count

    def cases(self, kind: str, field: str, value: str = "") -> int:
        """The set of that name; empty where nobody is in it."""
        key = (kind, field, value)
        if key not in self._sets:
            sql = "SELECT bits FROM bitmap WHERE kind = ? AND field = ? AND value = ?"
            found = self._connection.execute(sql, key).fetchall()
            if not found:
                return 0
            self._sets[key] = from_blob(found[0][0])
        return self._sets[key]

    def kept(self, key: tuple[str, str, str]) -> int | None:
        """A set that was put together before, or None."""
        return self._sets.get(key)

    def keep(self, key: tuple[str, str, str], bits: int) -> int:
        """Keep a set that does not change while this edition is open; returns it."""
        self._sets[key] = bits
        return bits

    def values(self, field: str) -> tuple[str, ...]:
        """Every value of a field under which a case stands, in order."""
        if field not in self._values:
            sql = "SELECT value FROM bitmap WHERE kind = 'term' AND field = ? ORDER BY value"
            self._values[field] = tuple(value for (value,) in self._connection.execute(sql, (field,)).fetchall())
        return self._values[field]

    def slices(self, kind: str, field: str, end: str, places: int) -> list[int]:
        """The sets of a number's binary places, the lowest first."""
        return [self.cases(kind, field, f"{end}.{place:02}") for place in range(places)]

    def codes(self, field: str) -> array[int]:
        """For each case the place of its value in `values`; of several the last, so ask `several` first."""
        key = f"codes:{field}"
        if key not in self._columns:
            codes = array("H", bytes(2 * self.count))
            for code, value in enumerate(self.values(field)):
                for n in ones(self.cases("term", field, value)):
                    codes[n - 1] = code
            self._columns[key] = codes
        return self._columns[key]

    def column(self, name: str) -> array[int]:
        """The numbers of that name, one for each case, or the cases in an order."""
        if name not in self._columns:
            found = self._connection.execute("SELECT numbers FROM case_column WHERE name = ?", (name,)).fetchall()
            numbers = array("I", found[0][0] if found else b"")
            if sys.byteorder == "big":
                numbers.byteswap()
            self._columns[name] = numbers
        return self._columns[name]

    def places(self, name: str) -> array[int]:
        """For an order of the cases: where in it each case stands, from 0."""
        key = f"places:{name}"
        if key not in self._columns:
            order = self.column(name)
            places = array("I", bytes(4 * len(order)))
            for place, n in enumerate(order):
                places[n - 1] = place
            self._columns[key] = places
        return self._columns[key]
