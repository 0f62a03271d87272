"""The keys a name is looked up by: the coarse classes of its syllables, sorted and joined.

김영철, Kim Yong-chol, Kim Young Chul, Yŏngch'ŏl Kim -> "0UG.GIM.JVL". Sorting absorbs the order of names, so no
guess about the family name is needed; a name that can be read in several ways has several keys, with weights.
A plain key says what somebody is called: it is personal data, and may be sealed (`app.names.index`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache

from app.names import cells, cyrillic, hangul, latin
from app.names.classes import of_hangul
from app.names.folding import fold
from app.names.latin_names import COUNT_COST, latin_cuts
from app.names.reading import MAX_TEXT, MAX_TOKENS, Reading
from app.names.readings import foreign_cells
from app.names.square import square_readings

MAX_KEYS, MAX_FOREIGN_KEYS, MAX_SOUNDS, BEAM = 24, 48, 16, 96
MAX_ALL_KEYS = MAX_KEYS + MAX_FOREIGN_KEYS + MAX_SOUNDS
PART, HIDDEN, FAMILY_ONLY, SOUND, LETTERS = "?", "!", "=", "~", "'"
"""First signs of other keys: some syllables of a name; those of a masked name; a family name; Pinyin itself; the letters."""
Weights = dict[str, float]


def _best(weights: Weights, limit: int) -> Weights:
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return dict(ranked[:limit])


def joined(classes: Iterable[str]) -> str:
    """The key of some classes in any order."""
    return ".".join(sorted(classes))


@lru_cache(maxsize=16384)
def _top_classes(cell: str) -> tuple[tuple[str, float], ...]:
    return tuple(_best(cells.class_odds(cell), 16).items())


def class_ways(name: tuple[str, ...], limit: int = BEAM) -> dict[tuple[str, ...], float]:
    """Class tuples of some cells with weights, the likeliest `limit`; masked cells are left out."""
    found: dict[tuple[str, ...], float] = {(): 1.0}
    for cell in name:
        if cell != cells.MASK:
            grown = [((*way, sound), a * b) for way, a in found.items() for sound, b in _top_classes(cell)]
            found = dict(sorted(grown, key=lambda item: (-item[1], item[0]))[:limit])
    return found


def weighted(names: Iterable[tuple[tuple[str, ...], float]], limit: int) -> Weights:
    """Keys of (cells, factor) pairs, the likeliest `limit`, the first 1.0."""
    found: Weights = {}
    for name, factor in names:
        for classes, weight in class_ways(tuple(sorted(name))).items():
            key = joined(classes)
            found[key] = max(found.get(key, 0.0), weight * factor)
    found.pop("", None)
    best = _best(found, limit)
    top = max(best.values(), default=1.0)
    return {key: weight / top for key, weight in best.items()}


def _square_keys(readings: list[Reading]) -> Weights:
    name = readings[0].cells
    found = weighted([(name, 1.0)], MAX_KEYS)
    if all(map(hangul.is_syllable, name)):
        # A catalogue in McCune-Reischauer writes consonants as they meet (극렬: Kŭngnyŏl).
        found.setdefault(joined(map(of_hangul, hangul.pronounced("".join(name)))), 0.5)
        if len(readings) > 1 or len(name) > 2:
            found.setdefault(joined(map(of_hangul, name[0] + hangul.pronounced("".join(name[1:])))), 0.5)
    return found


@lru_cache(maxsize=32768)
def _latin_keys(parts: tuple[str, ...]) -> Weights:
    """Keys of folded tokens, sorted by the caller, that write Korean sounds."""
    names = [tuple(cell for part in cut for cell in part) for cut, _ in latin_cuts(list(parts))]
    # The factor stands for the number of syllables alone: the odds of the cells are in their classes.
    return weighted([(name, math.exp(COUNT_COST[len(name)])) for name in names], MAX_KEYS)


def korean_keys(text: str) -> Weights:
    """Keys of a text read as Korean: Hangul, Chinese characters, Latin or Cyrillic letters."""
    text = text[:MAX_TEXT]
    square = square_readings(text)
    if square:
        return {} if cells.MASK in square[0].cells else _square_keys(square)
    texts = cyrillic.latinised(text) if cyrillic.is_cyrillic(text) else (text,)
    found: Weights = {}
    for one in texts:
        for key, weight in _latin_keys(tuple(sorted(latin.tokens(one))[:MAX_TOKENS])).items():
            found[key] = max(found.get(key, 0.0), weight)
    return _best(found, MAX_KEYS)


def foreign_keys(names: Iterable[tuple[str, ...]]) -> Weights:
    """Keys of Pinyin or Sino-Vietnamese cells: their likeliest Hangul, and the sounds themselves."""
    unordered = sorted({tuple(sorted(name)) for name in names})[:MAX_SOUNDS]
    found = weighted([(name, 1.0) for name in unordered], MAX_FOREIGN_KEYS)
    return {**found, **{sound_key(name): 1.0 for name in unordered}}


def sound_key(name: Iterable[str]) -> str:
    """The key of foreign syllables as they are: ("~jin", "~ying") -> "~jin.ying"."""
    return SOUND + joined(cell[1:] for cell in name)


def keys(text: str) -> Weights:
    """Key -> weight in (0, 1], at most `MAX_ALL_KEYS`: by Korean sounds, and by foreign ones where it may be so written.

    {} if the text holds no readable name. Order of the parts never changes the keys, nor do spaces in Hangul and
    Chinese characters.
    """
    return {**foreign_keys(foreign_cells(text)), **korean_keys(text)}


def letters_key(text: str) -> str:
    """The key of a text as it is written, case, marks, spaces and punctuation left aside, unless nothing else is in it."""
    text = text[:MAX_TEXT]
    return LETTERS + (fold(text) or " ".join(text.casefold().split()))
