"""Why a form matched, as a code with parameters that a page can put into any language, and a band.

Bands: `same` (the spelling fits as well as one can), `likely` (it fits, with something unusual), `near` (another
name, or a slip), `part` (a given or family name alone, or a masked name). Never a bare score.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.names import cells, cyrillic, han, hangul
from app.names.comparing import Fit
from app.names.folding import fold
from app.names.styles import IMPOSSIBLE, PRIORS, STYLES, plus

SAME, LIKELY, NEAR, PART = "same", "likely", "near", "part"
SAME_LOSS, LIKELY_LOSS = 4.0, 7.0
CODES = [
    "as_written",
    "same_hangul",
    "initial_sound_law",
    "spelling",
    "two_spellings",
    "similar_spelling",
    "sino_korean_reading",
    "same_characters",
    "simplified_characters",
    "other_characters",
    "pinyin",
    "vietnamese",
    "cyrillic",
    "one_letter_off",
    "other_syllable",
    "given_name_only",
    "family_name_only",
    "masked_name",
]
MASKED = "masked_name"


@dataclass(frozen=True, slots=True)
class Why:
    """A code of `CODES` and its parameters: style, part (family or given), order (given_first)."""

    code: str
    params: dict[str, str]


AS_WRITTEN = Why("as_written", {})
"""The text is the recorded form, letter for letter."""


def _script(cell: str) -> str:
    if cell[0] in han.MARK.values():
        return "foreign"
    if cells.is_latin(cell):
        return "latin"
    return "hangul" if hangul.is_syllable(cell) else "han"


def _style(latin: tuple[str, ...], korean: tuple[str, ...], places: tuple[int, ...]) -> str:
    """The style under which Latin cells best write Hangul ones."""
    total = PRIORS
    for cell, char, place in zip(latin, korean, places, strict=True):
        total = plus(total, cells.likelihood(cell, char, place))
    return STYLES[total.index(max(total))] if max(total) > IMPOSSIBLE else "custom"


def _part(at: int, family: int) -> str:
    return "family" if at < family else "given"


def _hangul(fit: Fit) -> Why:
    """Two Hangul names: equal, equal under the law, or where they differ."""
    pairs = list(zip(fit.query.cells, fit.form.cells, strict=True))
    wrong = [at for at, (left, right) in enumerate(pairs) if right not in hangul.law_forms(left)]
    if not wrong:
        return Why("same_hangul" if all(a == b for a, b in pairs) else "initial_sound_law", {})
    left, right = pairs[wrong[0]]
    jamo = sum(a != b for a, b in zip(hangul.split(left), hangul.split(right), strict=True))
    code = "one_letter_off" if len(wrong) == 1 and jamo == 1 else "other_syllable"
    return Why(code, {"part": _part(wrong[0], fit.form.family), "count": str(len(wrong))})


def _han(fit: Fit) -> Why:
    """Two names in Chinese characters."""
    pairs = list(zip(fit.query.cells, fit.form.cells, strict=True))
    if all(a == b for a, b in pairs):
        return Why("same_characters", {})
    if all(han.same_character(a, b) for a, b in pairs):
        return Why("simplified_characters", {})
    return Why("other_characters", {"count": str(sum(not han.same_character(a, b) for a, b in pairs))})


def _foreign(fit: Fit) -> Why:
    signs = {cell[0] for cell in (*fit.query.cells, *fit.form.cells)}
    return Why("pinyin" if han.MARK[han.PINYIN] in signs else "vietnamese", {})


def _latin(fit: Fit, scripts: set[str], loss: float) -> Why:
    if loss > LIKELY_LOSS:
        return Why("similar_spelling", {})
    if scripts == {"latin"}:
        return Why("two_spellings", {})
    query_is_latin = cells.is_latin(fit.query.cells[0])
    latin, korean = (fit.query, fit.form) if query_is_latin else (fit.form, fit.query)
    return Why("spelling", {"style": _style(latin.cells, korean.cells, fit.form.places)})


def explain(query: str, text: str, fit: Fit, loss: float) -> Why:
    """Why a whole name fits; `loss` is how far from the best any form could get."""
    scripts = {_script(fit.query.cells[0]), _script(fit.form.cells[0])}
    if cells.MASK in (*fit.query.cells, *fit.form.cells):
        return Why(MASKED, {})
    if fold(query) == fold(text):
        why = AS_WRITTEN
    elif scripts == {"hangul"}:
        why = _hangul(fit)
    elif scripts == {"han"}:
        why = _han(fit)
    elif "foreign" in scripts:
        why = _foreign(fit)
    elif cyrillic.is_cyrillic(query) or cyrillic.is_cyrillic(text):
        why = Why("cyrillic", {})
    elif "latin" not in scripts or ("han" in scripts and loss <= LIKELY_LOSS):
        why = Why("sino_korean_reading", {})
    else:
        why = _latin(fit, scripts, loss)
    order = {"order": "given_first"} if fit.query.swapped != fit.form.swapped else {}
    return Why(why.code, {**why.params, **order})


def band_of(why: Why, loss: float) -> str:
    """The band of a whole name."""
    if why.code == MASKED:
        return PART
    if why.code in (
        "as_written",
        "same_hangul",
        "initial_sound_law",
        "same_characters",
        "simplified_characters",
    ):
        return SAME
    if why.code in ("one_letter_off", "other_syllable", "other_characters", "similar_spelling") or loss > LIKELY_LOSS:
        return NEAR
    if why.code in ("pinyin", "vietnamese"):
        return LIKELY
    return SAME if loss <= SAME_LOSS else LIKELY
