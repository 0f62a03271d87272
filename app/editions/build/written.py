"""What an addendum is made for, and how its rows in an edition are found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from app.editions.read.opening import Edition

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Written:
    """Public ids of whom and what was written since the last publication. One that is not in the content is gone."""

    individuals: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()


def chosen(base: Edition, sql: str, keys: Iterable[str]) -> Iterator[Any]:
    """Rows of a query that ends with a column, for any of the keys."""
    wanted = sorted(set(keys))
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        yield from base.rows(f"{sql} IN ({', '.join('?' * len(some))})", tuple(some))
