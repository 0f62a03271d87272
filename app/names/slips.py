"""What a text would read if one letter, or one jamo, had been typed wrong: readings for the last resort of a search.

Only syllables that names use are put in, so the few hundred corrections are the likely ones; the number of
corrections is capped, hence the work too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from app.names import cells, hangul, latin
from app.names.classes import of_hangul
from app.names.keys import class_ways, joined
from app.names.latin_names import COUNT_COST, orders, token_cuts
from app.names.priors import FAMILY_NAME, FIRST_GIVEN, LATER_GIVEN, by_class, prior
from app.names.reading import MAX_TOKENS, Reading, reading
from app.names.square import square_readings
from app.names.styles import FAMILY, HEAD, SOUNDING

SLIP_COST = -8.0
UNREADABLE = -14.0  # the best score of a text that is no Korean name as it stands
MAX_CORRECTIONS, MAX_KEYS = 240, 320
PLAUSIBLE = -9.0  # log P of a Latin syllable below which it is not put in for another
Cut = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """A reading that one slip would explain, and the place of the corrected cell."""

    reading: Reading
    at: int


@lru_cache(maxsize=1)
def _by_deletion() -> dict[str, tuple[str, ...]]:
    """A string -> the plausible syllables that are it, or become it when one letter is left out."""
    found: dict[str, list[str]] = {}
    for cell in latin.syllables():
        places = (HEAD, SOUNDING) if cell not in latin.family_spellings() else (FAMILY, HEAD, SOUNDING)
        if max(cells.evidence(cell, place) for place in places) > PLAUSIBLE:
            for short in {cell, *(cell[:at] + cell[at + 1 :] for at in range(len(cell)))}:
                found.setdefault(short, []).append(cell)
    return {short: tuple(whole) for short, whole in found.items()}


@lru_cache(maxsize=16384)
def one_letter_off(part: str) -> tuple[str, ...]:
    """Plausible syllables at one edit (a letter more, less, other, or two swapped) from a string."""
    near = {part, *(part[:at] + part[at + 1 :] for at in range(len(part)))}
    found = {cell for short in near for cell in _by_deletion().get(short, ())}
    return tuple(sorted(cell for cell in found if cell != part and OSA.distance(cell, part) <= 1))


@lru_cache(maxsize=4096)
def _corrected_cuts(token: str) -> tuple[tuple[tuple[str, ...], int, float], ...]:
    """(cells, place of the corrected one, log odds) of a token with one slip, likeliest first."""
    found: dict[tuple[tuple[str, ...], int], float] = {}
    for start in range(len(token)):
        before = (((), 0.0),) if start == 0 else token_cuts(token[:start])[:3]
        for end in range(start + 1, min(len(token), start + 8) + 1):
            after = (((), 0.0),) if end == len(token) else token_cuts(token[end:])[:3]
            if not before or not after:
                continue
            for cell in one_letter_off(token[start:end]):
                own = max(cells.evidence(cell, place) for place in (FAMILY, HEAD, SOUNDING))
                for head, first in before:
                    for tail, second in after:
                        whole = (*head, cell, *tail)
                        if len(whole) <= 4:
                            found[whole, len(head)] = own + first + second
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:160]
    return tuple((whole, at, log) for (whole, at), log in ranked)


def _latin_cuts(tokens: list[str]) -> list[tuple[Cut, int, int, float]]:
    """(joint cut, token and cell of the correction, log odds): one token corrected, the others as they are."""
    found = []
    plain = [token_cuts(token)[:3] for token in tokens]
    for at, token in enumerate(tokens):
        if all(cuts for place, cuts in enumerate(plain) if place != at):
            ways: list[tuple[Cut, int, float]] = [((), 0, 0.0)]
            for place, cuts in enumerate(plain):
                if place == at:
                    options = _corrected_cuts(token)
                    ways = [
                        ((*way, cut), cell, log + more) for way, _, log in ways for cut, cell, more in options
                    ]
                else:
                    ways = [((*way, cut), cell, log + more) for way, cell, log in ways for cut, more in cuts]
            found += [(way, at, cell, log) for way, cell, log in ways]
    return found


def latin_corrections(text: str) -> list[Correction]:
    """Readings of a Latin text with one letter corrected, likeliest first."""
    tokens = latin.tokens(text)[:MAX_TOKENS]
    ranked = []
    for cut, token, cell, log in _latin_cuts(tokens):
        size = sum(map(len, cut))
        if 2 <= size <= 4:
            ranked.append((log + COUNT_COST[size], cut, sum(map(len, cut[:token])) + cell))
    ranked.sort(key=lambda item: (-item[0], item[1]))
    found = []
    for log, cut, at in ranked[:MAX_CORRECTIONS]:
        for name, family, cost, swapped in orders(cut, text):
            place = name.index(tuple(c for part in cut for c in part)[at])
            found.append(Correction(reading(name, log, family, cost + SLIP_COST, swapped), place))
    return found


@lru_cache(maxsize=4096)
def one_jamo_off(char: str, part: int) -> tuple[str, ...]:
    """Syllables of names that differ in one jamo, by how often names have them at that place."""
    own = hangul.split(char)
    near = [
        other
        for chars in by_class().values()
        for other in chars
        if sum(a != b for a, b in zip(own, hangul.split(other), strict=True)) == 1
    ]
    return tuple(sorted(near, key=lambda other: (-prior(other, part), other)))


def hangul_corrections(text: str) -> list[Correction]:
    """Readings of a Hangul text with one jamo corrected, likeliest first."""
    found = []
    for one in square_readings(text)[:1]:
        if all(map(hangul.is_syllable, one.cells)) and 2 <= len(one.cells) <= 4:
            for at, cell in enumerate(one.cells):
                part = FAMILY_NAME if at == 0 else FIRST_GIVEN if at == 1 else LATER_GIVEN
                for other in one_jamo_off(cell, part):
                    name = (*one.cells[:at], other, *one.cells[at + 1 :])
                    log = prior(other, part)
                    found.append(Correction(reading(name, log, one.family, SLIP_COST), at))
    return sorted(found, key=lambda fix: (-fix.reading.log, fix.reading.cells))[:MAX_CORRECTIONS]


def corrections(text: str) -> list[Correction]:
    """Readings of any text with one slip corrected."""
    return hangul_corrections(text) or latin_corrections(text)


def correction_keys(fixes: list[Correction]) -> dict[str, list[Correction]]:
    """Key -> the corrections that lead there, keys in the order of likelihood, at most `MAX_KEYS`."""
    found: dict[str, list[Correction]] = {}
    for fix in fixes:
        name = fix.reading.cells
        if all(map(hangul.is_syllable, name)):
            ways = [tuple(map(of_hangul, name))]
        else:
            ways = list(class_ways(tuple(sorted(name)), 2))
        for classes in ways:
            key = joined(classes)
            if key in found or len(found) < MAX_KEYS:
                found.setdefault(key, []).append(fix)
    return found
