"""What parameters carry, one by one: lists, whole numbers, days, words of a list. BadQuery names the parameter and never the value."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from app.codebook.dates import YEARS
from app.editions.errors import BadQuery

DIGITS = 8
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Given:
    """Values by parameter, in the order in which they came; empty ones are left out."""

    values: dict[str, list[str]]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Given:
        values: dict[str, list[str]] = {}
        for name, value in pairs:
            if value.strip():
                values.setdefault(name, []).append(value.strip())
        return cls(values)

    def all(self, name: str) -> list[str]:
        """Every value, as given."""
        return self.values.get(name, [])

    def listed(self, name: str) -> list[str]:
        """Every value, taken apart at commas."""
        return [part.strip() for value in self.all(name) for part in value.split(",") if part.strip()]

    def single(self, name: str) -> str | None:
        """The one value, or None."""
        values = self.all(name)
        if len(values) > 1:
            raise BadQuery(name, "It can be given only once.")
        return values[0] if values else None


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The closest right word, if one is close."""
    return next(iter(difflib.get_close_matches(word[:80], list(known), 1)), None)


def chosen(name: str, values: Iterable[str], known: Collection[str], sentence: str) -> tuple[str, ...]:
    """The values, each once, all of them known."""
    found = tuple(dict.fromkeys(values))
    for value in found:
        if value not in known:
            raise BadQuery(name, sentence, nearest(value, known))
    return found


def one_of(name: str, value: str | None, known: tuple[str, ...], but: str = "") -> str:
    """The one word, or nothing; `but` is the word that means nothing."""
    if value is None:
        return ""
    chosen(name, [value], known, "It has no such value.")
    return "" if value == but else value


def whole(name: str, text: str | None, low: int, high: int) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS and low <= int(text) <= high):
        raise BadQuery(name, f"It is a whole number from {low} to {high}.")
    return int(text)


def day(name: str, text: str | None) -> date | None:
    """A calendar day of the years that this database can hold."""
    if text is None:
        return None
    try:
        found = date.fromisoformat(text) if _DAY.fullmatch(text) and text.isascii() else None
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        raise BadQuery(name, "It is a day such as 2013-05-28.")
    return found


def short(name: str, text: str, most: int) -> str:
    if len(text) > most:
        raise BadQuery(name, f"It has at most {most} letters.")
    return text
