"""Many keys in parts, few enough for one query each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

Key = TypeVar("Key", int, str)
MOST = 500
"""Below what any database takes as parameters of a query."""


def batches(keys: Iterable[Key]) -> Iterator[list[Key]]:
    """The keys, each once and in order, at most `MOST` at a time."""
    every = sorted(set(keys))
    return (every[start : start + MOST] for start in range(0, len(every), MOST))
