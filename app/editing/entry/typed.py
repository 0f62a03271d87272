"""What an editor types into one cell, as a value of the codebook. Nothing is guessed: what is not written as it should be is a fault.

A date is EDTF. An age is `39`, `40-49`, or either with its basis (`39;korean`). A count is the same, open ends allowed (`60-`).
A place is words, with an ISO 3166 code after a bar where it is known (`Tumen|CN-22`). A term is its code.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType

from pydantic import ValidationError

from app.codebook.ages import OLDEST
from app.codebook.codes import check_codes
from app.codebook.dates import ImpossibleDate, partial_date
from app.codebook.fields import FIELDS
from app.codebook.values import (
    COUNT_DIGITS,
    AgeValue,
    CountValue,
    DateValue,
    NameValue,
    PlaceValue,
    TermValue,
    TextValue,
    Value,
)
from app.editing.entry.meant import age_meant, date_meant
from app.names.letters import unseen_letter
from app.names.square import masked

_AGE = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?(?:;(\w+))?")
_COUNT = re.compile(r"(\d*)(-?)(\d*)(?:;(\w+))?")
_PLACE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
_SCRIPTS = (("HANGUL", "Hang"), ("CJK", "Hani"), ("CYRILLIC", "Cyrl"), ("ARABIC", "Arab"), ("LATIN", "Latn"))

AS_PRINTED = frozenset({"name", "text"})
"""Kinds of fields into which a source's own words are typed."""
LONGEST = 20_000
"""Letters that a cell takes, as in a batch. A browser cuts what is longer, and says nothing."""
HOW_DATES = "A date is written 2013-05-28, 2013-05, 2013, 2013~ (about) or 1998/2000 (between)."
_SHAPED = re.compile(r"\d{4}-\d{2}(-\d{2})?")
NO_BASIS = {"age": "stated_unclear", "count": "unknown"}
"""The basis of a range of which none was typed."""


def typed(field: str, text: str) -> Value:
    """The value that `text` is for the field; ValueError (or ImpossibleDate, UnknownTerm) says in a sentence what is wrong."""
    declared = FIELDS.get(field)
    if declared is None:
        raise ValueError("The codebook has no such field.")
    cleaned = unicodedata.normalize("NFC", text).strip()
    check_text(cleaned)
    try:
        value = _READ[declared.kind](cleaned)
    except ValidationError as problem:  # its own words are for programmers
        raise ValueError(problem.errors()[0]["msg"].removeprefix("Value error, ")) from None
    check_codes(declared, value)
    return value


def check_text(text: str) -> None:
    """ValueError says why this may stand in no cell."""
    if not text.strip():
        raise ValueError("Nothing is written here.")
    if len(text) >= LONGEST:
        raise ValueError(f"It has {LONGEST} letters, as many as a cell takes: it may have been cut. Shorten it.")
    if letter := unseen_letter(text):
        raise ValueError(f"It holds a letter that cannot be seen ({letter}). Type it again instead of pasting it.")


def as_printed(field: str, text: str) -> str:
    """What of a typed value stands in the source in just these words: a name or a text. A code was chosen here, not printed there."""
    declared = FIELDS.get(field)
    return text.strip() if declared is not None and declared.kind in AS_PRINTED else ""


def as_typed(value: Value) -> str:
    """What would be typed for the value: `typed` reads it as the same again, as far as what is typed can tell."""
    if isinstance(value, TermValue):
        return value.term
    if isinstance(value, AgeValue | CountValue) and (value.low is not None or value.high is not None):
        low, high = ("" if end is None else str(end) for end in (value.low, value.high))
        ends = low if low == high else f"{low}-{high}"
        return ends if value.basis in {None, NO_BASIS[value.kind]} else f"{ends};{value.basis}"
    if isinstance(value, PlaceValue) and value.code:
        return f"{value.text}|{value.code}"
    return value.text


def scripts_in(text: str) -> list[str]:
    """Names of the scripts whose letters stand in it, in order: two of them in one name are a slip, or look like what they are not."""
    known = {prefix: prefix.capitalize() for prefix, _ in _SCRIPTS} | {"CJK": "Chinese characters"}
    found = (known[p] for each in text if (name := unicodedata.name(each, "")) for p in known if name.startswith(p))
    return list(dict.fromkeys(found))


def script_of(text: str) -> str:
    """ISO 15924 code of the first letter's script; Zyyy where it is none of those of names here."""
    for letter in text:
        name = unicodedata.name(letter, "")
        for prefix, code in _SCRIPTS:
            if name.startswith(prefix):
                return code
    return "Zyyy"


def _name(text: str) -> Value:
    form = "as_published" if masked(text) == text else "masked"
    return NameValue(text=text, script=script_of(text), form=form)


def _date(text: str) -> Value:
    check_date(text)
    return DateValue(text=text)


def check_date(text: str) -> None:
    """ValueError where it is no date, with what may be meant."""
    try:
        partial_date(text)
    except ImpossibleDate as problem:
        if not _SHAPED.fullmatch(text) and (meant := date_meant(text)):
            raise ValueError(f"{HOW_DATES} {meant}") from None
        raise ValueError(f"{_sentence(problem)} {HOW_DATES}") from None


def _sentence(problem: Exception) -> str:
    said = str(problem).partition(" is not a date as EDTF")[0]
    return f"{said} is no date." if said != str(problem) else f"{said[0].upper()}{said[1:]}."


def _age(text: str) -> Value:
    found = _AGE.fullmatch(text.casefold())
    if found is None:
        raise ValueError(f"An age is written 39, 40-49 or 39;korean. {age_meant(text)}".strip())
    low, high, basis = int(found[1]), int(found[2] or found[1]), found[3] or NO_BASIS["age"]
    if low > high:
        raise ValueError("The lower age comes first.")
    if high > OLDEST:
        raise ValueError(f"An age runs from 0 to {OLDEST} years.")
    return AgeValue(text=text.partition(";")[0], low=low, high=high, basis=basis)


def _count(text: str) -> Value:
    found = _COUNT.fullmatch(text)
    if found is None or not (found[1] or found[3]):
        raise ValueError("A count is written 60, 60-80 or 60- (at least), with a basis after a semicolon.")
    if (
        max(len(found[1]), len(found[3])) > COUNT_DIGITS
    ):  # before it is read: Python reads no number of thousands of digits
        raise ValueError(f"A count of people has at most {COUNT_DIGITS} digits.")
    low = int(found[1]) if found[1] else None
    high = (int(found[3]) if found[3] else None) if found[2] else low
    basis = found[4] or NO_BASIS["count"]
    return CountValue(text=text.partition(";")[0], low=low, high=high, basis=basis)


def _place(text: str) -> Value:
    words, bar, code = (part.strip() for part in text.partition("|"))
    if not words:
        raise ValueError("The place in words stands before the bar.")
    if bar and not _PLACE.fullmatch(code):
        raise ValueError("After the bar stands an ISO 3166 code such as CN or CN-22.")
    return PlaceValue(text=words, code=code or None)


def _term(text: str) -> Value:
    return TermValue(term=text)


def _text(text: str) -> Value:
    return TextValue(text=text)


_READ: Mapping[str, Callable[[str], Value]] = MappingProxyType({
    "name": _name, "date": _date, "age": _age, "count": _count, "place": _place, "term": _term, "text": _text,
})  # fmt: skip
