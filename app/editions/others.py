"""The people of a return who are on no line of their own, in numbers: shared by `build` and `read`, so that both reckon alike. Pure."""

from __future__ import annotations


def others(count: tuple[int | None, int | None], counted: int, lines: int) -> dict[str, int | None] | None:
    """How many at least and at most (None: nobody says) stand `after` that many lines; None if there are none, as far as is known.

    `count`: the least and the most that sources say were returned. `counted`: of whom nothing but that is told.
    """
    least, most = count
    low = max((least or 0) - lines, counted, 0)
    high = None if most is None else max(most - lines, low)
    if high == 0 or (low == 0 and least is None):
        return None
    return {"low": low, "high": high, "after": lines}
