"""What may be meant by a date or an age that is not written as it is here. It is said beside the cell, and never entered by itself."""

from __future__ import annotations

import re

from app.codebook.dates import ImpossibleDate, partial_date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SEASONS = {
    "spring": 21,
    "summer": 22,
    "autumn": 23,
    "fall": 23,
    "winter": 24,
    "봄": 21,
    "여름": 22,
    "가을": 23,
    "겨울": 24,
}
"""Codes of EDTF, level 1."""
TWO_WAYS = "Write the year first, as in 2013-05-01: which number is the month cannot be known."
_KOREAN = re.compile(r"(\d{4})\s*년(?:\s*(\d{1,2})\s*월(?:\s*(\d{1,2})\s*일)?)?")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-./]\s*(\d{1,2})(?:\s*[-./]\s*(\d{1,2}))?\.?")
_MONTH_FIRST = re.compile(r"(\d{1,2})\s*[-./]\s*(\d{4})")
_NUMBERS_ALONE = re.compile(r"\d{1,2}\s*[-./]\s*\d{1,2}\s*[-./]\s*\d{4}")
_MONTH_IN_WORDS = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]{3,9})\.?\s+(?:(\d{1,2}),\s*)?(\d{4})")
_SEASON = re.compile(r"(\w+)\s+(?:of\s+)?(\d{4})|(\d{4})\s*년?\s+(\w+)")
_ABOUT = re.compile(
    r"(?:about|around|circa|c\.|ca\.|approximately|some time in)\s*(\d{4}(?:-\d{2})?)|(\d{4})\s*년?\s*경"
)
_DECADE = re.compile(r"(?:the )?(\d{3})0'?s")
_BEFORE, _AFTER = re.compile(r"(?:before|by)\s+(\S+)"), re.compile(r"(?:after|since)\s+(\S+)")
_AGE = re.compile(r"(?:aged?\s*)?(\d{1,3})\s*(?:세|years?(?: old)?|살)?\.?")
_AGES = re.compile(r"(\d{1,3})\s*(?:-|–|—|~|to|or)\s*(\d{1,3})\s*(?:세|years?(?: old)?|살)?")
_TENS = re.compile(r"(\d)0(?:'?s|대)")


def date_meant(text: str) -> str:
    """A sentence that helps, or nothing where nobody can tell."""
    asked = " ".join(text.casefold().split())
    if _NUMBERS_ALONE.fullmatch(asked):
        return TWO_WAYS
    for read in (_numbers, _words, _season, _loosely):
        meant = read(asked)
        if meant and _is_date(meant):
            return f"If it is what you mean, write {meant}."
    return ""


def age_meant(text: str) -> str:
    asked = " ".join(text.casefold().split())
    meant = ""
    if found := _AGES.fullmatch(asked):
        meant = f"{found[1]}-{found[2]}"
    elif found := _TENS.fullmatch(asked):
        meant = f"{found[1]}0-{found[1]}9"
    elif found := _AGE.fullmatch(asked):
        meant = found[1]
    return f"If it is what you mean, write {meant}." if meant else ""


def _is_date(text: str) -> bool:
    try:
        partial_date(text)
    except ImpossibleDate:
        return False
    return True


def _joined(year: str, month: str | int | None, day: str | None) -> str:
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])


def _numbers(asked: str) -> str:
    if found := (_KOREAN.fullmatch(asked) or _YEAR_FIRST.fullmatch(asked)):
        return _joined(found[1], found[2], found[3])
    found = _MONTH_FIRST.fullmatch(asked)
    return _joined(found[2], found[1], None) if found else ""


def _words(asked: str) -> str:
    found = _MONTH_IN_WORDS.fullmatch(asked)
    if found is None or found[2][:3] not in MONTHS:
        return ""
    return _joined(found[4], MONTHS.index(found[2][:3]) + 1, found[1] or found[3])


def _season(asked: str) -> str:
    found = _SEASON.fullmatch(asked)
    if found is None:
        return ""
    season = SEASONS.get(found[1] or found[4])
    return _joined(found[2] or found[3], season, None) if season else ""


def _loosely(asked: str) -> str:
    if found := _ABOUT.fullmatch(asked):
        return f"{found[1] or found[2]}~"
    if found := _DECADE.fullmatch(asked):
        return f"{found[1]}X"
    if found := _BEFORE.fullmatch(asked):
        return f"../{found[1]}"
    found = _AFTER.fullmatch(asked)
    return f"{found[1]}/.." if found else ""
