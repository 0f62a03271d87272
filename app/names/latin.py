"""Latin names into syllables: every way a token can be cut, each syllable with the coarse classes it can stand for."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product

from app.names.classes import coarse
from app.names.folding import fold
from app.names.tables import families, sounds

MAX_LETTERS = 30  # more letters are no Korean name of five syllables or fewer; they are left alone
MAX_CUTS = 48
_BREAKS = re.compile(r"[\s,.;:/()\[\]_\-‐-―−·・]+")


@lru_cache(maxsize=1)
def syllables() -> dict[str, tuple[str, ...]]:
    """Latin syllable -> coarse classes, likeliest first; about ten thousand strings."""
    found: dict[str, list[str]] = {}
    for (head, heads), (middle, middles), (tail, tails) in product(
        sounds.INITIALS.items(), sounds.VOWELS.items(), sounds.FINALS.items()
    ):
        classes = found.setdefault(head + middle + tail, [])
        for parts in product(heads, middles, tails):
            sound = coarse(*parts)
            if sound not in classes:
                classes.append(sound)
    return {letters: tuple(classes) for letters, classes in found.items()}


@lru_cache(maxsize=1)
def family_spellings() -> dict[str, tuple[str, ...]]:
    """Folded Latin spelling -> the family names usually written so: "chung" -> (정,)."""
    found: dict[str, list[str]] = {}
    for name, spellings in families.SPELLINGS.items():
        for spelling in spellings:
            found.setdefault(spelling, []).append(name)
    return {spelling: tuple(names) for spelling, names in found.items()}


def parts(text: str) -> list[str]:
    """What stands between hard borders (spaces, hyphens, commas), unfolded."""
    return [part for part in _BREAKS.split(unicodedata.normalize("NFKC", text)) if fold(part)]


def tokens(text: str) -> list[str]:
    """Folded parts between hard borders: "Choe, Tong-u" -> ["choe", "tong", "u"]."""
    return [fold(part) for part in parts(text)]


@lru_cache(maxsize=65536)
def cuts(token: str) -> tuple[tuple[str, ...], ...]:
    """Every cut of a folded token into syllables, fewest first, at most `MAX_CUTS`: "haeun" -> (ha, eun), (hae, un)."""
    if len(token) > MAX_LETTERS:
        return ()
    known, longest = syllables(), 8
    ways: list[list[tuple[str, ...]]] = [[] for _ in range(len(token) + 1)]
    ways[0].append(())
    for end in range(1, len(token) + 1):
        for start in range(max(0, end - longest), end):
            part = token[start:end]
            if part in known:
                ways[end].extend((*way, part) for way in ways[start] if len(way) < 5)
        ways[end] = sorted(ways[end], key=len)[:MAX_CUTS]
    return tuple(ways[-1])
