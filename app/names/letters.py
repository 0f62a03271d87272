"""Letters that cannot be seen, and so may not stand in a cell: two names that look alike would not be equal, a text could be
shown in another order than it has, and something could be carried inside it.

Two joiners are spared, where the script of the letter before them spells with them (security.md, F3).
"""

from __future__ import annotations

import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""General categories: controls, formats (bidi, zero width, tags), unassigned, private, separators of lines."""
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters by category, blank to the eye; four of them are Hangul fillers."""
_JOINERS = frozenset("\u200c\u200d")
_JOINING = (
    "ARABIC", "SYRIAC", "MONGOLIAN", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU",
    "KANNADA", "MALAYALAM", "SINHALA", "KHMER", "MYANMAR",
)  # fmt: skip
"""Scripts that need joiners to spell: Persian and Uyghur names, names of India and its neighbours."""


def unseen_letter(text: str) -> str:
    """The first letter of `text` that cannot be seen, as U+202E; empty if there is none. Line breaks are no letters."""
    if text.isprintable() and _FILLERS.isdisjoint(text):  # nearly every cell
        return ""
    for before, letter in zip(" " + text, text, strict=False):
        if letter != "\n" and _unseen(letter) and not (letter in _JOINERS and _joins(before)):
            return f"U+{ord(letter):04X}"
    return ""


def _unseen(letter: str) -> bool:
    return letter in _FILLERS or unicodedata.category(letter) in _UNSEEN


def _joins(before: str) -> bool:
    return unicodedata.name(before, "").startswith(_JOINING)
