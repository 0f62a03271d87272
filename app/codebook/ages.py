"""Ages in whole years as ranges, with the way of counting; derivation from a birth date, and contradictions.

A Korean age counts the first year as one and adds one at each New Year, so it runs one or two years higher than the
international age of the same person on the same day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.codebook.dates import PartialDate

OLDEST = 120
ADULT = 18
"""The Convention on the Rights of the Child, article 1."""
DOUBT = 2
"""Years by which a birth with a qualifier of EDTF (`2007~`, `2007?`, `2007%`) may lie later than it says."""
OLDER = 60
"""UNHCR's practice for an older person."""


@dataclass(frozen=True, slots=True)
class AgeRange:
    """Whole years from `low` to `high`, both included; `basis` is a term of the vocabulary age_basis."""

    low: int
    high: int
    basis: str

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high <= OLDEST:
            raise ValueError(
                f"an age runs from 0 to {OLDEST} and its lower end comes first, not {self.low} to {self.high}"
            )

    def international(self) -> AgeRange:
        """The same age as international years: unclear and Korean counts are widened by what they may add."""
        below = {"korean": (2, 1), "stated_unclear": (2, 0)}.get(self.basis, (0, 0))
        return AgeRange(max(0, self.low - below[0]), max(0, self.high - below[1]), "international")

    @property
    def surely_minor(self) -> bool:
        return self.high < ADULT

    @property
    def surely_older(self) -> bool:
        return self.low >= OLDER


def age_between(birth: PartialDate, day: PartialDate) -> AgeRange | None:
    """The age that a birth and a day allow, or None where either is open or they contradict each other."""
    if None in (birth.earliest, birth.latest, day.earliest, day.latest):
        return None
    low = full_years(birth.latest, day.earliest)  # type: ignore[arg-type]  # none of the four is None, as looked at above
    high = full_years(birth.earliest, day.latest)  # type: ignore[arg-type]  # as above
    if high < 0 or high > OLDEST:
        return None
    return AgeRange(max(0, low), high, "derived_from_birth")


def contradicts(stated: AgeRange, birth: PartialDate, day: PartialDate) -> bool:
    """True if no reading of the stated age fits the birth and the day (it is kept all the same, and marked)."""
    derived = age_between(birth, day)
    if derived is None:
        return False
    fair = stated.international()
    return fair.high < derived.low or fair.low > derived.high


def may_be_younger_than(years: int, birth: PartialDate, on: date) -> bool:
    """Whether some day of the birth makes somebody younger than that on the day `on`. Of a birth that says nothing: no.

    Its latest day alone decides; where its end is open, that may be any day. A birth that is about then, or doubted, may lie later
    by as much as an age that is stated unclearly.
    """
    if birth.latest is None:
        return birth.earliest is not None
    return full_years(birth.latest, on) < years + (DOUBT if birth.qualifier else 0)


def full_years(born: date, day: date) -> int:
    """From one day to another; below nothing where it lies before."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
