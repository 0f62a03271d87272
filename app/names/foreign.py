"""Latin names read as Chinese or Vietnamese write Korean ones: Pinyin and Sino-Vietnamese syllables of characters."""

from __future__ import annotations

from functools import lru_cache

from app.names import cells, han, latin
from app.names.reading import SWAPPED_COST, Reading, kept, reading
from app.names.styles import FAMILY, HEAD

RARE = {han.PINYIN: -3.0, han.VIETNAMESE: -5.0}
"""log P(a Latin name is so written), against one in Korean sounds."""
MAX_LETTERS, MAX_PARTS = 14, 4


@lru_cache(maxsize=8192)
def _cuts(token: str, reading_of: str) -> tuple[tuple[str, ...], ...]:
    """Every cut of a token into one or two syllables of a foreign reading."""
    found = [(token,)] if han.is_sound(token, reading_of) else []
    pairs = [(token[:at], token[at:]) for at in range(1, len(token))]
    return (*found, *(pair for pair in pairs if all(han.is_sound(part, reading_of) for part in pair)))


def _log(name: tuple[str, ...]) -> float:
    """Log P(cells) of a name in a foreign reading, family name first."""
    total = 0.0 if len(name) == 3 else -1.5
    for at, cell in enumerate(name):
        total += cells.foreign_evidence(cell, FAMILY if at == 0 else HEAD)
    return total


def anywhere(name: tuple[str, ...], reading_of: str) -> float:
    """Log P(cells) in any order: no more than `_log` of the best order, plus the rarity of the reading."""
    total = RARE[reading_of] + (0.0 if len(name) == 3 else -1.5)
    return total + sum(max(cells.foreign_evidence(cell, FAMILY), cells.foreign_evidence(cell, HEAD)) for cell in name)


def foreign_names(parts: list[str], reading_of: str) -> list[tuple[str, ...]]:
    """Cells of tokens as Pinyin or Sino-Vietnamese; none unless every token is such a syllable or two."""
    if not 1 <= len(parts) <= MAX_PARTS or any(len(part) > MAX_LETTERS for part in parts):
        return []
    ways: list[tuple[str, ...]] = [()]
    for part in parts:
        ways = [way + cut for way in ways for cut in _cuts(part, reading_of)][:8]
    mark = han.MARK[reading_of]
    return [tuple(mark + sound for sound in way) for way in ways if 2 <= len(way) <= 4]


def foreign_tokens(text: str) -> list[str]:
    """Folded tokens, ü as v (so Pinyin is typed)."""
    return latin.tokens(text.replace("ü", "v").replace("Ü", "V"))


def foreign_readings(text: str, reading_of: str) -> list[Reading]:
    """Readings of a Latin text as Pinyin or Sino-Vietnamese, likeliest first."""
    parts = foreign_tokens(text)
    names = foreign_names(parts, reading_of)
    rare = RARE[reading_of]
    found = [reading(name, _log(name) + rare) for name in names]
    if len(parts) > 1:
        turned = [(name[-1], *name[:-1]) for name in names]
        found += [reading(name, _log(name) + rare, 1, SWAPPED_COST, True) for name in turned]
    return kept(found)
