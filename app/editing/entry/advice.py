"""What is said beside a form as it is typed: dates in words, ages against dates, a child then and now, spellings of a name.

Advice stops nobody and is made from what was typed alone, never from what anybody else entered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.codebook.ages import ADULT, AgeRange, age_between, contradicts
from app.codebook.dates import TO_COME, PartialDate
from app.codebook.values import AgeValue, DateValue, NameValue, Value
from app.editing.drafts.changes import NewClaim
from app.editing.entry.typed import scripts_in
from app.names.aloud import reading_aid
from app.names.spelling import spellings
from app.sharing.days import day_in_words

TOLD = 6
"""How many of the spellings under which a search finds a name are told: they are folded, so none is one to enter."""


@dataclass(frozen=True, slots=True)
class Advice:
    """`where`: the ref of the claim it stands beside. `warns`: a reviewer is told, too."""

    where: str
    sentence: str
    warns: bool


def advice_on(claims: Iterable[NewClaim], today: date) -> list[Advice]:
    """Advice on the claims of one person and their case."""
    said = list(claims)
    births = [c.value.date for c in said if c.field == "birth" and isinstance(c.value, DateValue)]
    returns = [
        c.value.date for c in said if c.field in {"return_date", "seizure_date"} and isinstance(c.value, DateValue)
    ]
    found: list[Advice] = []
    for claim in said:
        found += (Advice(claim.ref, *said) for said in _of(claim.field, claim.value, births, returns, today))
    return found


def _of(
    field: str, value: Value, births: list[PartialDate], returns: list[PartialDate], today: date
) -> Iterator[tuple[str, bool]]:
    """Sentences, and whether each warns."""
    if isinstance(value, DateValue):
        yield f"{day_in_words(value.text, 'en')}.", False
        if value.date.is_to_come(today):
            yield TO_COME, True
        if field == "birth":
            yield from ((sentence, True) for sentence in _of_birth(value.date, returns, today))
    if isinstance(value, AgeValue) and value.range:
        yield from _of_age(value.range, births, returns)
    if isinstance(value, NameValue):
        yield from _of_name(value.text)


def _of_birth(birth: PartialDate, returns: list[PartialDate], today: date) -> Iterator[str]:
    for day in returns:
        age = age_between(birth, day)
        if age is None:
            yield "Born after the return, or longer before it than anybody lives."
        elif age.low < ADULT:
            surely = "A child" if age.high < ADULT else "Perhaps a child"
            yield f"{surely} at the return: {_years(age)}."
    now = age_between(birth, PartialDate(today.isoformat(), today, today, ""))
    if now is not None and now.low < ADULT:
        surely = "A child" if now.high < ADULT else "Perhaps a child"
        yield f"{surely} today: {_years(now)}. Two people decide how they appear."


def _of_age(age: AgeRange, births: list[PartialDate], returns: list[PartialDate]) -> Iterator[tuple[str, bool]]:
    if age.surely_minor:
        yield "A child at the return.", True
    if age.basis == "korean":
        yield f"{_years(age.international())} in international years.", False
    if births and returns and all(contradicts(age, birth, day) for birth in births for day in returns):
        yield "This age does not fit the dates of birth and return. It is kept, and marked.", True


def _of_name(text: str) -> Iterator[tuple[str, bool]]:
    if len(scripts := scripts_in(text)) > 1:
        yield f"Letters of {' and '.join(scripts)} stand in it. Is it one name?", True
    others = sorted(spellings(text) - {text.casefold()}, key=lambda name: (len(name), name))[:TOLD]
    if others:
        yield f"A search finds this name also under: {', '.join(others)}.", False
    aid = reading_aid(text)
    if aid is not None:
        yield f"Read aloud, proposed: {aid.say}." + ("" if aid.sure else " Ask whoever knows."), False


def _years(age: AgeRange) -> str:
    return f"{age.low} years" if age.low == age.high else f"{age.low} to {age.high} years"
