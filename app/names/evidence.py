"""What else is known of the person sought: it moves a hit up or down, and never hides or makes one."""

from __future__ import annotations

from dataclasses import dataclass

from app.names.folding import fold
from app.names.index import Form

NEAR_YEARS = 2  # ages are reported in Korean and Western count, and rounded


@dataclass(frozen=True, slots=True)
class Evidence:
    """Optional facts of the person sought: year of birth, sex (any code, compared for equality), place (as written)."""

    born: int | None = None
    sex: str | None = None
    place: str | None = None

    def years(self) -> list[int | None]:
        """Years of birth that agree."""
        if self.born is None:
            return []
        return [self.born + off for off in (0, -1, 1, -2, 2)]


def weigh(evidence: Evidence, form: Form) -> tuple[float, tuple[str, ...]]:
    """(score, codes) of what agrees and what does not, e.g. (1.5, ("born_agrees",)); unknown facts say nothing."""
    score, codes = 0.0, []
    if evidence.born is not None and form.born is not None:
        apart = abs(evidence.born - form.born)
        agrees = apart <= NEAR_YEARS
        score += (2.0 - 0.5 * apart) if agrees else -min(3.0, 0.3 * apart)
        codes.append("born_agrees" if agrees else "born_differs")
    if evidence.sex and form.sex:
        score += 0.5 if evidence.sex == form.sex else -3.0
        codes.append("sex_agrees" if evidence.sex == form.sex else "sex_differs")
    if evidence.place and form.place:
        same = fold(evidence.place) == fold(form.place)
        score += 1.5 if same else -0.5
        codes.append("place_agrees" if same else "place_differs")
    return score, tuple(codes)
