"""Any text as the names it may be, whatever its script."""

from __future__ import annotations

from functools import lru_cache

from app.names import cyrillic, han
from app.names.foreign import MAX_PARTS, anywhere, foreign_names, foreign_readings, foreign_tokens
from app.names.latin_names import latin_cuts, latin_readings
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


@lru_cache(maxsize=16384)
def _foreign_floor(parts: tuple[str, ...]) -> float:
    """Log P below which tokens (sorted) are not taken for a foreign reading: Korean sounds explain them far better."""
    cuts = latin_cuts(list(parts))
    return cuts[0][1] + FOREIGN_MARGIN if cuts else float("-inf")


def foreign_cells(text: str) -> list[tuple[str, ...]]:
    """Cells of the foreign readings a recorded form deserves, the same whatever the order of its parts."""
    text = text[:MAX_TEXT]
    if square_readings(text) or cyrillic.is_cyrillic(text):
        return []
    parts = sorted(foreign_tokens(text))
    if len(parts) > MAX_PARTS:
        return []
    floor = _foreign_floor(tuple(parts))
    return [
        name
        for reading in (han.PINYIN, han.VIETNAMESE)
        for name in foreign_names(parts, reading)
        if anywhere(name, reading) > floor
    ]


@lru_cache(maxsize=65536)
def recorded(text: str) -> tuple[Reading, ...]:
    """All readings of a recorded form; foreign ones only where Korean sounds do not explain it far better."""
    korean = korean_readings(text)
    deserved = {tuple(sorted(name)) for name in foreign_cells(text)}
    foreign = [one for one in chinese_readings(text) if tuple(sorted(one.cells)) in deserved] if deserved else []
    return tuple(kept([*korean, *foreign]))
