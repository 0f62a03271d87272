"""Chinese characters: Sino-Korean readings, Pinyin and Sino-Vietnamese, from the table compiled from Unihan."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from app.names import hangul
from app.names.priors import FAMILY_NAME, FIRST_GIVEN, prior
from app.names.tables.rows import rows

PINYIN, VIETNAMESE = "pinyin", "vietnamese"
MARK = {PINYIN: "~", VIETNAMESE: "^"}
"""A cell that begins so is a syllable of that reading, not Korean letters."""


@dataclass(frozen=True, slots=True)
class Character:
    """One row of han.tsv."""

    hangul: str
    pinyin: tuple[str, ...]
    vietnamese: tuple[str, ...]
    met: int
    traditional: str

    def sounds(self, reading: str) -> tuple[str, ...]:
        """The character's syllables in one foreign reading, the usual one first."""
        return self.pinyin if reading == PINYIN else self.vietnamese


@lru_cache(maxsize=1)
def characters() -> dict[str, Character]:
    """Every character with a Sino-Korean reading, about eleven thousand."""
    found = {}
    for row in rows("han.tsv"):
        char, readings, pinyin, vietnamese, met, traditional = (*row, "", "", "", "")[:6]
        found[char] = Character(
            readings, tuple(pinyin.split()), tuple(vietnamese.split()), int(met or 0), traditional or char
        )
    return found


@lru_cache(maxsize=16384)
def hangul_odds(char: str) -> dict[str, float]:
    """Sino-Korean readings of a character, law forms included, as weights that need not sum to one."""
    known = characters().get(char)
    if known is None:
        return {}
    found: dict[str, float] = {}
    for rank, reading in enumerate(known.hangul):
        for form in hangul.law_forms(reading):
            weight = (0.6**rank) * (1.0 if form == reading else 0.4)
            found[form] = max(found.get(form, 0.0), weight)
    return found


def same_character(left: str, right: str) -> bool:
    """Equal, or the simplified and the traditional form of one character."""
    known = characters()
    return left == right or (left in known and right in known and known[left].traditional == known[right].traditional)


@lru_cache(maxsize=4)
def _joint(reading: str) -> dict[str, dict[str, float]]:
    """Foreign syllable -> Hangul -> weight of the name characters read so."""
    found: dict[str, dict[str, float]] = {}
    for char in characters().values():
        if char.traditional in characters():
            char_met = max(char.met, characters()[char.traditional].met)
        else:
            char_met = char.met
        for place, sound in enumerate(char.sounds(reading)):
            for rank, syllable in enumerate(char.hangul):
                row = found.setdefault(sound, {})
                row[syllable] = row.get(syllable, 0.0) + (0.1 + char_met) * 0.25**place * 0.3**rank
    return found


@lru_cache(maxsize=4)
def _totals(reading: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for row in _joint(reading).values():
        for syllable, weight in row.items():
            found[syllable] = found.get(syllable, 0.0) + weight
    return found


def is_sound(sound: str, reading: str) -> bool:
    """Whether a plain syllable exists in a foreign reading."""
    return sound in _joint(reading) and any(letter in "aeiouvy" for letter in sound)


@lru_cache(maxsize=65536)
def foreign_score(sound: str, syllable: str, reading: str) -> float | None:
    """Log P(foreign syllable | Hangul syllable), None where no character links them."""
    best = None
    for form in hangul.law_forms(syllable):
        weight = _joint(reading).get(sound, {}).get(form)
        if weight:
            score = math.log(weight / _totals(reading)[form])
            best = score if best is None else max(best, score)
    return best


@lru_cache(maxsize=8192)
def foreign_odds(sound: str, reading: str, family: bool) -> dict[str, float]:
    """P(Hangul | foreign syllable) at one place of a name, the likeliest sixteen."""
    part = FAMILY_NAME if family else FIRST_GIVEN
    found = {}
    for syllable in _joint(reading).get(sound, {}):
        for form in hangul.law_forms(syllable):
            score = foreign_score(sound, form, reading)
            if score is not None:
                found[form] = math.exp(score + prior(form, part))
    whole = sum(found.values()) or 1.0
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:16]
    return {form: weight / whole for form, weight in ranked}
