"""The people of a return who are on no line of their own: "and 23 others whose names are not known"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.sharing.tongues import with_others

_PHRASES = with_others({
    "en": {
        "one": "one person whose name is not known", "some": "{n} people whose names are not known",
        "one_more": "and one other person whose name is not known", "more": "and {n} others whose names are not known",
        "exactly": "{}", "at_least": "at least {}", "up_to": "up to {}", "range": "{} to {}",
    },
    "ko": {
        "one": "이름이 알려지지 않은 1명", "some": "이름이 알려지지 않은 {n}",
        "one_more": "그 밖에 이름이 알려지지 않은 1명", "more": "그 밖에 이름이 알려지지 않은 {n}",
        "exactly": "{}명", "at_least": "최소 {}명", "up_to": "최대 {}명", "range": "{}~{}명",
    },
}, "others")  # fmt: skip


def others_in_words(others: Mapping[str, Any], language: str) -> str:
    """The group in words. `after`: how many lines of the same return come before it; with none it stands alone."""
    phrases = _PHRASES[language]
    low, high, follows = others["low"], others["high"], others.get("after", 0) > 0
    if (low, high) == (1, 1):
        return str(phrases["one_more" if follows else "one"])
    return str(phrases["more" if follows else "some"].format(n=number_in_words(low, high, language)))


def number_in_words(low: int | None, high: int | None, language: str) -> str:
    """A count with its bounds: "9", "at least 500", "up to 3", "40 to 48"; an end that nobody gave is not made up."""
    phrases = _PHRASES[language]
    if high is None:
        return str(phrases["at_least"].format(f"{low or 0:,}"))
    if low == high:
        return str(phrases["exactly"].format(f"{high:,}"))
    if not low:
        return str(phrases["up_to"].format(f"{high:,}"))
    return str(phrases["range"].format(f"{low:,}", f"{high:,}"))
