"""Cyrillic names (Kontsevich's system and newspaper practice) as the Latin spellings they stand for.

Final н is both ㄴ and ㅇ, and е is ㅔ or ㅓ, so one Cyrillic name has several Latin ones; the ranking decides.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

MAX_ALTERNATIVES = 12
_LETTERS = (
    "кх/k тх/t пх/p чх/ch дж/j дз/j тч/j кк/kk тт/tt пп/pp сс/ss чч/jj щ/s ш/s ж/j ч/j ц/j "
    "нъ/ng ль/l рь/l г/g к/k д/d т/t б/b п/p н/n м/m р/r л/l с/s з/j х/h ф/p в/w "
    "вэ/wae ве/we ви/wi ва/wa во/wo уэ/we уо/wo уи/ui ый/ui ой/oe йе/ye йэ/ye "
    "ё/yo ю/yu я/ya е/e э/ae а/a о/o у/u ы/eu и/i й/y ъ/ ь/"
)
_TABLE = dict(pair.split("/") for pair in _LETTERS.split())
_PATTERN = re.compile("|".join(sorted(_TABLE, key=len, reverse=True)))
_VOWELS = "аеёиоуыэюя"
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


def is_cyrillic(text: str) -> bool:
    """Whether any letter is Cyrillic."""
    return bool(_CYRILLIC.search(text))


def _with_finals(word: str) -> list[str]:
    """The Latin forms of one lower-case word: each н that closes a syllable may be n or ng."""
    spread = re.sub(rf"н(?![ъ{_VOWELS}йь])", "н|", word)
    spread = re.sub(rf"р(?![{_VOWELS}йь])", "ль", spread).replace("чен", "чон").replace("чер", "чор")
    pieces = spread.split("|")[:4]
    latin = [_PATTERN.sub(lambda found: _TABLE[found.group()], piece) for piece in pieces]
    endings = [("", "g") if piece.endswith("н") else ("",) for piece in pieces[:-1]]
    joined = product(*endings)
    return ["".join(a + b for a, b in zip(latin, (*ends, ""), strict=True)) for ends in joined]


@lru_cache(maxsize=4096)
def latinised(text: str) -> tuple[str, ...]:
    """Latin texts a Cyrillic one may stand for: "Ким Ён Чхоль" -> "kim yon chol", "kim yong chol"."""
    words = [_with_finals(word) for word in text.lower().split()[:6]]
    return tuple(" ".join(words) for words in list(product(*words))[:MAX_ALTERNATIVES])
