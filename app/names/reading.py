"""A text as one of the names it may be: cells, the place of each, and the odds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from app.names import cells, hangul
from app.names.marks import base
from app.names.styles import FAMILY, HEAD, SOUNDING, STOPPED, place_after

MAX_TEXT, MAX_TOKENS, MAX_SYLLABLES, BEAM, MAX_READINGS = 200, 6, 5, 48, 8
"""Caps of every step, so that the work is bounded whatever the text."""
SWAPPED_COST = -2.0
NEGLIGIBLE = -9.0  # a reading this much less likely than the best is dropped


@dataclass(frozen=True, slots=True)
class Reading:
    """Cells family name first and the place of each.

    `log` is log P(reading and text), `cost` the part of it that is due to order; swapped: the given name came first.
    """

    cells: tuple[str, ...]
    places: tuple[int, ...]
    log: float
    cost: float = 0.0
    swapped: bool = False

    @property
    def family(self) -> int:
        """How many cells the family name has."""
        return 1 if self.places[:1] == (FAMILY,) else min(2, len(self.places))


def _next_place(cell: str) -> int:
    if hangul.is_syllable(cell):
        return place_after(cell)
    if cells.is_latin(cell):
        cell = base(cell)
        return STOPPED if cell[-1] in "ktpb" or (cell[-1] == "g" and cell[-2:] != "ng") else SOUNDING
    return SOUNDING


@lru_cache(maxsize=32768)
def places_of(name: tuple[str, ...], family: int) -> tuple[int, ...]:
    """The place of each cell when the first `family` cells are the family name."""
    found = []
    for at in range(len(name)):
        if at in (0, family):
            found.append(FAMILY if at == 0 and family == 1 else HEAD)
        else:
            found.append(_next_place(name[at - 1]))
    return tuple(found)


def reading(name: tuple[str, ...], log: float, family: int = 1, cost: float = 0.0, swapped: bool = False) -> Reading:
    """A reading whose first `family` cells are the family name; `log` without, the result's with the cost of order."""
    return Reading(name, places_of(name, family), log + cost, cost, swapped)


def kept(found: list[Reading]) -> list[Reading]:
    """The likeliest readings, without the negligible."""
    ranked = sorted(found, key=lambda one: (-one.log, one.cells))
    return [one for one in ranked[:MAX_READINGS] if one.log > ranked[0].log + NEGLIGIBLE]
