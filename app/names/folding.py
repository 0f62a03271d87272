"""One plain form of any text, so that what differs only in dress is equal."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not take apart although readers do.
_LETTERS = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
_DROPPED = frozenset({"Mn", "Mc", "Me", "Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp", "Sk", "Lm"})
_MASKS = frozenset("*〇")  # A mask is part of the name as printed, and must survive.


class _Plain(dict[int, int | None]):
    """A translation table that decides about each character once."""

    def __missing__(self, code: int) -> int | None:
        char = chr(code)
        category = unicodedata.category(char)
        dropped = (category in _DROPPED or category[0] == "P") and char not in _MASKS
        self[code] = None if dropped else code
        return self[code]


_PLAIN = _Plain()
# ASCII, precomposed Hangul and plain Chinese characters decompose into nothing that folding would drop.
_SIMPLE = re.compile(r"[\x00-\x7f\u4e00-\u9fff\uac00-\ud7a3]*").fullmatch
# Folding such a text again cannot change it; others are folded until they stop changing.
_STABLE = re.compile(r"[0-9a-z*\u4e00-\u9fff\uac00-\ud7a3]*").fullmatch


def _fold_once(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", plain).translate(_PLAIN)
    return unicodedata.normalize("NFC", plain)


def fold(text: str) -> str:
    """Letters, digits and masks only, casefolded, without marks, spaces or punctuation. Idempotent.

    "Yŏngch'ŏl Kim" -> "yongcholkim"; "김 영철" -> "김영철"; a compatibility ideograph becomes the plain one.
    """
    if _SIMPLE(text):
        return text.lower().translate(_PLAIN)
    for _ in range(4):
        plain = _fold_once(text)
        if plain == text or _STABLE(plain):
            return plain
        text = plain
    return text
