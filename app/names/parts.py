"""A name taken apart: family and given name, whatever the script, order and spacing, likeliest way first."""

from __future__ import annotations

import math
from dataclasses import dataclass

from app.names import cells
from app.names.comparing import weighed
from app.names.marks import base
from app.names.styles import FAMILY

LIKELY_HANGUL = 3


@dataclass(frozen=True, slots=True)
class Parts:
    """One way to read a name. `hangul` holds the likeliest Hangul of each syllable; `odds` of the ways sum to one."""

    family: tuple[str, ...]
    given: tuple[str, ...]
    hangul: tuple[tuple[str, ...], ...]
    given_first: bool
    odds: float


def _shown(cell: str) -> str:
    return cell.lstrip("~^") if cell != cells.MASK else "○"


def _hangul(cell: str, place: int) -> tuple[str, ...]:
    if cell == cells.MASK:
        return ("○",)
    ranked = sorted(cells.odds(cell, place).items(), key=lambda item: (-item[1], item[0]))
    return tuple(char for char, weight in ranked[:LIKELY_HANGUL] if weight > 0.05)


def parts(text: str) -> list[Parts]:
    """Every likely way to split a name; [] if it is not readable as one.

    "Yong Chol Kim" -> family (kim,), given (yong, chol), given_first; 남궁옥분 -> family (남, 궁), given (옥, 분).
    """
    found = []
    for one, log in weighed(text):
        family = one.family if one.places[0] == FAMILY else 2
        shown = tuple(_shown(base(cell)) for cell in one.cells)
        syllables = tuple(_hangul(cell, place) for cell, place in zip(one.cells, one.places, strict=True))
        found.append(Parts(shown[:family], shown[family:], syllables, one.swapped, math.exp(log)))
    whole = sum(one.odds for one in found)
    ways = [Parts(one.family, one.given, one.hangul, one.given_first, one.odds / whole) for one in found]
    return sorted(ways, key=lambda one: -one.odds)
