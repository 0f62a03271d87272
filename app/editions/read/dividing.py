"""A set of cases divided by one to three fields, where no marginal has the answer: one walk over the cases, not one for each cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress, product

from app.editions.bits import flags, ones
from app.editions.read.opening import Edition
from app.editions.read.totals import Totals

Codes = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One combination of codes, in the order of the fields asked for."""

    codes: tuple[str, ...]
    totals: Totals


def divided(edition: Edition, by: tuple[str, ...], cases: int) -> Iterator[Cell]:
    """The cells that hold a case. A case with several codes of a field stands in each of their cells."""
    spans = 0
    for field in by:
        spans |= edition.index.cases("several", field)
    rows = [*_plain(edition, by, cases & ~spans), *_spanning(edition, by, cases & spans)]
    counted = Counter(cell for cell, _ in rows)
    individuals, events = edition.index.column("individual"), edition.index.column("event")
    repeated = flags(edition.index.cases("unit", "individual", "repeated"), edition.index.count)
    lone = Counter(cell for cell, n in rows if not repeated[n - 1])
    lone.update(cell for cell, _ in {(cell, individuals[n - 1]) for cell, n in rows if repeated[n - 1]})
    together = Counter(cell for cell, event in {(cell, events[n - 1]) for cell, n in rows} if event)
    values = [edition.index.values(field) for field in by]
    for cell, number in counted.items():
        codes = tuple(known[code] for known, code in zip(values, cell, strict=True))
        yield Cell(codes, Totals(lone[cell], number, together[cell]))


def _plain(edition: Edition, by: tuple[str, ...], cases: int) -> Iterator[tuple[Codes, int]]:
    """The cases that have one code of each field, with their cell."""
    inside = flags(cases, edition.index.count)
    columns = [compress(edition.index.codes(field), inside) for field in by]
    return zip(zip(*columns, strict=True), compress(range(1, edition.index.count + 1), inside), strict=True)


def _spanning(edition: Edition, by: tuple[str, ...], cases: int) -> Iterator[tuple[Codes, int]]:
    """The others, once for each of their cells."""
    sets = [[edition.index.cases("term", field, value) for value in edition.index.values(field)] for field in by]
    for n in ones(cases):
        own = [[code for code, bits in enumerate(known) if bits >> (n - 1) & 1] for known in sets]
        yield from ((cell, n) for cell in product(*own))
