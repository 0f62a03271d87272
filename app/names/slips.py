"""What a text would read if one letter, or one jamo, had been typed wrong: readings for the last resort of a search.

Only syllables that names use are put in, so the few hundred corrections are the likely ones. They are keyed
cheaply, and read in full only where a key led to a form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.names import cells, hangul, latin
from app.names.keys import joined
from app.names.latin_names import COUNT_COST, Cut, orders, token_cuts
from app.names.mistyped import MAX_PLAIN, MAX_SIZE, corrected_cuts, plausible
from app.names.priors import FAMILY_NAME, FIRST_GIVEN, LATER_GIVEN, by_class, prior
from app.names.reading import MAX_TEXT, MAX_TOKENS, Reading, reading
from app.names.square import square_readings

SLIP_COST = -8.0
UNREADABLE = -14.0  # the best score of a text that is no Korean name as it stands
MAX_CORRECTIONS = 240
MAX_LETTERS = 24  # more are no name of four syllables with a slip


@dataclass(frozen=True, slots=True)
class Correction:
    """Cells in the order of the text with one corrected, at a place; `cut` says which token each came from."""

    log: float
    cut: Cut
    at: int

    @property
    def cells(self) -> tuple[str, ...]:
        """All cells in the order of the text."""
        return tuple(cell for part in self.cut for cell in part)

    def readings(self, text: str) -> Iterator[tuple[Reading, int]]:
        """Readings in each order of family and given name, with the place of the corrected cell."""
        flat = self.cells
        if hangul.is_syllable(flat[0]):
            yield reading(flat, self.log, 1, SLIP_COST), self.at
            return
        for name, family, cost, swapped in orders(self.cut, text):
            moved = family if swapped else 0
            yield reading(name, self.log, family, cost + SLIP_COST, swapped), (self.at + moved) % len(flat)


def _ways(plain: list[tuple[tuple[tuple[str, ...], float], ...]]) -> list[tuple[Cut, float, int]]:
    """The likeliest joint cuts of tokens as they are, with log odds and number of cells."""
    found: list[tuple[Cut, float, int]] = [((), 0.0, 0)]
    for cuts in plain:
        grown = [((*way, cut), log + more, size + len(cut)) for way, log, size in found for cut, more in cuts]
        found = sorted(grown, key=lambda way: -way[1])[:MAX_PLAIN]
    return found


def _joint(tokens: list[str]) -> Iterator[Correction]:
    """One token corrected, the others as they are, in every likely way."""
    plain = [token_cuts(token)[:MAX_PLAIN] for token in tokens]
    for at, token in enumerate(tokens):
        before, after = _ways(plain[:at]), _ways(plain[at + 1 :])
        if before and after:
            for own, cut, cell in corrected_cuts(token):
                for head, first, ahead in before:
                    for tail, second, behind in after:
                        size = ahead + len(cut) + behind
                        if 2 <= size <= MAX_SIZE:
                            log = own + first + second + COUNT_COST[size]
                            yield Correction(log, (*head, cut, *tail), ahead + cell)


def latin_corrections(text: str) -> list[Correction]:
    """A Latin text with one letter corrected, likeliest first."""
    tokens = latin.tokens(text)[:MAX_TOKENS]
    short = len(tokens) <= MAX_SIZE and sum(map(len, tokens)) <= MAX_LETTERS
    found = list(_joint(tokens)) if short else []
    return sorted(found, key=lambda fix: (-fix.log, fix.cut))[:MAX_CORRECTIONS]


@lru_cache(maxsize=4096)
def one_jamo_off(char: str, part: int) -> tuple[tuple[str, float], ...]:
    """Syllables of names that differ in one jamo, with log P at that place of a name, likeliest first."""
    own = hangul.split(char)
    near = [other for chars in by_class().values() for other in chars]
    found = [other for other in near if sum(a != b for a, b in zip(own, hangul.split(other), strict=True)) == 1]
    return tuple(sorted(((other, prior(other, part)) for other in found), key=lambda pair: (-pair[1], pair[0])))


def hangul_corrections(text: str) -> list[Correction]:
    """A Hangul text with one jamo corrected, likeliest first."""
    found = []
    for one in square_readings(text)[:1]:
        if all(map(hangul.is_syllable, one.cells)) and 2 <= len(one.cells) <= 4:
            for at, cell in enumerate(one.cells):
                part = FAMILY_NAME if at == 0 else FIRST_GIVEN if at == 1 else LATER_GIVEN
                for other, log in one_jamo_off(cell, part):
                    found.append(Correction(log, ((*one.cells[:at], other, *one.cells[at + 1 :]),), at))
    return sorted(found, key=lambda fix: (-fix.log, fix.cut))[:MAX_CORRECTIONS]


def corrections(text: str) -> list[Correction]:
    """Any text with one slip corrected."""
    text = text[:MAX_TEXT]
    return hangul_corrections(text) or latin_corrections(text)


@lru_cache(maxsize=32768)
def _top_class(cell: str) -> str:
    if cell in plausible():
        return plausible()[cell][1]
    odds = cells.class_odds(cell)
    return max(odds, key=lambda sound: (odds[sound], sound)) if odds else ""


def correction_keys(fixes: list[Correction]) -> dict[str, list[Correction]]:
    """Key -> the corrections that lead there, in the order of likelihood."""
    found: dict[str, list[Correction]] = {}
    for fix in fixes:
        found.setdefault(joined(map(_top_class, fix.cells)), []).append(fix)
    return found
