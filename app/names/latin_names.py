"""Latin names read as Korean sounds: where each token is cut, and which of them is the family name."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from app.names import cells, latin, marks
from app.names.folding import fold
from app.names.reading import (
    BEAM,
    MAX_SYLLABLES,
    MAX_TOKENS,
    NEGLIGIBLE,
    SWAPPED_COST,
    Reading,
    kept,
    reading,
)
from app.names.styles import FAMILY, HEAD, SOUNDING

COUNT_COST = {1: -3.0, 2: -1.5, 3: 0.0, 4: -2.5, 5: -4.0}
"""log P(number of syllables), roughly: nearly all Korean names have three."""
AGAINST_CAPITALS = -5.0


def _token_cuts(token: str) -> list[tuple[tuple[str, ...], float]]:
    """Cuts of one folded Latin token with log odds, likeliest first; family spellings count as syllables."""
    found = {cut: _plausible(cut) for cut in latin.cuts(token)}
    for size in range(2, min(len(token), 9) + 1):
        for family, rest, last in ((token[:size], token[size:], False), (token[-size:], token[:-size], True)):
            if family in latin.family_spellings():
                for cut in latin.cuts(rest) if rest else ((),):
                    whole = (*cut, family) if last else (family, *cut)
                    found.setdefault(whole, _plausible(whole))
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:16]


@lru_cache(maxsize=16384)
def token_cuts(token: str) -> tuple[tuple[tuple[str, ...], float], ...]:
    """`_token_cuts`, remembered."""
    return tuple(_token_cuts(token))


def _plausible(cut: tuple[str, ...]) -> float:
    total = 0.0
    for cell in cut:
        total += max(cells.evidence(cell, FAMILY), cells.evidence(cell, HEAD), cells.evidence(cell, SOUNDING))
    return total


Cut = tuple[tuple[str, ...], ...]
"""Cells of each token, in the order of the tokens."""


def latin_cuts(parts: list[str]) -> list[tuple[Cut, float]]:
    """Joint cuts of a name's tokens, likeliest first; their order aside, the same whatever the order of the tokens."""
    if sum(map(len, parts)) > latin.MAX_LETTERS:
        return []
    order = sorted(range(len(parts)), key=lambda at: parts[at])
    found: list[tuple[float, int, Cut]] = [(0.0, 0, ())]
    for at in order:
        options = [(cut, log, len(cut)) for cut, log in token_cuts(parts[at])]
        found = [
            (log + more, size + length, (*known, cut))
            for log, size, known in found
            for cut, more, length in options
            if size + length <= MAX_SYLLABLES
        ]
        if len(found) > BEAM:
            found = sorted(found, key=_first, reverse=True)[:BEAM]
    back = sorted(range(len(parts)), key=lambda place: order[place])
    whole = [(tuple(cut[at] for at in back), log + COUNT_COST[size]) for log, size, cut in found if size]
    best = max((log for _, log in whole), default=0.0)
    return [(cut, log) for cut, log in whole if log > best + NEGLIGIBLE]


def _first(way: tuple[float, int, Cut]) -> float:
    return way[0]


def _orders(cut: Cut, comma: bool) -> list[tuple[tuple[str, ...], int, bool]]:
    """(cells family first, family length, swapped) of one joint cut: the first or the last token is the family name."""
    flat = tuple(cell for part in cut for cell in part)
    found = [(flat, 1, False)]
    if len(cut) == 1:
        if len(flat) > 2:
            found.append(((flat[-1], *flat[:-1]), 1, True))
    elif not comma and len(flat) > 1 and len(cut[-1]) == 1:
        found.append(((flat[-1], *flat[:-1]), 1, True))
    if len(flat) > 2:
        found += _long_families(cut, flat)
    return found


def _long_families(cut: Cut, flat: tuple[str, ...]) -> list[tuple[tuple[str, ...], int, bool]]:
    found = []
    if "".join(map(marks.base, flat[:2])) in latin.family_spellings() and len(cut[0]) != 1:
        found.append((flat, 2, False))
    if len(cut) > 1 and "".join(map(marks.base, cut[-1])) in latin.family_spellings() and len(cut[-1]) == 2:
        found.append(((*flat[-2:], *flat[:-2]), 2, True))
    return found


def _capital_family(text: str) -> bool | None:
    """True if only the last token is in capitals ("Yong-chol KIM"), False if only the first, else None."""
    words = [word for word in re.split(r"[\s,]+", text) if word]
    capital = [len(word) > 1 and word.isupper() for word in words]
    if len(words) < 2 or capital[0] == capital[-1]:
        return None
    return capital[-1]


def orders(cut: Cut, text: str) -> list[tuple[tuple[str, ...], int, float, bool]]:
    """(cells family first, family length, cost, swapped) of one joint cut, by comma, capitals and table."""
    last_is_family = _capital_family(text)
    found = []
    for name, family, swapped in _orders(cut, "," in text):
        cost = SWAPPED_COST if swapped else 0.0
        if last_is_family is not None and len(cut) > 1:
            cost = 0.0 if swapped == last_is_family else AGAINST_CAPITALS
        found.append((name, family, cost, swapped))
    return found


def _placed(one: Reading) -> Reading:
    """The reading with the odds of its cells where they stand: Kim is a likelier family name than Yong."""
    log = one.log + sum(cells.evidence(cell, place) for cell, place in zip(one.cells, one.places, strict=True))
    return replace(one, log=log)


def latin_readings(text: str) -> list[Reading]:
    """Readings of a Latin name as Korean sounds, likeliest first."""
    written = latin.parts(text)[:MAX_TOKENS]
    parts = [fold(part) for part in written]
    signs = [marks.flags(part) for part in written]
    strict = marks.strictness(signs)
    found = []
    for cut, _ in latin_cuts(parts)[:BEAM]:
        if strict:
            cut = tuple(marks.marked(part, sign, strict) for part, sign in zip(cut, signs, strict=True))
        for name, family, cost, swapped in orders(cut, text):
            found.append(_placed(reading(name, COUNT_COST[len(name)], family, cost, swapped)))
    return kept(found)
