"""The orders of all cases of a base and its addendum: the base's own, with the addendum's cases put in at their places."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from app.editions.bits import packed, unpacked
from app.editions.build.sorting import Standing
from app.editions.cube import SORTS
from app.editions.read.opening import Edition
from app.editions.schema import OWN_ORDER

Row = tuple[Any, ...]
_SELECT = (
    "SELECT o.year, o.name, o.day, r.id FROM main.case_order AS o JOIN main.case_row AS r ON r.n = o.n WHERE o.n = ?"
)


def inserted(
    base: Edition, cases: Sequence[Row], orders: Sequence[Row], ended: frozenset[int]
) -> Iterator[tuple[str, bytes]]:
    """Every order, the edition's own too. `cases`, `orders`: the addendum's rows of case_row and case_order, by number."""
    own = {
        case[0]: Standing(year, name, day, case[1]) for case, (_, year, name, day) in zip(cases, orders, strict=True)
    }

    @cache
    def standing(n: int) -> Standing:
        return Standing(*base.rows(_SELECT, (n,))[0])

    for sort in ("", *SORTS):
        left = [n for n in _base_order(base, sort) if n not in ended]
        keyed = sorted((found.key(sort), n) for n, found in own.items())
        places = [bisect_left(left, key, key=lambda n: standing(n).key(sort)) for key, _ in keyed]
        yield f"{OWN_ORDER}{sort}", packed(_merged(left, [n for _, n in keyed], places))


def _base_order(base: Edition, sort: str) -> Sequence[int]:
    if not sort:
        return range(1, base.index.base_count + 1)
    return unpacked(base.rows("SELECT numbers FROM main.case_column WHERE name = ?", (f"{OWN_ORDER}{sort}",))[0][0])


def _merged(left: Sequence[int], numbers: Sequence[int], places: Sequence[int]) -> Iterator[int]:
    """`numbers`, each before what stands at its place in `left`."""
    begin = 0
    for number, place in zip(numbers, places, strict=True):
        yield from left[begin:place]
        yield number
        begin = place
    yield from left[begin:]
