"""Every combination of up to four facet fields with its cases, individuals and return events: counted once, at publication.

Codes become small numbers and a cell one whole number, so that counting is done by Counter and set and not by loops of our own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import prod

from app.editions.build.found_by import Found
from app.editions.cube import CUBE_FIELDS, WIDEST, cube_name

Codes = tuple[int, ...]
"""One code of every facet field, as numbers. A case with several codes of a field has several of these."""
Cells = Counter[int]


@dataclass(frozen=True, slots=True)
class _Units:
    """Units to be counted once a cell, column by column: `lone` have one row each; the rows of `shared` name their unit."""

    lone: list[list[int]]
    shared: list[list[int]]
    unit: list[int]

    def cells(self, places: Sequence[int], scales: Sequence[int], size: int) -> Cells:
        """How many units stand in each cell of the fields at `places`; a cell is the sum of its codes times `scales`."""
        found: Cells = Counter(_cell_numbers(self.lone, places, scales, len(self.lone[0])))
        numbers = _cell_numbers(self.shared, places, scales, len(self.unit))
        found.update(n % size for n in {unit * size + cell for unit, cell in zip(self.unit, numbers, strict=True)})
        return found


def marginal_rows(
    found: Sequence[Found], individuals: Sequence[str], events: Sequence[str | None]
) -> Iterator[tuple[str | int, ...]]:
    """Rows of `marginal`: cube, up to four codes, cases, individuals, events."""
    words = [sorted({code for case in found for code in case.codes[field]}) for field in CUBE_FIELDS]
    numbers = [{word: n for n, word in enumerate(known)} for known in words]
    rows = [_rows_of(case, numbers) for case in found]
    units = [_units(zip(keys, rows, strict=True)) for keys in (range(len(rows)), individuals, events)]
    for size in range(WIDEST + 1 if found else 0):
        for places in combinations(range(len(CUBE_FIELDS)), size):
            yield from _cube(places, words, units)


def _rows_of(case: Found, numbers: Sequence[dict[str, int]]) -> list[Codes]:
    codes = [[known[code] for code in case.codes[field]] for field, known in zip(CUBE_FIELDS, numbers, strict=True)]
    return list(product(*codes))


def _units(pairs: Iterable[tuple[object, list[Codes]]]) -> _Units:
    """Units by key; None is no unit."""
    by_unit: dict[object, set[Codes]] = {}
    for key, rows in pairs:
        if key is not None:
            by_unit.setdefault(key, set()).update(rows)
    lone = [next(iter(rows)) for rows in by_unit.values() if len(rows) == 1]
    shared = [(n, row) for n, rows in enumerate(by_unit.values()) if len(rows) > 1 for row in rows]
    return _Units(_columns(lone), _columns([row for _, row in shared]), [n for n, _ in shared])


def _columns(rows: list[Codes]) -> list[list[int]]:
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in CUBE_FIELDS]


def _cell_numbers(columns: list[list[int]], places: Sequence[int], scales: Sequence[int], count: int) -> Iterable[int]:
    """The cell of each row. The cube of no field has one cell."""
    numbers: Iterable[int] = [0] * count
    for place, scale in zip(places, scales, strict=True):
        numbers = [number + code * scale for number, code in zip(numbers, columns[place], strict=True)]
    return numbers


def _cube(places: Sequence[int], words: list[list[str]], units: list[_Units]) -> Iterator[tuple[str | int, ...]]:
    sizes = [len(words[place]) for place in places]
    scales = [prod(sizes[n + 1 :]) for n in range(len(sizes))]
    cases, individuals, events = (unit.cells(places, scales, prod(sizes)) for unit in units)
    name, rest = cube_name(tuple(CUBE_FIELDS[place] for place in places)), [""] * (WIDEST - len(places))
    for cell in sorted(cases):
        held = zip(places, scales, sizes, strict=True)
        codes = [words[place][cell // scale % size] for place, scale, size in held]
        yield (name, *codes, *rest, cases[cell], individuals[cell], events[cell])
