"""Names in Hangul or Chinese characters, one cell a character; signs that hide a syllable are kept."""

from __future__ import annotations

import re
import unicodedata

from app.names import cells, han, hangul
from app.names.reading import MAX_SYLLABLES, SWAPPED_COST, Reading, reading
from app.names.tables.families import TWO_SYLLABLES

_MASKS = re.compile(r"[○〇◯●◌□■◇×*＊]|(?<=[\uac00-\ud7a3])[Xx]+|(?<![A-Za-z])[Xx](?=[\s\uac00-\ud7a3])")


def masked(text: str) -> str:
    """The text with every sign that hides a syllable as one `MASK`: "○영금" -> "?영금"."""
    return _MASKS.sub(cells.MASK, text)


def square_parts(text: str) -> list[str]:
    """Hangul (or else Chinese) and mask cells of a text, by its spaces: "김 영철" -> ["김", "영철"]."""
    plain = masked(unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text)))
    korean = sum(map(hangul.is_syllable, plain)) > 0
    known = hangul.is_syllable if korean else han.characters().__contains__
    if not any(map(known, plain)):
        return []
    return "".join(char if known(char) or char == cells.MASK else " " for char in plain).split()


def square_readings(text: str) -> list[Reading]:
    """Readings of a Hangul or Chinese name, none if it is longer than names are; the last part may be the family name if it stands apart."""
    parts = square_parts(text)
    name = tuple("".join(parts))
    if not 0 < len(name) <= MAX_SYLLABLES:
        return []
    two = "".join(name[:2]) in TWO_SYLLABLES and len(name) > 2
    found = [reading(name, 0.0, 2 if two else 1)]
    if two:
        found.append(reading(name, -3.0))
    if len(parts) == 2 and len(parts[1]) == 1 and len(name) > 2:
        found.append(reading((name[-1], *name[:-1]), 0.0, 1, SWAPPED_COST, True))
    return found
