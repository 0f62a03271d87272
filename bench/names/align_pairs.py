"""The likeliest alignment of a Latin name with the Hangul it is known to spell; for the learner only."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from app.names import hangul, latin, styles
from app.names.spelling import divide


@dataclass(frozen=True)
class Alignment:
    """What the learner counts: style shares, (part, jamo, context, letters) pieces, and the family spelling."""

    score: float
    shares: tuple[float, ...]
    pieces: list[tuple[str, int, int, str]]
    family: str
    family_text: str


def ways(text: str, size: int) -> Iterator[tuple[str, ...]]:
    """Cells of a Latin name in family-first order, for a Hangul name of `size` syllables."""
    tokens = latin.tokens(text)
    family = latin.family_spellings()
    options = [[*latin.cuts(token), *([(token,)] if token in family else [])] for token in tokens]
    for cut in product(*options):
        cells = [cell for part in cut for cell in part]
        if len(cells) == size:
            yield tuple(cells)
            if len(cut) == 1 or len(cut[-1]) == 1:
                yield (*cells[-1:], *cells[:-1])


def places(name: str, family: int) -> list[int]:
    found = []
    for at in range(len(name)):
        first = styles.FAMILY if family == 1 and at == 0 else styles.HEAD
        found.append(first if at in (0, family) else styles.place_after(name[at - 1]))
    return found


def pieces_of(
    model: styles.Model, cells: tuple[str, ...], name: str, where: list[int]
) -> list[tuple[str, int, int, str]]:
    found = []
    for cell, char, place in zip(cells, name, where, strict=True):
        if place == styles.FAMILY:
            continue
        forms = [(max(model.by_letters(cell, form, place)[0]), form) for form in hangul.law_forms(char)]
        form = max(forms, key=lambda pair: pair[0])[1]
        _, cut = model.by_letters(cell, form, place)
        if cut:
            initial, vowel, final = hangul.split(form)
            found += [("I", initial, place, cut[0]), ("V", vowel, int(initial == hangul.SILENT), cut[1])]
            found.append(("F", final, 0, cut[2]))
    return found


def align(model: styles.Model, priors: list[float], text: str, name: str) -> Alignment | None:
    """The best alignment, or None if the letters cannot spell the name."""
    best: Alignment | None = None
    for family, given in divide(name):
        where = places(family + given, len(family))
        for cells in ways(text, len(name)):
            total = tuple(priors)
            for cell, char, place in zip(cells, name, where, strict=True):
                total = styles.plus(total, model.scores(cell, char, place))  # type: ignore[arg-type]
            if max(total) < -40 or (best and best.score > max(total)):
                continue
            weights = [math.exp(score - max(total)) for score in total]
            shares = tuple(weight / sum(weights) for weight in weights)
            text_of_family = cells[0] if len(family) == 1 else ""
            best = Alignment(max(total), shares, pieces_of(model, cells, name, where), family, text_of_family)
    return best
