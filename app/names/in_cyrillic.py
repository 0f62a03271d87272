"""Korean names as Russian texts write them, in coarse letters: the other direction of `app/names/cyrillic.py`.

Coarse letters leave out what these texts write now so, now so: voiced or not, soft or not, Р or Л, Е or Э.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product, zip_longest

from app.names import hangul
from app.names.cyrillic import is_cyrillic
from app.names.spelling import divide, law_variants
from app.names.tables.kontsevich import FINALS, INITIALS, VOWELS

_ROWS = (INITIALS, VOWELS, FINALS)
MAX_FORMS = 12
"""Of one word: the likeliest."""
MAX_NAMES = 48
"""Of one name, in either order of family and given name."""
_COARSE = str.maketrans(dict(zip("гґдбжзцшщэєіл", "кктпчччссееир", strict=True)) | {"ь": None, "ъ": None})
_ENDINGS = frozenset("аеиоуюя")


def coarse(folded: str) -> str:
    """A folded word in coarse letters, letter by letter; what is not Cyrillic stays as it is: "чхоль" -> "чхор"."""
    return folded.translate(_COARSE) if is_cyrillic(folded) else folded


def names_written(name: str) -> tuple[str, ...]:
    """A Hangul name in coarse letters, in both orders, the likeliest first: 김영철 -> "кименчхор", "енчхорким", ..."""
    pairs = [
        (rank + at, first + last)
        for family, given in divide(name)
        for rank, one in enumerate(_forms(law_variants(family)))
        for at, other in enumerate(_forms(law_variants(given)) or ("",))
        for first, last in ((one, other), (other, one))
    ]
    return tuple(dict.fromkeys(form for _, form in sorted(pairs, key=lambda pair: pair[0])))[:MAX_NAMES]


def uninflected(run: str) -> Iterator[str]:
    """A run of coarse letters without the case ending that it may have: "кименчхора", "кименчхором" -> "кименчхор"."""
    if is_cyrillic(run[-1:]):
        if run[-1] in _ENDINGS:
            yield run[:-1]
        elif run[-1] == "м" and run[-2:-1] in _ENDINGS:
            yield run[:-2]


def _forms(words: tuple[str, ...]) -> tuple[str, ...]:
    """Of words that are one under the initial-sound law, each as it is spelt and as it sounds."""
    ways = [_written(sound) for word in words for sound in dict.fromkeys((word, hangul.pronounced(word)))]
    return tuple(dict.fromkeys(form for together in zip_longest(*ways) for form in together if form))


@lru_cache(maxsize=16384)
def _written(word: str) -> tuple[str, ...]:
    letters = (row[jamo] for char in word for row, jamo in zip(_ROWS, hangul.split(char), strict=True))
    ranked = sorted(product(*map(enumerate, letters)), key=lambda parts: sum(at for at, _ in parts))
    return tuple("".join(part for _, part in parts) for parts in ranked[:MAX_FORMS])
