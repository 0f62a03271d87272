"""Partial dates in words, English and Korean: "some day in May 2013", "about 2017", "by 29 June 2004".

Words must never be more exact than the date: a month alone is not read as a day, an open end is not read as a
bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.codebook.dates import ImpossibleDate, PartialDate, partial_date
from app.sharing.labels import ALSO
from app.sharing.tongues import OTHERS, tongue

_ONE = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d\d|XX))?(?:-(\d\d|XX))?")
_MARKS = re.compile(r"[?~%]")
_ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True, slots=True)
class _Words:
    """How one language says the parts of a date."""

    months: tuple[str, ...]
    seasons: tuple[str, ...]
    day: str
    month: str
    season: str
    year: str
    decade: str
    century: str
    some_day: str
    some_time: str
    marks: dict[str, str]
    between: str
    until: str
    since: str
    every: str


_WORDS = {
    "en": _Words(
        _ENGLISH_MONTHS,
        ("spring", "summer", "autumn", "winter"),
        "{d} {m} {y}",
        "{m} {y}",
        "{s} {y}",
        "{y}",
        "the {y}s",
        "the {y}s",
        "some day in {}",
        "some time in {}",
        {"approximate": "about {}", "uncertain": "perhaps {}", "uncertain_and_approximate": "perhaps about {}"},
        "between {} and {}",
        "by {}",
        "{} or later",
        " and ",
    ),
    "ko": _Words(
        tuple(f"{n}월" for n in range(1, 13)),
        ("봄", "여름", "가을", "겨울"),
        "{y}년 {m} {d}일",
        "{y}년 {m}",
        "{y}년 {s}",
        "{y}년",
        "{y}년대",
        "{y}년대",
        "{} 중 어느 날",
        "{} 중",
        {"approximate": "{}경", "uncertain": "{}(불확실)", "uncertain_and_approximate": "{}경(불확실)"},
        "{}부터 {} 사이",
        "늦어도 {}",
        "{} 이후",
        ", ",
    ),
}


def _of(language: str) -> _Words:
    said = tongue(language)
    parts: dict[str, Any] = {
        name: tuple(word) if isinstance(word, list) else word for name, word in said["dates"].items()
    }
    return _Words(**parts, every=said["every"])


_WORDS.update({language: _of(language) for language in OTHERS})


@lru_cache(maxsize=4_096)
def day_in_words(text: str, language: str) -> str:
    """The EDTF text in words; a text that no rule here reads is given back as it is."""
    words = _WORDS[language]
    if text[:1] in ("[", "{"):
        return _set(text, language)
    if "/" in text:
        first, last = text.split("/", 1)
        return _interval(first, last, words)
    return _one(text, words, bare=False)


def month_and_day(text: str, language: str) -> str:
    """A day of any year, MM-DD: "9 October", "10월 9일"."""
    words, (month, day) = _WORDS[language], text.split("-")
    return (
        words.day.format(y="", m=words.months[int(month) - 1], d=int(day))
        .removeprefix("年")
        .removeprefix("년")
        .strip(" ")
        .removesuffix(" de")
    )


def days_in_words(texts: Iterable[str], language: str) -> str:
    """Several values of one date in words; those that only repeat another less exactly are left out."""
    return str(ALSO[language]).join(day_in_words(text, language) for text in narrowed(texts))


def narrowed(texts: Iterable[str]) -> list[str]:
    """The dates without those that wholly contain a more exact one: 9 October 2023 beside October 2023 is one date."""
    given = list(dict.fromkeys(texts))
    dates = [(text, _read(text)) for text in given]
    return [text for text, day in dates if not any(_contains(day, other) for name, other in dates if name != text)]


@lru_cache(maxsize=4_096)
def _read(text: str) -> PartialDate | None:
    try:
        return partial_date(text)
    except ImpossibleDate:
        return None


def _contains(outer: PartialDate | None, inner: PartialDate | None) -> bool:
    if outer is None or inner is None or inner.earliest is None or inner.latest is None:
        return False
    if (outer.earliest, outer.latest) == (inner.earliest, inner.latest):
        return bool(outer.qualifier) and not inner.qualifier
    return (outer.earliest is None or outer.earliest <= inner.earliest) and (
        outer.latest is None or inner.latest <= outer.latest
    )


def _set(text: str, language: str) -> str:
    words, parts = _WORDS[language], [part.strip() for part in text[1:-1].split(",")]
    if any(".." in part for part in parts):
        return text
    joint = ALSO[language] if text.startswith("[") else words.every
    return joint.join(_one(part, words, bare=True) for part in parts)


def _interval(first: str, last: str, words: _Words) -> str:
    if first in ("", ".."):
        return words.until.format(_one(last, words, bare=True))
    if last in ("", ".."):
        return words.since.format(_one(first, words, bare=True))
    return words.between.format(_one(first, words, bare=True), _one(last, words, bare=True))


def _one(text: str, words: _Words, *, bare: bool) -> str:
    found = _ONE.fullmatch(_MARKS.sub("", text))
    if found is None:
        return text
    said, whole = _plain(found[1], found[2], found[3], words)
    mark = _mark(text)
    if mark:
        return words.marks[mark].format(said)
    return said if bare else whole.format(said)


def _mark(text: str) -> str:
    doubt, about = "?" in text or "%" in text, "~" in text or "%" in text
    return {(True, True): "uncertain_and_approximate", (True, False): "uncertain", (False, True): "approximate"}.get(
        (doubt, about), ""
    )


def _plain(year: str, month: str | None, day: str | None, words: _Words) -> tuple[str, str]:
    """The date as said inside a sentence, and the frame that says how exact it is when it stands alone."""
    if year.endswith("X"):
        frame = words.century if year.endswith("XX") else words.decade
        return frame.format(y=year.replace("X", "0")), words.some_time
    if month is None or month == "XX":
        return words.year.format(y=year), words.some_time
    if int(month) in range(21, 25):
        return words.season.format(y=year, s=words.seasons[int(month) - 21]), words.some_time
    if not 1 <= int(month) <= len(words.months):
        return f"{year}-{month}", "{}"
    name = words.months[int(month) - 1]
    if day is None or day == "XX":
        return words.month.format(y=year, m=name), words.some_day
    return words.day.format(y=year, m=name, d=int(day)), "{}"
