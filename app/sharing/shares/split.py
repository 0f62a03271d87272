"""Contiguous shares: every line once and in order, the longest share as short as it can be, groups whole where that costs nothing.

Three wishes, in this order: the longest share is minimal (the linear partition problem, by bisection over whole
milliseconds: exact); among such splits the fewest cuts fall inside a group; among those the shares are most alike (least
sum of squares). The last two by dynamic programming over the cuts that can still be part of a minimal split.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise

MOST_STEPS = 4_000_000
"""Beyond this many comparisons (a few very long lines among thousands) groups are cut where it happens to fall."""
_Score = tuple[int, int]


def split(costs: Sequence[int], groups: Sequence[str], shares: int) -> list[range]:
    """The lines of each share, as ranges of positions from 0. At most one share a line: never an empty one.

    `costs`: of each line, above 0; `groups`: lines next to each other with the same name belong together, "" to nobody.
    """
    wanted = min(shares, len(costs))
    if wanted == 0:
        return []
    sums = [0, *accumulate(costs)]
    bound = shortest_longest(costs, wanted)
    rows = _open_cuts(sums, wanted, bound)
    work = sum(len(before) * len(after) for before, after in pairwise(rows))
    cuts = _filled(sums, wanted, bound) if work > MOST_STEPS else _best(sums, groups, rows, bound)
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


def _best(sums: Sequence[int], groups: Sequence[str], rows: Sequence[range], bound: int) -> list[int]:
    """The cuts with the fewest broken groups, then the least sum of squares."""
    lines = len(sums) - 1
    scores: dict[int, _Score] = {0: (0, 0)}
    origins: list[dict[int, int]] = []
    for row in rows[1:]:
        reached: dict[int, _Score] = {}
        origin: dict[int, int] = {}
        for end in row:
            broken = int(end < lines and groups[end - 1] != "" and groups[end - 1] == groups[end])
            options = (
                (kept + broken, squares + (sums[end] - sums[start]) ** 2, start)
                for start, (kept, squares) in scores.items()
                if start < end and sums[end] - sums[start] <= bound
            )
            best = min(options, default=None)
            if best is not None:
                reached[end], origin[end] = (best[0], best[1]), best[2]
        scores = reached
        origins.append(origin)
    return _traced(origins, lines)


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
