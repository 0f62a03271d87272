"""One Latin token with a letter wrong: the syllables it may have been, and where the others are cut.

Only syllables that names use are put in (tables/plausible.tsv, compiled by bench/names/compile_plausible.py).
"""

from __future__ import annotations

import gc
from functools import lru_cache

from rapidfuzz.distance import OSA

from app.names import cells, han, latin
from app.names.styles import FAMILY, HEAD, SOUNDING, STOPPED
from app.names.tables.rows import rows

MAX_TOKEN_CORRECTIONS, MAX_PLAIN, MAX_SIZE = 120, 2, 4
RARE = -13.0  # log P of a syllable that no usual name has, roughly
LONGEST = 8  # letters of a syllable, with one too many


@lru_cache(maxsize=1)
def plausible() -> dict[str, tuple[float, str]]:
    """Latin syllable -> log P and likeliest coarse class; 766 of them."""
    return {cell: (float(log), top) for cell, log, top in rows("plausible.tsv")}


@lru_cache(maxsize=1)
def _by_deletion() -> dict[str, tuple[str, ...]]:
    """A string -> the plausible syllables that are it, or become it when one letter is left out."""
    found: dict[str, list[str]] = {}
    for cell in plausible():
        for short in {cell, *(cell[:at] + cell[at + 1 :] for at in range(len(cell)))}:
            found.setdefault(short, []).append(cell)
    return {short: tuple(whole) for short, whole in found.items()}


@lru_cache(maxsize=16384)
def one_letter_off(part: str) -> tuple[tuple[str, float], ...]:
    """Plausible syllables, with log P, at one edit (a letter more, less, other, or two swapped) from a string."""
    near = {part, *(part[:at] + part[at + 1 :] for at in range(len(part)))}
    found = {cell for short in near for cell in _by_deletion().get(short, ())} - {part}
    return tuple((cell, plausible()[cell][0]) for cell in sorted(found) if OSA.distance(cell, part) <= 1)


def _log(cell: str) -> float | None:
    """Log P of a Latin syllable, roughly; None if it is none."""
    if cell in plausible():
        return plausible()[cell][0]
    return RARE if cell in latin.syllables() else None


Ends = list[list[tuple[float, tuple[str, ...]]]]
"""For each position of a token, the likeliest cut of what lies before it (or behind it), if there is one."""


def _before(token: str) -> Ends:
    """Cuts of token[:position], the likeliest of each, or none."""
    found: Ends = [[(0.0, ())]]
    for end in range(1, len(token) + 1):
        ways = []
        for start in range(max(0, end - LONGEST), end):
            own = _log(token[start:end])
            if own is not None:
                ways += [(log + own, (*way, token[start:end])) for log, way in found[start] if len(way) < MAX_SIZE]
        found.append(sorted(ways, reverse=True)[:1])
    return found


def _behind(token: str) -> Ends:
    """Cuts of token[position:], the likeliest of each, or none."""
    found: Ends = [[] for _ in token] + [[(0.0, ())]]
    for start in range(len(token) - 1, -1, -1):
        ways = []
        for end in range(start + 1, min(len(token), start + LONGEST) + 1):
            own = _log(token[start:end])
            if own is not None:
                ways += [(log + own, (token[start:end], *way)) for log, way in found[end] if len(way) < MAX_SIZE]
        found[start] = sorted(ways, reverse=True)[:1]
    return found


@lru_cache(maxsize=4096)
def corrected_cuts(token: str) -> tuple[tuple[float, tuple[str, ...], int], ...]:
    """(log odds, cells, place of the corrected one) of a token with one slip, likeliest first."""
    found: dict[tuple[tuple[str, ...], int], float] = {}
    heads, tails = _before(token), _behind(token)
    for start in range(len(token)):
        for end in range(start + 1, min(len(token), start + LONGEST) + 1):
            if heads[start] and tails[end]:
                for cell, own in one_letter_off(token[start:end]):
                    for first, head in heads[start]:
                        for second, tail in tails[end]:
                            if len(head) + len(tail) < MAX_SIZE:
                                found[(*head, cell, *tail), len(head)] = own + first + second
    ranked = sorted(((log, *way) for way, log in found.items()), key=lambda way: (-way[0], way[1]))
    return tuple(ranked[:MAX_TOKEN_CORRECTIONS])


def warm() -> None:
    """Read the tables and work out the odds of every usual syllable, so that no first search pays for it (a second)."""
    _by_deletion()
    for cell in plausible():
        cells.class_odds(cell)
        for place in (FAMILY, HEAD, SOUNDING, STOPPED):
            cells.evidence(cell, place)
    for reading_of in han.MARK:
        han.is_sound("", reading_of)
    gc.collect()
    gc.freeze()  # what is read once and kept for good need not be walked again: it took most of the slowest searches
