"""The signs of McCune-Reischauer that folding drops: a breve on o or u, an apostrophe after an aspirate.

A name that has any is read strictly: o without a breve is then ㅗ, not ㅓ. A cell carries what was seen after a bar:
"yong|bA" had a breve (b, else B) and no apostrophe (a, else A) in a name that writes both.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from app.names import hangul
from app.names.folding import fold
from app.names.styles import Scores, model, shifted

BREVES = frozenset("\u0306\u030c\u0302\u0308")
APOSTROPHES = frozenset("'’ʼ‘`´ʻ′ʹ")
BREVE_VOWELS, ASPIRATES = frozenset({4, 6, 14, 18, 19}), frozenset({14, 15, 16, 17})
MISMATCH = -4.5


def flags(part: str) -> str:
    """One sign a folded letter of a token: b breve, a aspirated, - neither; "" if folding changes its length."""
    found: list[str] = []
    last = ""
    for char in unicodedata.normalize("NFKD", part).casefold():
        if char.isalpha() and char not in APOSTROPHES:
            found.append("-")
            last = char
        elif char in BREVES and last in ("o", "u"):
            found[-1] = "b"
        elif char in APOSTROPHES and last in ("k", "t", "p", "h"):
            found[-1] = "a"
    return "".join(found) if len(found) == len(fold(part)) else ""


def marked(cut: tuple[str, ...], signs: str, strict: str) -> tuple[str, ...]:
    """The cells of one token with their signs; `strict` says which signs the whole name uses ("b", "a", "ba")."""
    found, at = [], 0
    for cell in cut:
        seen = signs[at : at + len(cell)]
        found.append(cell + "|" + "".join(sign if sign in seen else sign.upper() for sign in strict))
        at += len(cell)
    return tuple(found)


def strictness(signs: list[str]) -> str:
    """Which signs a name uses: a breve brings both with it, for who marks vowels marks aspirates."""
    joined = "".join(signs)
    return "ba" if "b" in joined else "a" if "a" in joined else ""


def base(cell: str) -> str:
    """A Latin cell without its signs."""
    return cell.partition("|")[0]


@lru_cache(maxsize=65536)
def latin_scores(cell: str, char: str, place: int) -> Scores:
    """Log P(Latin cell, signs included | Hangul syllable) at a place, per style."""
    letters, _, signs = cell.partition("|")
    scores = model().scores(letters, char, place)
    if signs:
        initial, vowel, _final = hangul.split(char)
        truth = {"b": vowel in BREVE_VOWELS, "a": initial in ASPIRATES}
        wrong = sum(truth[sign.lower()] != sign.islower() for sign in signs)
        return shifted(scores, MISMATCH * wrong)
    return scores
