"""Partial dates: EDTF text (ISO 8601-2, level 1 and sets) with its earliest and latest day.

Bounds are the strict reading (`edtf`'s `lower_strict`, `upper_strict`): its fuzzy bounds would turn `2013-05?` into
2012-04..2014-06. An open or unknown end has no bound (None), never an infinite number.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from time import struct_time
from typing import Any

import edtf

YEARS = range(1900, 2101)
"""The years this database can hold; a date outside is a typing slip, not history."""
TO_COME = "This day has not come yet."
"""Of the day of something that is told to have happened."""

_BARE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?")


class ImpossibleDate(ValueError):
    """The text is not an EDTF date, or no calendar day fits it."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """An EDTF text, the earliest and the latest day it allows (None: open), and its qualifier."""

    text: str
    earliest: date | None
    latest: date | None
    qualifier: str

    @property
    def is_exact(self) -> bool:
        """One calendar day, stated without doubt."""
        return self.earliest is not None and self.earliest == self.latest and self.qualifier == ""

    def may_fall_in(self, first: date, last: date) -> bool:
        """`possible`: some day of the range lies in first..last (both included)."""
        return (self.earliest is None or self.earliest <= last) and (self.latest is None or self.latest >= first)

    def surely_falls_in(self, first: date, last: date) -> bool:
        """`certain`: the whole range lies in first..last (both included)."""
        return self.earliest is not None and self.latest is not None and first <= self.earliest and self.latest <= last

    def is_to_come(self, today: date) -> bool:
        """Whether even its earliest day lies ahead, everywhere on earth: in the east it is tomorrow already."""
        return self.earliest is not None and self.earliest > today + timedelta(days=1)

    def years(self) -> range:
        """The calendar years it may fall in; for an open end only the bounded year, for none an empty range."""
        bounds = [d.year for d in (self.earliest, self.latest) if d is not None]
        return range(min(bounds), max(bounds) + 1) if bounds else range(0)


@lru_cache(maxsize=65536)  # edtf takes about 13 ms a text, and an import repeats few dates many times
def partial_date(text: str) -> PartialDate:
    """Read `text` as EDTF; ImpossibleDate says what is wrong in a sentence."""
    plain = _plain(text)
    if plain is not None:
        return plain
    try:
        parsed = edtf.parse_edtf(text)
    except edtf.EDTFParseException:
        raise ImpossibleDate(
            f"{text!r} is not a date as EDTF writes it, such as 2013-05-28, 2013-05, 2013~ or 1998/2000"
        ) from None
    earliest, latest = _bound(parsed, "lower_strict"), _bound(parsed, "upper_strict")
    if text.endswith("/"):  # edtf guesses ten years for an unknown end; nobody said so
        latest = None
    if text.startswith("/"):
        earliest = None
    if earliest is None and latest is None:
        raise ImpossibleDate(f"{text!r} has neither a beginning nor an end")
    if earliest is not None and latest is not None and earliest > latest:
        raise ImpossibleDate(f"{text!r} ends before it begins")
    return PartialDate(text, earliest, latest, _qualifier(text))


def _plain(text: str) -> PartialDate | None:
    """A bare day, month or year: nearly all dates, read a thousand times faster and to the same bounds (tested)."""
    found = _BARE.fullmatch(text)
    if found is None or int(found[1]) not in YEARS:
        return None
    year, month, day = int(found[1]), found[2], found[3]
    try:
        first = date(year, int(month or 1), int(day or 1))
    except ValueError:
        return None  # edtf words the fault
    last_month = int(month or 12)
    last = date(year, last_month, int(day or monthrange(year, last_month)[1]))
    return PartialDate(text, first, last, "")


def _bound(parsed: Any, which: str) -> date | None:
    value = getattr(parsed, which)()
    if not isinstance(value, struct_time):  # an open end is a float infinity
        return None
    if value.tm_year not in YEARS:
        raise ImpossibleDate(f"the year {value.tm_year} is outside {YEARS.start} to {YEARS.stop - 1}")
    return date(value.tm_year, value.tm_mon, value.tm_mday)


def _qualifier(text: str) -> str:
    both, doubt, about = "%" in text, "?" in text, "~" in text
    if both or (doubt and about):
        return "uncertain_and_approximate"
    return "uncertain" if doubt else "approximate" if about else ""
