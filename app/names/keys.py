"""The keys a name is looked up by: the coarse classes of its syllables, sorted and joined.

김영철, Kim Yong-chol, Kim Young Chul, Yŏngch'ŏl Kim -> "0UG.GIM.JVL". Sorting absorbs the order of names, so no
guess about the family name is needed; a name that can be read in several ways has several keys, with weights.
Every step is capped, so the work is bounded whatever the text.
"""

from __future__ import annotations

from functools import lru_cache

from app.names import hangul, latin
from app.names.classes import of_hangul
from app.names.folding import fold

MAX_KEYS = 24
MAX_TEXT = 200  # characters read; no name is longer
MAX_TOKENS = 6
BEAM = 96
COUNT_PRIOR = {1: 0.1, 2: 0.3, 3: 1.0, 4: 0.2, 5: 0.03}

Readings = dict[tuple[str, ...], float]
"""Classes in reading order -> weight."""


def _best(readings: Readings, limit: int) -> Readings:
    if len(readings) <= limit:
        return readings
    ranked = sorted(readings.items(), key=lambda item: (-item[1], item[0]))
    return dict(ranked[:limit])


def _crossed(left: Readings, right: Readings) -> Readings:
    """Every left reading followed by every right one, the likeliest `BEAM` of them."""
    found: Readings = {}
    for head, first in left.items():
        for tail, second in right.items():
            both = head + tail
            if len(both) <= 5:
                found[both] = max(found.get(both, 0.0), first * second)
    return _best(found, BEAM)


def _cut_readings(token: str) -> Readings:
    """Readings of a folded token by the syllable table alone; {(): 1.0} for an empty one."""
    found: Readings = {}
    for cut in latin.cuts(token):
        way: Readings = {(): 0.6 ** max(0, len(cut) - 1)}
        for part in cut:
            ranked: Readings = {(sound,): 0.4**place for place, sound in enumerate(latin.syllables()[part])}
            way = _crossed(way, ranked)
        for classes, weight in way.items():
            found[classes] = max(found.get(classes, 0.0), weight)
    return found


def _family_readings(token: str) -> Readings:
    """Readings of a token that is, begins or ends with a family name in its customary spelling: "leesolju"."""
    found: Readings = {}
    for length in range(2, min(len(token), 9) + 1):
        for family, rest in ((token[:length], token[length:]), (token[-length:], token[:-length])):
            for name in latin.family_spellings().get(family, ()):
                head: Readings = {tuple(of_hangul(char) for char in name): 1.0 if not rest else 0.8}
                for classes, weight in _crossed(head, _cut_readings(rest)).items():
                    found[classes] = max(found.get(classes, 0.0), weight)
    return found


@lru_cache(maxsize=32768)
def _token_readings(token: str) -> Readings:
    """Readings of one folded Latin token, the likeliest 32."""
    found = _cut_readings(token)
    for classes, weight in _family_readings(token).items():
        found[classes] = max(found.get(classes, 0.0), weight)
    return _best(found, 32)


def latin_readings(parts: list[str]) -> Readings:
    """Readings of the tokens of a Latin name; empty if one of them is no Korean sound.

    The tokens are sorted first, so that not even a cap lets their order matter.
    """
    found: Readings = {(): 1.0}
    for token in sorted(parts)[:MAX_TOKENS]:
        found = _crossed(found, _token_readings(token))
    return {classes: weight * COUNT_PRIOR[len(classes)] for classes, weight in found.items() if classes}


def hangul_readings(name: str) -> Readings:
    """The name as written, and as it sounds where that differs (a catalogue writes the sound)."""
    found: Readings = {tuple(of_hangul(char) for char in name): 1.0}
    found.setdefault(tuple(of_hangul(char) for char in hangul.pronounced(name)), 0.5)
    return found


def keys(text: str) -> dict[str, float]:
    """Key -> weight in (0, 1], at most `MAX_KEYS`, the likeliest 1.0; {} if the text holds no readable name.

    Order of the parts never changes the keys, nor do spaces in Hangul and Chinese characters.
    """
    text = text[:MAX_TEXT]
    plain = fold(text)
    syllables = "".join(char for char in plain if hangul.is_syllable(char))
    if syllables:
        readings = hangul_readings(syllables[:5])
    else:
        readings = latin_readings(latin.tokens(text))
    found: dict[str, float] = {}
    for classes, weight in readings.items():
        key = ".".join(sorted(classes))
        found[key] = max(found.get(key, 0.0), weight)
    top = max(found.values(), default=1.0)
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return {key: weight / top for key, weight in ranked[:MAX_KEYS]}
