"""The age at return of one case: over all that is stated, or derived from birth and return; child and older person."""

from __future__ import annotations

from app.codebook.ages import ADULT, OLDER, AgeRange, age_between, contradicts
from app.codebook.dates import PartialDate
from app.codebook.values import AgeValue, DateValue, Value
from app.disclosure.views import AgeView, FactView

UNKNOWN_AGE = AgeView(None, None, "", "not_assessed", "not_assessed", False)


def age_view(person: tuple[FactView, ...], case: tuple[FactView, ...]) -> AgeView:
    """All stated ages as one range; where none is coded, the age that birth and return allow."""
    stated = [v.range for v in _values(case, "age_at_return") if isinstance(v, AgeValue) and v.range]
    births = [v.date for v in _values(person, "birth") if isinstance(v, DateValue)]
    days = [v.date for v in _values(case, "return_date") or _values(case, "seizure_date") if isinstance(v, DateValue)]
    if stated:
        return _of_ranges(stated, any(_clash(age, births, days) for age in stated))
    derived = [age for b in births for d in days if (age := age_between(b, d)) is not None]
    return _of_ranges(derived, False) if derived else UNKNOWN_AGE


def _of_ranges(ages: list[AgeRange], clash: bool) -> AgeView:
    fair = [age.international() if age.basis == "korean" else age for age in ages]
    bases = sorted({age.basis for age in ages})
    return AgeView(
        min(a.low for a in fair), max(a.high for a in fair), ";".join(bases),
        _by([a.high < ADULT for a in fair], [a.low < ADULT for a in fair]),
        _by([a.low >= OLDER for a in fair], [a.high >= OLDER for a in fair]),
        clash,
    )  # fmt: skip


def _by(surely: list[bool], maybe: list[bool]) -> str:
    return "yes" if all(surely) else "by_some" if any(maybe) else "no"


def _clash(age: AgeRange, births: list[PartialDate], days: list[PartialDate]) -> bool:
    return bool(births and days) and all(contradicts(age, b, d) for b in births for d in days)


def _values(facts: tuple[FactView, ...], code: str) -> list[Value]:
    return [value for fact in facts if fact.field == code for value in fact.said]
