"""Text folded for the word index: the same folding when an edition is filled and when it is asked.

Hangul is taken apart into letters (NFD), since a trigram index cannot find a word of two syllables otherwise.
"""

from __future__ import annotations

import unicodedata

SHORTEST = 3
"""Letters of a word that a trigram index can find."""


def folded(text: str) -> str:
    """Compatibility forms unified, letters taken apart, combining marks of Latin dropped, case folded, blanks single."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())


def phrase(text: str) -> str | None:
    """The text as one FTS5 phrase a word, or None if no word is long enough to be found."""
    words = [w for w in folded(text).replace('"', " ").split() if len(w) >= SHORTEST]
    return " AND ".join(f'"{w}"' for w in words) or None
