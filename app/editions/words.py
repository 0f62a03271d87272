"""Text folded for the word index: the same folding when an edition is filled and when it is asked.

The index is made of trigrams, which cannot find a word of two syllables or of two Chinese characters. So each syllable of
Hangul is taken apart into three letters, and each Chinese character (or Japanese letter) is made three places wide: even one
alone is found, and no word is found inside another syllable.
"""

from __future__ import annotations

import unicodedata

PLACES = 3
"""Letters that a trigram index needs to find something."""
FILLER = "_"
"""Stands where a syllable has no last consonant, and behind a character; punctuation, so nobody's own."""
_FIRST, _LAST = 0xAC00, 0xD7A3
_VOWELS, _ENDS = 21, 28


def folded(text: str) -> str:
    """Compatibility forms unified, letters taken apart, combining marks of Latin dropped, case folded, blanks single."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())


def indexed(text: str) -> str:
    """As the index holds it: folded, punctuation as blanks, a blank at both ends."""
    whole = unicodedata.normalize("NFKC", text).casefold()
    return f" {' '.join(''.join(map(_places, whole)).split())} "


def phrase(text: str) -> str | None:
    """The text as one FTS5 phrase a word, or None if it has no word. A word of one or two letters is found as a whole word only."""
    words = [word if len(word) >= PLACES else f" {word} " for word in indexed(text).split()]
    return " AND ".join(f'"{word}"' for word in words) or None


def _places(letter: str) -> str:
    if _FIRST <= ord(letter) <= _LAST:
        return _syllable(ord(letter) - _FIRST)
    kind = unicodedata.category(letter)
    if kind == "Lo" and unicodedata.east_asian_width(letter) == "W":
        return letter + FILLER * (PLACES - 1)
    if kind[0] in "PZC":
        return " "
    return "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))


def _syllable(number: int) -> str:
    """First consonant, vowel and last consonant of a syllable, counted as Unicode counts them."""
    lead, rest = divmod(number, _VOWELS * _ENDS)
    vowel, end = divmod(rest, _ENDS)
    return chr(0x1100 + lead) + chr(0x1161 + vowel) + (chr(0x11A7 + end) if end else FILLER)
