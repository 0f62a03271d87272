"""Contiguous shares: every line once and in order, the longest as short as it can be, families and groups whole where that costs nothing.

Four wishes, in this order: the longest share is minimal (the linear partition problem, by bisection over whole
milliseconds: exact); among such splits families lie in the fewest shares; among those the fewest cuts fall between two
neighbours of one group; among those the shares are most alike (least sum of squares). The last three by dynamic
programming over the cuts that can still be part of a minimal split.

A family is counted wherever its people stand, since an order by name puts others between them; a group (a return) only
where its people are neighbours, since a list has them so or not at all.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

MOST_STEPS = 1_000_000
"""Beyond this many comparisons (about a second; 10,000 lines among more than 200 readers) families and groups are cut where it falls."""
_Score = tuple[int, int, int]
_NOBODY = -1


@dataclass(frozen=True, slots=True)
class Bonds:
    """`before`, `after`: of each line the position of the nearest one of its family, -1 without; `cut`: 1 where a cut breaks a group."""

    before: list[int]
    after: list[int]
    cut: list[int]

    @classmethod
    def of(cls, groups: Sequence[str], families: Sequence[str]) -> Bonds:
        before, after = [_NOBODY] * len(groups), [_NOBODY] * len(groups)
        seen: dict[str, int] = {}
        for at, family in enumerate(families):
            if family and family in seen:
                before[at], after[seen[family]] = seen[family], at
            seen[family] = at
        return cls(before, after, [0, *(int(one == other != "") for one, other in pairwise(groups)), 0])


def split(costs: Sequence[int], groups: Sequence[str], shares: int, families: Sequence[str] = ()) -> list[range]:
    """The lines of each share, as ranges of positions from 0. At most one share a line: never an empty one.

    `costs`: of each line, above 0; `groups`: lines next to each other with the same name belong together; `families`: lines
    with the same name do wherever they stand. "" is nobody's.
    """
    wanted = min(shares, len(costs))
    if wanted == 0:
        return []
    sums = [0, *accumulate(costs)]
    bound = shortest_longest(costs, wanted)
    rows = _open_cuts(sums, wanted, bound)
    too_many = _steps(sums, rows, bound) > MOST_STEPS
    cuts = _filled(sums, wanted, bound) if too_many else _best(sums, Bonds.of(groups, families), rows, bound)
    return [range(first, last) for first, last in zip([0, *cuts], [*cuts, len(costs)], strict=True)]


def shortest_longest(costs: Sequence[int], shares: int) -> int:
    """The least that the longest of so many shares can be."""
    low, high = max(costs), sum(costs)
    while low < high:
        middle = (low + high) // 2
        if fewest_shares(costs, middle) <= shares:
            high = middle
        else:
            low = middle + 1
    return low


def fewest_shares(costs: Sequence[int], bound: int) -> int:
    """The least number of shares of which none is longer than the bound. ValueError if one line alone is."""
    used, filled = 1, 0
    for cost in costs:
        if cost > bound:
            raise ValueError("one line alone takes longer than that")
        if filled + cost > bound:
            used, filled = used + 1, 0
        filled += cost
    return used


def _open_cuts(sums: Sequence[int], wanted: int, bound: int) -> list[range]:
    """After each share, where it may end: so that what was read and what is left both fit into their shares."""
    lines, total = len(sums) - 1, sums[-1]
    rows = [range(1)]
    for share in range(1, wanted + 1):
        first = max(share, bisect_left(sums, total - (wanted - share) * bound))
        last = min(lines - (wanted - share), bisect_right(sums, share * bound) - 1)
        rows.append(range(first, last + 1))
    return rows


def _earliest(sums: Sequence[int], end: int, before: range, bound: int) -> int:
    """The first line with which a share may begin that ends at `end`."""
    return max(before.start, bisect_left(sums, sums[end] - bound))


def _steps(sums: Sequence[int], rows: Sequence[range], bound: int) -> int:
    """How many beginnings `_best` will look at."""
    return sum(max(0, end - _earliest(sums, end, before, bound)) for before, after in pairwise(rows) for end in after)


def _best(sums: Sequence[int], bonds: Bonds, rows: Sequence[range], bound: int) -> list[int]:
    """The cuts with families in the fewest shares, then the fewest broken groups, then the least sum of squares."""
    scores: dict[int, _Score] = {0: (0, 0, 0)}
    origins: list[dict[int, int]] = []
    for before, row in pairwise(rows):
        reached: dict[int, _Score] = {}
        origin: dict[int, int] = {}
        for end in row:
            found = _best_beginning(sums, bonds, scores, end, _earliest(sums, end, before, bound))
            if found is not None:
                *score, origin[end] = found
                reached[end] = (score[0], score[1] + bonds.cut[end], score[2])
        scores = reached
        origins.append(origin)
    return _traced(origins, len(sums) - 1)


def _best_beginning(
    sums: Sequence[int], bonds: Bonds, scores: dict[int, _Score], end: int, earliest: int
) -> tuple[int, int, int, int] | None:
    """The best score of a share that ends at `end`, with where it begins; None where none can.

    Walking back line by line keeps count of the families of the share that were begun in a share before it.
    """
    begun, best, until = 0, None, sums[end]
    for start in range(end - 1, earliest - 1, -1):
        begun += (bonds.before[start] != _NOBODY) - (_NOBODY != bonds.after[start] < end)
        score = scores.get(start)
        if score is not None:
            option = (score[0] + begun, score[1], score[2] + (until - sums[start]) ** 2, start)
            if best is None or option < best:
                best = option
    return best


def _traced(origins: Sequence[dict[int, int]], lines: int) -> list[int]:
    cuts, at = [], lines
    for origin in reversed(origins):
        at = origin[at]
        cuts.append(at)
    return cuts[-2::-1]  # without the beginning of the first share


def _filled(sums: Sequence[int], wanted: int, bound: int) -> list[int]:
    """Shares filled one after the other, each left room for one line in every share that comes."""
    cuts, start, lines = [], 0, len(sums) - 1
    for left in range(wanted - 1, 0, -1):
        start = min(bisect_right(sums, sums[start] + bound) - 1, lines - left)
        cuts.append(start)
    return cuts
