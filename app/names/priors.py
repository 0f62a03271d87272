"""How often a Hangul syllable begins, leads or closes a Korean name; small, smoothed, from the counts in syllables.tsv."""

from __future__ import annotations

import math
from functools import lru_cache

from app.names import hangul
from app.names.classes import of_hangul
from app.names.tables import families
from app.names.tables.rows import rows

FAMILY_NAME, FIRST_GIVEN, LATER_GIVEN = 0, 1, 2
_SMALL = 0.3


@lru_cache(maxsize=1)
def _counts() -> dict[str, tuple[float, float, float]]:
    found = {char: (float(a), float(b), float(c)) for char, a, b, c in rows("syllables.tsv")}
    for name in families.SPELLINGS:
        for char in name:
            found.setdefault(char, (0.0, 0.0, 0.0))
    for char in list(found):
        for form in hangul.law_forms(char):
            found.setdefault(form, (0.0, 0.0, 0.0))
    return found


@lru_cache(maxsize=1)
def _totals() -> tuple[float, float, float]:
    columns = zip(*_counts().values(), strict=True)
    a, b, c = (sum(column) + _SMALL * len(_counts()) for column in columns)
    return a, b, c


@lru_cache(maxsize=32768)
def prior(char: str, part: int) -> float:
    """Log P(syllable | family, first or later given syllable), smoothed so that none is impossible."""
    counts = _counts().get(char, (0.0, 0.0, 0.0))
    return math.log((counts[part] + (_SMALL if char in _counts() else _SMALL / 30)) / _totals()[part])


@lru_cache(maxsize=1)
def by_class() -> dict[str, tuple[str, ...]]:
    """Coarse class -> the syllables of names in it."""
    found: dict[str, list[str]] = {}
    for char in _counts():
        found.setdefault(of_hangul(char), []).append(char)
    return {sound: tuple(chars) for sound, chars in found.items()}
