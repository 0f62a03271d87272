"""Every combination of up to four facet fields with its cases, individuals and return events: counted once, at publication.

Cases that look alike in all facet fields are put together first, and each smaller set of fields is counted from the next
larger one, so that the work follows the number of different combinations and not the number of cases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from app.editions.build.found_by import Found
from app.editions.cube import CUBE_FIELDS, WIDEST, cube_name

Signature = tuple[tuple[str, ...], ...]
"""For each field the codes of a case, in the order of the fields."""
Cells = Counter[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Units:
    """Units to be counted once a cell: those with one signature only by number, the others by key."""

    alike: Counter[Signature]
    differing: frozenset[tuple[Hashable, Signature]]

    def without(self, place: int) -> _Units:
        """The same units with one field less."""
        fewer: Counter[Signature] = Counter()
        for signature, number in self.alike.items():
            fewer[signature[:place] + signature[place + 1 :]] += number
        rest = frozenset((key, s[:place] + s[place + 1 :]) for key, s in self.differing)
        return _Units(fewer, rest)

    def cells(self) -> Cells:
        """How many units stand in each cell, each once a cell."""
        found: Cells = Counter()
        for signature, number in self.alike.items():
            for cell in product(*signature):
                found[cell] += number
        found.update(cell for _, cell in {(key, cell) for key, s in self.differing for cell in product(*s)})
        return found


def marginal_rows(
    found: Sequence[Found], individuals: Sequence[str], events: Sequence[str | None]
) -> Iterator[tuple[str | int, ...]]:
    """Rows of `marginal`: cube, up to four codes, cases, individuals, events."""
    signatures = [tuple(case.codes[code] for code in CUBE_FIELDS) for case in found]
    every = (
        _Units(Counter(signatures), frozenset()),
        _units(zip(individuals, signatures, strict=True)),
        _units((event, s) for event, s in zip(events, signatures, strict=True) if event is not None),
    )
    for fields, counted in _lattice(CUBE_FIELDS, every):
        if len(fields) <= WIDEST:
            yield from _rows(fields, counted)


def _units(pairs: Iterable[tuple[Hashable, Signature]]) -> _Units:
    signatures: dict[Hashable, set[Signature]] = {}
    for key, signature in pairs:
        signatures.setdefault(key, set()).add(signature)
    alike = Counter(next(iter(s)) for s in signatures.values() if len(s) == 1)
    return _Units(alike, frozenset((key, one) for key, s in signatures.items() if len(s) > 1 for one in s))


def _lattice(
    fields: tuple[str, ...], units: tuple[_Units, ...]
) -> Iterator[tuple[tuple[str, ...], tuple[_Units, ...]]]:
    """Every subset of the fields with its units, each made from a subset that has one field more."""
    level = {fields: units}
    while level:
        yield from level.items()
        smaller: dict[tuple[str, ...], tuple[_Units, ...]] = {}
        for larger, counted in level.items():
            for place in range(len(larger)):
                subset = larger[:place] + larger[place + 1 :]
                if subset not in smaller:
                    smaller[subset] = tuple(unit.without(place) for unit in counted)
        level = smaller


def _rows(fields: tuple[str, ...], counted: tuple[_Units, ...]) -> Iterator[tuple[str | int, ...]]:
    cases, individuals, events = (unit.cells() for unit in counted)
    for cell in sorted(cases):
        codes = (*cell, *[""] * (WIDEST - len(cell)))
        yield (cube_name(fields), *codes, cases[cell], individuals[cell], events[cell])
