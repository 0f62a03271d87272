"""Any text as the names it may be, whatever its script."""

from __future__ import annotations

from functools import lru_cache

from app.names import cyrillic, han
from app.names.foreign import foreign_readings
from app.names.latin_names import latin_readings
from app.names.reading import MAX_TEXT, Reading, kept
from app.names.square import square_readings

FOREIGN_MARGIN = -5.0  # a recorded name is read as Pinyin too unless Korean sounds are this much likelier


def korean_readings(text: str) -> list[Reading]:
    """Readings by Hangul, Chinese characters, and Latin or Cyrillic letters that write Korean sounds."""
    text = text[:MAX_TEXT]
    square = square_readings(text)
    if square:
        return square
    if cyrillic.is_cyrillic(text):
        return kept([one for latin in cyrillic.latinised(text) for one in latin_readings(latin)])
    return latin_readings(text)


def chinese_readings(text: str) -> list[Reading]:
    """Readings of a Latin text by Pinyin or Sino-Vietnamese, likeliest first."""
    text = text[:MAX_TEXT]
    if square_readings(text) or cyrillic.is_cyrillic(text):
        return []
    return kept([one for reading in (han.PINYIN, han.VIETNAMESE) for one in foreign_readings(text, reading)])


@lru_cache(maxsize=65536)
def recorded(text: str) -> tuple[Reading, ...]:
    """All readings of a recorded form; foreign ones only where they are not far less likely than Korean ones."""
    korean, foreign = korean_readings(text), chinese_readings(text)
    floor = korean[0].log + FOREIGN_MARGIN if korean else float("-inf")
    return tuple(kept([*korean, *(one for one in foreign if one.log > floor)]))
