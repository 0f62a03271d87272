"""Whole numbers of cases, such as days and ages, as one set for each binary place: a range is found by some twenty ANDs.

A day is counted from the first day of the years that a database can hold; an open beginning is 0, an open end the greatest
number. Shared by `build` and `read`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from app.codebook.dates import YEARS

DAY_PLACES = 17
AGE_PLACES = 8
_FIRST = date(YEARS.start, 1, 1).toordinal() - 1


def earliest_number(day: date | None) -> int:
    """1 for the first day that can be held; 0 for an open beginning."""
    return 0 if day is None else day.toordinal() - _FIRST


def latest_number(day: date | None) -> int:
    """As `earliest_number`, with the greatest number for an open end."""
    return (1 << DAY_PLACES) - 1 if day is None else day.toordinal() - _FIRST


def sliced(numbers: Sequence[tuple[int, int]], places: int, bitmap_of: Callable[[list[int]], int]) -> list[int]:
    """From (case, number) one set of cases for each binary place of the numbers, the lowest first."""
    return [bitmap_of([n for n, number in numbers if number >> place & 1]) for place in range(places)]


def at_least(slices: Sequence[int], held: int, bound: int) -> int:
    """The cases of `held` whose number is `bound` or greater."""
    if bound >> len(slices):
        return 0
    greater, equal = 0, held
    for place in reversed(range(len(slices))):
        if bound >> place & 1:
            equal &= slices[place]
        else:
            greater |= equal & slices[place]
            equal &= ~slices[place]
    return greater | equal


def at_most(slices: Sequence[int], held: int, bound: int) -> int:
    """The cases of `held` whose number is `bound` or smaller."""
    return held & ~at_least(slices, held, bound + 1)
