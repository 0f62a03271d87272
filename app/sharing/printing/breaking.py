"""Places to break in words that have none: a name of sixty letters without a space would run off the page.

A zero-width space stands between the letters of long words only, never before a mark that belongs to the letter before it.
Letters of Arabic script keep their joined shapes: a joiner stands on both sides of the break.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

LONG = 20
BREAK, JOINER = "\u200b", "\u200d"
_LONG_WORD = re.compile(rf"\S{{{LONG},}}")
_STAYS = frozenset("\u200b\u200c\u200d\ufe0e\ufe0f")


def breakable(text: str, kept: int = LONG - 1) -> str:
    """The text with places to break in its long words; those of up to `kept` letters stay as they are."""
    return _LONG_WORD.sub(lambda found: found[0] if len(found[0]) <= kept else _spaced(found[0]), text)


def without_breaks(text: str) -> str:
    """The text as it was, as far as `breakable` changed it: for reading a document back."""
    return text.replace(JOINER + BREAK + JOINER, "").replace(BREAK, "")


def _spaced(word: str) -> str:
    parts = [word[0]]
    for before, letter in pairwise(word):
        if unicodedata.category(letter).startswith("M") or letter in _STAYS or before in _STAYS:
            parts.append(letter)
        elif _joins(before) and _joins(letter):
            parts.append(JOINER + BREAK + JOINER + letter)
        else:
            parts.append(BREAK + letter)
    return "".join(parts)


def _joins(letter: str) -> bool:
    return unicodedata.bidirectional(letter) == "AL"
