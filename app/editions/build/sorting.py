"""The orders of an edition's cases: its own (latest years first), by name, and by the day of the return both ways.

Cases without a name or a day come last in every order, and cases that are equal in it stand by id.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.codebook.values import DateValue
from app.disclosure.views import CaseView
from app.editions.bits import packed
from app.editions.build.documents import Shelfmarks, case_heading
from app.editions.build.found_by import years
from app.editions.cube import SORTS


@dataclass(frozen=True, slots=True)
class Standing:
    """What a case is put in order by: a row of `case_order`, and its id."""

    year: int
    name: str
    day: int | None
    id: str

    @classmethod
    def of(cls, case: CaseView, marks: Shelfmarks) -> Standing:
        return cls(last_year(case, marks), name_of(case, marks), _day(case, marks), case.public_id)

    def key(self, sort: str) -> tuple[Any, ...]:
        """Its key in an order; the edition's own is called ''."""
        undated, day = self.day is None, self.day or 0
        return {
            "": (-self.year, self.name, self.id),
            "name": (self.name, self.id),
            "return_date": (undated, day, self.name, self.id),
            "-return_date": (undated, -day, self.name, self.id),
        }[sort]


def order_rows(standing: Sequence[Standing]) -> list[tuple[str, bytes]]:
    """For each order the numbers of the cases, as they stand in it. `standing`: of all cases, as they are numbered."""
    numbers = range(1, len(standing) + 1)
    return [(f"order:{sort}", packed(sorted(numbers, key=lambda n: standing[n - 1].key(sort)))) for sort in SORTS]


def last_year(case: CaseView, marks: Shelfmarks) -> int:
    """The last year in which the return may have been; 0 where nobody says."""
    return max(map(int, years(marks.facts(case))), default=0)


def name_of(case: CaseView, marks: Shelfmarks) -> str:
    """What a case is sorted by among names; unnamed ones come last."""
    name = case_heading(case, marks)["name"] or {}
    return str(name.get("latin") or name.get("hangul") or "~")


def _day(case: CaseView, marks: Shelfmarks) -> int | None:
    """The first day on which the return may have been."""
    days = [
        value.date.earliest or value.date.latest
        for f in marks.facts(case) if f.field == "return_date" for value in f.said if isinstance(value, DateValue)
    ]  # fmt: skip
    return min((d.toordinal() for d in days if d is not None), default=None)
