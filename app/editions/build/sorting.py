"""The orders of an edition's cases: its own (latest years first), by name, and by the day of the return both ways.

Cases without a name or a day come last in every order, and cases that are equal in it stand by id.
"""

from __future__ import annotations

from app.codebook.values import DateValue
from app.disclosure.views import CaseView
from app.editions.build.documents import Shelfmarks, case_heading
from app.editions.build.found_by import years
from app.editions.build.indexed import packed
from app.editions.cube import SORTS


def order_rows(cases: list[CaseView], marks: Shelfmarks) -> list[tuple[str, bytes]]:
    """For each order the numbers of the cases, as they stand in it."""
    numbered = list(enumerate(cases, 1))
    days = {n: _day(case, marks) for n, case in numbered}
    names = {n: name_of(case, marks) for n, case in numbered}
    ids = {n: case.public_id for n, case in numbered}
    keys = {
        "name": lambda n: (names[n], ids[n]),
        "return_date": lambda n: (days[n] is None, days[n] or 0, names[n], ids[n]),
        "-return_date": lambda n: (days[n] is None, -(days[n] or 0), names[n], ids[n]),
    }
    return [(f"order:{sort}", packed(sorted(ids, key=keys[sort]))) for sort in SORTS]


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
        v.value.date.earliest or v.value.date.latest
        for f in marks.facts(case) if f.field == "return_date" for v in f.values if isinstance(v.value, DateValue)
    ]  # fmt: skip
    return min((d.toordinal() for d in days if d is not None), default=None)
