"""Pages of a query's cases: which stand on a page, in the edition's own order or in another, and where the next begins."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from app.editions.bits import flags, ones
from app.editions.errors import BadQuery
from app.editions.read.gone import gone
from app.editions.read.opening import Edition

FEW = 20_000
"""Up to so many cases are put in order by themselves; of more, the order of all is walked."""


def in_order(edition: Edition, cases: int, sort: str, after: str | None) -> Iterator[int]:
    """The numbers of the cases in the order asked for, behind the case `after`. BadQuery where that one is not listed any more: whoever
    was withdrawn since has no place in an order.
    """
    last = None if after is None else _number(edition, after)
    if not sort and not edition.amended:
        return ones(cases, last or 0)
    order = edition.index.column(f"order:{sort}")
    if cases.bit_count() <= FEW:
        return _few(edition, cases, sort, last)
    start = 0 if last is None else order.index(last) + 1
    inside = flags(cases, edition.index.count)
    return (n for n in islice(order, start, None) if inside[n - 1])


def _few(edition: Edition, cases: int, sort: str, last: int | None) -> Iterator[int]:
    place = edition.index.places(f"order:{sort}")
    begin = -1 if last is None else place[last - 1]
    return iter(sorted((n for n in ones(cases) if place[n - 1] > begin), key=lambda n: place[n - 1]))


def stored(edition: Edition, table: str, column: str, numbers: list[int]) -> list[Any]:
    """What a table holds for the cases, in the order of `numbers`."""
    found = dict(edition.rows_of(f"n, {column}", table, "n", numbers))
    return [found[n] for n in numbers]


def _number(edition: Edition, case_id: str) -> int:
    found = edition.rows("SELECT n FROM case_row WHERE id = ?", (case_id,))
    if not found or case_id in gone(edition):
        raise BadQuery(
            "after", "The case at which this page began is not listed any more; start again from the first page."
        )
    number: int = found[0][0]
    return number
