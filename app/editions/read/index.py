"""The sets and numbers of an edition that were made at publication, read when first needed and kept: an open edition
never changes.
"""

from __future__ import annotations

from array import array
from typing import Any

from app.editions.bits import bitmap_of, everybody, from_blob, ones, unpacked
from app.editions.read.amended import ADDED
from app.editions.schema import OWN_ORDER


class Index:
    """Sets of cases by kind, field and value; numbers by case; the values that a field has.

    With an addendum its cases are numbered behind those of the base, and cases of the base that it ends are in no set.
    """

    def __init__(self, connection: Any, *, amended: bool = False) -> None:
        self._connection = connection
        self._amended = amended
        self._sets: dict[tuple[str, str, str], int] = {}
        self._columns: dict[str, array[int]] = {}
        self._values: dict[str, tuple[str, ...]] = {}
        self._counts: dict[str, int] = {}
        self._standing: int | None = None

    @property
    def count(self) -> int:
        """The highest number of a case. Without an addendum the numbers have no gap."""
        return self.base_count + (self._held(ADDED) if self._amended else 0)

    @property
    def base_count(self) -> int:
        """How many cases the base holds, those included that the addendum ends; they are numbered from 1."""
        return self._held("main")

    @property
    def standing(self) -> int:
        """All cases that the edition holds."""
        if self._standing is None:
            ended = self._connection.execute("SELECT n FROM added.gone_case").fetchall() if self._amended else ()
            self._standing = everybody(self.count) & ~bitmap_of(n for (n,) in ended)
        return self._standing

    def _held(self, part: str) -> int:
        if part not in self._counts:
            found: int = self._connection.execute(f"SELECT count(*) FROM {part}.case_row").fetchall()[0][0]
            self._counts[part] = found
        return self._counts[part]

    def cases(self, kind: str, field: str, value: str = "") -> int:
        """The set of that name; empty where nobody is in it."""
        key = (kind, field, value)
        if key not in self._sets:
            bits = self._bits("main", key)
            if self._amended:
                bits = (bits | self._bits(ADDED, key) << self.base_count) & self.standing
            if not bits:
                return 0
            self._sets[key] = bits
        return self._sets[key]

    def _bits(self, part: str, key: tuple[str, str, str]) -> int:
        sql = f"SELECT bits FROM {part}.bitmap WHERE kind = ? AND field = ? AND value = ?"
        found = self._connection.execute(sql, key).fetchall()
        return from_blob(found[0][0]) if found else 0

    def values(self, field: str) -> tuple[str, ...]:
        """Every value of a field under which a case stands, in order."""
        if field not in self._values:
            found: set[str] = set()
            for part in ("main", ADDED) if self._amended else ("main",):
                sql = f"SELECT value FROM {part}.bitmap WHERE kind = 'term' AND field = ?"
                found |= {value for (value,) in self._connection.execute(sql, (field,)).fetchall()}
            self._values[field] = tuple(sorted(value for value in found if self.cases("term", field, value)))
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
        """The numbers of that name, one for each case, or the cases in an order. Orders of an addendum are those of the whole."""
        if name not in self._columns:
            numbers = array("I")
            if not (self._amended and name.startswith(OWN_ORDER)):
                numbers += self._numbers("main", name)
            if self._amended:
                numbers += self._numbers(ADDED, name)
            self._columns[name] = numbers
        return self._columns[name]

    def _numbers(self, part: str, name: str) -> array[int]:
        sql = f"SELECT numbers FROM {part}.case_column WHERE name = ?"
        found = self._connection.execute(sql, (name,)).fetchall()
        return unpacked(found[0][0] if found else b"")

    def places(self, name: str) -> array[int]:
        """For an order of the cases: where in it each case stands, from 0."""
        key = f"places:{name}"
        if key not in self._columns:
            order = self.column(name)
            places = array("I", bytes(4 * self.count))
            for place, n in enumerate(order):
                places[n - 1] = place
            self._columns[key] = places
        return self._columns[key]
