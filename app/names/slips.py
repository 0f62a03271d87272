"""What a text would read if one letter, or one jamo, had been typed wrong: readings for the last resort of a search.

Only syllables that names use are put in, so the few hundred corrections are the likely ones. Corrections are keyed
cheaply and read in full only where a key led to a form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from app.names import cells, hangul, latin
from app.names.keys import joined
from app.names.latin_names import COUNT_COST, Cut, orders, token_cuts
from app.names.priors import FAMILY_NAME, FIRST_GIVEN, LATER_GIVEN, by_class, prior
from app.names.reading import MAX_TOKENS, Reading, reading
from app.names.square import square_readings
from app.names.tables.rows import rows

SLIP_COST = -8.0
UNREADABLE = -14.0  # the best score of a text that is no Korean name as it stands
MAX_CORRECTIONS, MAX_TOKEN_CORRECTIONS, MAX_PLAIN = 240, 120, 2
MAX_TOKEN = 18


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
        for name, family, cost, swapped in orders(self.cut, text):
            moved = family if swapped else 0
            yield reading(name, self.log, family, cost + SLIP_COST, swapped), (self.at + moved) % len(flat)


@lru_cache(maxsize=1)
def _plausible() -> dict[str, float]:
    return {cell: float(log) for cell, log in rows("plausible.tsv")}


@lru_cache(maxsize=1)
def _by_deletion() -> dict[str, tuple[str, ...]]:
    """A string -> the plausible syllables that are it, or become it when one letter is left out."""
    found: dict[str, list[str]] = {}
    for cell in _plausible():
        for short in {cell, *(cell[:at] + cell[at + 1 :] for at in range(len(cell)))}:
            found.setdefault(short, []).append(cell)
    return {short: tuple(whole) for short, whole in found.items()}


@lru_cache(maxsize=16384)
def one_letter_off(part: str) -> tuple[tuple[str, float], ...]:
    """Plausible syllables, with log P, at one edit (a letter more, less, other, or two swapped) from a string."""
    near = {part, *(part[:at] + part[at + 1 :] for at in range(len(part)))}
    found = {cell for short in near for cell in _by_deletion().get(short, ())} - {part}
    return tuple((cell, _plausible()[cell]) for cell in sorted(found) if OSA.distance(cell, part) <= 1)


@lru_cache(maxsize=4096)
def _corrected_cuts(token: str) -> tuple[tuple[float, tuple[str, ...], int], ...]:
    """(log odds, cells, place of the corrected one) of a token with one slip, likeliest first."""
    found: dict[tuple[tuple[str, ...], int], float] = {}
    nothing: tuple[tuple[tuple[str, ...], float], ...] = (((), 0.0),)
    heads = [token_cuts(token[:start])[:MAX_PLAIN] if start else nothing for start in range(len(token))]
    tails = [
        token_cuts(token[end:])[:MAX_PLAIN] if end < len(token) else nothing for end in range(len(token) + 1)
    ]
    for start, before in enumerate(heads):
        for end in range(start + 1, min(len(token), start + 8) + 1):
            if before and tails[end]:
                for cell, own in one_letter_off(token[start:end]):
                    for head, first in before:
                        for tail, second in tails[end]:
                            found[(*head, cell, *tail), len(head)] = own + first + second
    ranked = sorted(
        ((log, *way) for way, log in found.items() if len(way[0]) <= 4), key=lambda way: (-way[0], way[1])
    )
    return tuple(ranked[:MAX_TOKEN_CORRECTIONS])


def _joint(tokens: list[str]) -> Iterator[Correction]:
    """One token corrected, the others as they are, in every likely way."""
    plain = [token_cuts(token)[:MAX_PLAIN] for token in tokens]
    for at, token in enumerate(tokens):
        if len(token) > MAX_TOKEN or not all(cuts for place, cuts in enumerate(plain) if place != at):
            continue
        before: list[tuple[Cut, float, int]] = [((), 0.0, 0)]
        for cuts in plain[:at]:
            before = [
                ((*way, cut), log + more, size + len(cut)) for way, log, size in before for cut, more in cuts
            ]
        after: list[tuple[Cut, float, int]] = [((), 0.0, 0)]
        for cuts in plain[at + 1 :]:
            after = [
                ((*way, cut), log + more, size + len(cut)) for way, log, size in after for cut, more in cuts
            ]
        for own, cut, cell in _corrected_cuts(token):
            for head, first, ahead in before[:4]:
                for tail, second, behind in after[:4]:
                    size = ahead + len(cut) + behind
                    if 2 <= size <= 4:
                        log = own + first + second + COUNT_COST[size]
                        yield Correction(log, (*head, cut, *tail), ahead + cell)


def latin_corrections(text: str) -> list[Correction]:
    """A Latin text with one letter corrected, likeliest first."""
    found = list(_joint(latin.tokens(text)[:MAX_TOKENS]))
    return sorted(found, key=lambda fix: (-fix.log, fix.cut))[:MAX_CORRECTIONS]


@lru_cache(maxsize=4096)
def one_jamo_off(char: str, part: int) -> tuple[tuple[str, float], ...]:
    """Syllables of names that differ in one jamo, with log P at that place of a name, likeliest first."""
    own = hangul.split(char)
    near = [other for chars in by_class().values() for other in chars]
    found = [
        other for other in near if sum(a != b for a, b in zip(own, hangul.split(other), strict=True)) == 1
    ]
    return tuple(
        sorted(((other, prior(other, part)) for other in found), key=lambda pair: (-pair[1], pair[0]))
    )


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
    return hangul_corrections(text) or latin_corrections(text)


@lru_cache(maxsize=32768)
def _top_class(cell: str) -> str:
    odds = cells.class_odds(cell)
    return max(odds, key=lambda sound: (odds[sound], sound)) if odds else ""


def correction_keys(fixes: list[Correction]) -> dict[str, list[Correction]]:
    """Key -> the corrections that lead there, in the order of likelihood."""
    found: dict[str, list[Correction]] = {}
    for fix in fixes:
        found.setdefault(joined(map(_top_class, fix.cells)), []).append(fix)
    return found
