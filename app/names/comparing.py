"""How well a query fits a recorded form: log P(query | form), and how far that is from the best any form could get."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.names.cells import best_possible, cross
from app.names.reading import Reading
from app.names.readings import recorded
from app.names.styles import IMPOSSIBLE, PRIORS, STYLES

MAX_RECORDED = 4
NOTHING = float("-inf")


@dataclass(frozen=True, slots=True)
class Fit:
    """The best pairing of a query reading with a recorded one; `style` is an index into `STYLES`."""

    score: float
    query: Reading
    form: Reading
    style: int

    @property
    def style_name(self) -> str:
        """The Latin style under which the pairing is best."""
        return STYLES[self.style]


Weighed = tuple[tuple[Reading, float], ...]
"""Readings of a recorded form with log P(reading | form)."""


@lru_cache(maxsize=65536)
def weighed(text: str) -> Weighed:
    """Readings of a recorded form with log P(reading | form), the likeliest `MAX_RECORDED`."""
    readings = recorded(text)[:MAX_RECORDED]
    if not readings:
        return ()
    whole = math.log(sum(math.exp(one.log - readings[0].log) for one in readings)) + readings[0].log
    return tuple((one, one.log - whole) for one in readings)


def _pair(query: Reading, form: Reading, floor: float = NOTHING) -> tuple[float, int]:
    """(score, style) of two readings of one length; given up, as no score, once it is below the floor."""
    a, b, c, d = PRIORS
    for left, right, place in zip(query.cells, form.cells, form.places, strict=True):
        scores = cross(left, right, place)
        a, b, c, d = a + scores[0], b + scores[1], c + scores[2], d + scores[3]
        if a < floor and b < floor and c < floor and d < floor:
            return NOTHING, 0
    best = max(a, b, c, d)
    return best, (a, b, c, d).index(best)


def fit(queries: Sequence[Reading], forms: Weighed, floor: float = NOTHING) -> Fit | None:
    """The best fit, above the floor, of any reading of the query with those of a form of as many syllables."""
    best: Fit | None = None
    for form, log in forms:
        for query in queries:
            if len(query.cells) == len(form.cells):
                score, style = _pair(query, form, floor)
                score += query.cost + log
                if score > (best.score if best else floor):
                    best = Fit(score, query, form, style)
    return best


def fit_part(queries: Sequence[Reading], forms: Weighed) -> Fit | None:
    """The best fit of a query that is only the given name, or only the family name, of a form."""
    best: Fit | None = None
    for form, log in forms:
        given = form.cells[form.family :], form.places[form.family :]
        for query in queries:
            for part, places in (given, (form.cells[: form.family], form.places[: form.family])):
                if len(part) == len(query.cells):
                    score, style = _pair(query, Reading(part, places, 0.0))
                    if best is None or score + log > best.score:
                        best = Fit(score + log, query, form, style)
    return best


def best_score(queries: Iterable[Reading]) -> float:
    """The score that no form can beat: each cell against the Hangul that suits it best, in one style."""
    best = IMPOSSIBLE * 5
    for query in queries:
        totals = list(PRIORS)
        for cell, place in zip(query.cells, query.places, strict=True):
            for style, score in enumerate(best_possible(cell, place)):
                totals[style] += score
        best = max(best, max(totals) + query.cost)
    return best
