"""How likely each style writes a Hangul syllable as a Latin one: the ground of all ranking.

A syllable is initial, vowel and final, each written by a style with its own odds (tables styles.tsv, learned by
bench/names/learn_styles.py from rules and attested pairs). Styles are kept apart to the end, so that one name is
not read in two at once. All figures are natural logarithms.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from app.names import hangul, latin
from app.names.classes import FINAL_CLASSES, INITIAL_CLASSES, VOWEL_CLASSES
from app.names.tables import sounds
from app.names.tables.rows import rows

STYLES = ("rr", "mr", "dprk", "custom")
Scores = tuple[float, float, float, float]
"""One log probability a style, in the order of `STYLES`."""
Odds = dict[tuple[str, int, int], dict[str, Scores]]
"""(part I, V or F, jamo, context) -> letters -> scores."""

FAMILY, HEAD, SOUNDING, STOPPED = 3, 0, 1, 2
"""Where a syllable stands: a one-syllable family name; first of its part; after a sounding final; after a stop."""

UNSEEN = -6.5  # letters that the class allows and no pair has shown
IMPOSSIBLE = -16.0
LAW_COST, FAMILY_BY_LETTERS = -1.6, -1.2
SONORANT_FINALS = frozenset({0, hangul.F_N, hangul.F_L, hangul.F_M, hangul.F_NG})
_UNSEEN: Scores = (UNSEEN,) * 4
NOWHERE: Scores = (IMPOSSIBLE,) * 4


def plus(left: Scores, right: Scores) -> Scores:
    """Both together, style by style."""
    return left[0] + right[0], left[1] + right[1], left[2] + right[2], left[3] + right[3]


def either(left: Scores, right: Scores) -> Scores:
    """The better of two, style by style."""
    return max(left[0], right[0]), max(left[1], right[1]), max(left[2], right[2]), max(left[3], right[3])


def shifted(scores: Scores, by: float) -> Scores:
    """All four moved by one amount."""
    return scores[0] + by, scores[1] + by, scores[2] + by, scores[3] + by


@lru_cache(maxsize=16384)
def pieces(cell: str) -> tuple[tuple[str, str, str], ...]:
    """Every (initial, vowel, final) that spells a folded Latin syllable: "yung" -> (-, yu, ng)."""
    found = []
    for start in range(min(4, len(cell)) + 1):
        if cell[:start] in sounds.INITIALS:
            for end in range(start + 1, len(cell) + 1):
                if cell[start:end] in sounds.VOWELS and cell[end:] in sounds.FINALS:
                    found.append((cell[:start], cell[start:end], cell[end:]))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Model:
    """Odds of letters and of family spellings; pure data, so that the learner can hold several."""

    odds: Odds
    families: dict[str, dict[str, Scores]]

    def piece(self, part: str, jamo: int, context: int, text: str) -> Scores:
        """Scores of one jamo written as some letters, which its class allows."""
        return self.odds.get((part, jamo, context), {}).get(text, _UNSEEN)

    def by_letters(self, cell: str, char: str, context: int) -> tuple[Scores, tuple[str, str, str] | None]:
        """Scores of a syllable by its jamo, and the cut that gives them; `NOWHERE` if its class is another."""
        initial, vowel, final = hangul.split(char)
        best, best_cut = NOWHERE, None
        for cut in pieces(cell):
            head, middle, tail = cut
            allowed = (
                INITIAL_CLASSES[initial] in sounds.INITIALS[head]
                and VOWEL_CLASSES[vowel] in sounds.VOWELS[middle]
                and FINAL_CLASSES[final] in sounds.FINALS[tail]
            )
            if allowed:
                scores = plus(
                    plus(self.piece("I", initial, context, head), self.piece("F", final, 0, tail)),
                    self.piece("V", vowel, int(initial == hangul.SILENT), middle),
                )
                if best_cut is None or max(scores) > max(best):
                    best_cut = cut
                best = either(best, scores)
        return best, best_cut

    def scores(self, cell: str, char: str, place: int) -> Scores:
        """Log P(Latin syllable | Hangul syllable, style) at one place; law forms count at a cost."""
        context = HEAD if place == FAMILY else place
        best = NOWHERE
        for form in hangul.law_forms(char):
            scores, _ = self.by_letters(cell, form, context)
            best = either(best, scores if form == char else shifted(scores, LAW_COST))
        if place == FAMILY:
            best = either(shifted(best, FAMILY_BY_LETTERS), self._family(cell, char))
        return either(best, NOWHERE)

    def _family(self, cell: str, char: str) -> Scores:
        best = self.families.get(char, {}).get(cell, NOWHERE)
        for form in hangul.law_forms(char)[1:]:
            best = either(best, shifted(self.families.get(form, {}).get(cell, NOWHERE), LAW_COST))
        if best == NOWHERE and char in latin.family_spellings().get(cell, ()):
            return (UNSEEN - 1,) * 4
        return best


def place_after(char: str) -> int:
    """The place of a syllable that follows this Hangul one."""
    return SOUNDING if hangul.split(char)[2] in SONORANT_FINALS else STOPPED


@lru_cache(maxsize=8)
def _by_style(name: str) -> dict[tuple[str, ...], dict[str, list[float]]]:
    found: dict[tuple[str, ...], dict[str, list[float]]] = {}
    for style, *where, text, log in rows(name):
        row = found.setdefault(tuple(where), {}).setdefault(text, [UNSEEN] * 4)
        row[STYLES.index(style)] = float(log)
    return found


@lru_cache(maxsize=1)
def model() -> Model:
    """The learned model that ships with the package."""
    odds: Odds = {
        (part, int(jamo), int(context)): {text: (a, b, c, d) for text, (a, b, c, d) in row.items()}
        for (part, jamo, context), row in _by_style("styles.tsv").items()
    }
    families: dict[str, dict[str, Scores]] = {
        name: {text: (a, b, c, d) for text, (a, b, c, d) in row.items()}
        for (name,), row in _by_style("family_styles.tsv").items()
    }
    return Model(odds, families)


PRIORS: Scores = (-1.4, -1.8, -1.4, -0.9)
"""log P(style), about the mixture met in the tuning half."""
