"""One syllable of a name in any script, and how likely two of them are the same syllable.

A cell is a string: one Hangul syllable, one Chinese character, a folded Latin syllable, a foreign reading behind
its mark ("~ying"), or `MASK`. A query cell has a likelihood given Hangul; a recorded cell has odds over Hangul;
two cells meet through the Hangul they could share. All scores are natural logarithms, one a style.
"""

from __future__ import annotations

import math
from functools import lru_cache

from app.names import han, hangul, styles
from app.names.classes import of_hangul
from app.names.latin import family_spellings, syllables
from app.names.marks import base, latin_scores
from app.names.priors import FAMILY_NAME, FIRST_GIVEN, LATER_GIVEN, by_class, prior
from app.names.styles import FAMILY, HEAD, IMPOSSIBLE, PRIORS, Scores

MASK = "?"
MIN_ODDS = 5e-3
UNHEARD = 3e-7  # P of a Latin syllable that no known name syllable is written as
SAME: Scores = (0.0,) * 4
MASKED: Scores = (-3.0,) * 4
OTHER_LAW, SOUND_ALIKE, OTHER_HANGUL = -1.2, -7.0, -12.0
OTHER_CHARACTER = -4.0
_READINGS = {mark: reading for reading, mark in han.MARK.items()}


def is_latin(cell: str) -> bool:
    """Whether a cell is a Latin syllable read as Korean."""
    return "a" <= cell[0] <= "z"


def _flat(score: float) -> Scores:
    return (score,) * 4


def _between_hangul(left: str, right: str) -> float:
    if left == right:
        return 0.0
    if right in hangul.law_forms(left):
        return OTHER_LAW
    different = sum(a != b for a, b in zip(hangul.split(left), hangul.split(right), strict=True))
    return SOUND_ALIKE if different == 1 else OTHER_HANGUL


@lru_cache(maxsize=65536)
def likelihood(cell: str, char: str, place: int) -> Scores:
    """Log P(query cell | Hangul syllable) at a place, per style."""
    if is_latin(cell):
        return latin_scores(cell, char, place)
    if cell == MASK:
        return MASKED
    if hangul.is_syllable(cell):
        return _flat(_between_hangul(cell, char))
    if cell[0] in _READINGS:
        score = han.foreign_score(cell[1:], char, _READINGS[cell[0]])
        return _flat(IMPOSSIBLE if score is None else score)
    weight = han.hangul_odds(cell).get(char)
    return _flat(math.log(weight) if weight else OTHER_HANGUL)


def _mixed(scores: Scores) -> float:
    """P under the mixture of styles."""
    return sum(math.exp(score + prior_) for score, prior_ in zip(scores, PRIORS, strict=True))


@lru_cache(maxsize=32768)
def _latin_odds(cell: str, place: int) -> dict[str, float]:
    """P(Latin syllable and Hangul syllable) at a place; unnormalised, so that its sum is the cell's own likelihood."""
    part = FAMILY_NAME if place == FAMILY else FIRST_GIVEN if place == HEAD else LATER_GIVEN
    chars = [char for sound in syllables().get(base(cell), ()) for char in by_class().get(sound, ())]
    if place == FAMILY:
        chars += [name for name in family_spellings().get(base(cell), ()) if len(name) == 1]
    found = {}
    for char in dict.fromkeys(chars):
        scores = latin_scores(cell, char, place)
        if max(scores) > IMPOSSIBLE:
            found[char] = _mixed(scores) * math.exp(prior(char, part))
    return found


@lru_cache(maxsize=32768)
def evidence(cell: str, place: int) -> float:
    """Log P(Latin cell) at a place: how Korean it looks."""
    return math.log(sum(_latin_odds(cell, place).values()) + UNHEARD)


@lru_cache(maxsize=8192)
def foreign_evidence(cell: str, place: int) -> float:
    """Log P(foreign cell) at a place, over all Hangul it could stand for."""
    part = FAMILY_NAME if place == FAMILY else FIRST_GIVEN
    reading = _READINGS[cell[0]]
    total = 0.0
    for char in han.foreign_odds(cell[1:], reading, place == FAMILY):
        total += math.exp((han.foreign_score(cell[1:], char, reading) or IMPOSSIBLE) + prior(char, part))
    return math.log(total + 1e-12)


@lru_cache(maxsize=32768)
def odds(cell: str, place: int) -> dict[str, float]:
    """P(Hangul | recorded cell) at a place, the likeliest sixteen."""
    if hangul.is_syllable(cell):
        return {cell: 1.0}
    if is_latin(cell):
        found = _latin_odds(cell, place)
    elif cell[0] in _READINGS:
        return han.foreign_odds(cell[1:], _READINGS[cell[0]], place == FAMILY)
    else:
        part = FAMILY_NAME if place == FAMILY else FIRST_GIVEN if place == HEAD else LATER_GIVEN
        found = {char: weight * math.exp(prior(char, part)) for char, weight in han.hangul_odds(cell).items()}
    whole = sum(found.values()) or 1.0
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:16]
    return {char: weight / whole for char, weight in ranked if weight / whole > MIN_ODDS}


def _direct(query: str, recorded: str) -> Scores | None:
    """The score of two cells that need no Hangul between them."""
    if MASK not in (query, recorded) and (hangul.is_syllable(recorded) or is_latin(query)):
        return None
    if query == recorded or han.same_character(query, recorded):
        return None if is_latin(query) else SAME
    if MASK in (query, recorded):
        return MASKED
    known = han.characters()
    for sound, char in ((query, recorded), (recorded, query)):
        if sound[0] in _READINGS and char in known:
            sounds = known[char].sounds(_READINGS[sound[0]])
            return _flat(-0.7 * sounds.index(sound[1:])) if sound[1:] in sounds else _flat(OTHER_HANGUL)
    if query[0] in _READINGS and recorded[0] == query[0]:
        return _flat(OTHER_HANGUL)
    return None


@lru_cache(maxsize=65536)
def cross(query: str, recorded: str, place: int) -> Scores:
    """Log P(query cell | recorded cell) at a place of the recorded name, per style."""
    direct = _direct(query, recorded)
    if direct is not None:
        return direct
    if hangul.is_syllable(recorded):
        return likelihood(query, recorded, place)
    totals = [0.0] * 4
    for char, weight in odds(recorded, place).items():
        for style, score in enumerate(likelihood(query, char, place)):
            totals[style] += weight * math.exp(score)
    a, b, c, d = (math.log(total) if total > 1e-7 else IMPOSSIBLE for total in totals)
    both_han = query in han.characters() and recorded in han.characters()
    scores = (a, b, c, d)
    return styles.shifted(scores, OTHER_CHARACTER) if both_han else scores


@lru_cache(maxsize=32768)
def best_possible(query: str, place: int) -> Scores:
    """The score of the query cell against the Hangul that suits it best: what nothing can beat."""
    if not is_latin(query):
        return SAME if query[0] not in _READINGS else _flat(_best_foreign(query))
    best = styles.NOWHERE
    for char in _latin_odds(query, place):
        best = styles.either(best, latin_scores(query, char, place))
    return best


def _best_foreign(query: str) -> float:
    reading = _READINGS[query[0]]
    scores = [han.foreign_score(query[1:], char, reading) for char in han.foreign_odds(query[1:], reading, False)]
    return max((score for score in scores if score is not None), default=IMPOSSIBLE)


@lru_cache(maxsize=32768)
def class_odds(cell: str) -> dict[str, float]:
    """Coarse class -> weight of a cell wherever it stands; for a Latin cell they sum to how Korean it looks."""
    found: dict[str, float] = {}
    if is_latin(cell):
        for rank, sound in enumerate(syllables().get(base(cell), ())):
            found[sound] = 1e-6 * 0.4**rank
        for place in (FAMILY, HEAD, styles.SOUNDING):
            for char, weight in _latin_odds(cell, place).items():
                found[of_hangul(char)] = found.get(of_hangul(char), 0.0) + weight / 3
    else:
        places = (HEAD,) if hangul.is_syllable(cell) else (FAMILY, HEAD)
        for place in places:
            for char, weight in odds(cell, place).items():
                found[of_hangul(char)] = found.get(of_hangul(char), 0.0) + weight / len(places)
    return found
