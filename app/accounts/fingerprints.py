"""The fingerprint of a copy: the order of its rows, which a keyed hash of the copy's id draws. Pure.

Whoever sorts the file anew removes it; the docs say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from app.accounts.keys import AccountKeys

SURE = 0.9
"""The share of neighbouring rows that must stand in a copy's order; of a file in any other order about half do."""
LEAST = 20
"""Fewer rows than this say nothing."""


def in_order_of(keys: AccountKeys, copy: str, cases: Iterable[str]) -> list[str]:
    """The cases in the copy's own order."""
    return sorted(cases, key=lambda case: keys.mark("export", f"{copy}\0{case}"))


def whose(keys: AccountKeys, copies: Iterable[str], cases: Sequence[str]) -> list[str]:
    """The copies that rows in this order can come from; also a part of one, if its rows kept their order."""
    if len(cases) < LEAST:
        return []
    return [copy for copy in copies if _agreement(keys, copy, cases) >= SURE]


def _agreement(keys: AccountKeys, copy: str, cases: Sequence[str]) -> float:
    marks = [keys.mark("export", f"{copy}\0{case}") for case in cases]
    return sum(a < b for a, b in pairwise(marks)) / (len(marks) - 1)
