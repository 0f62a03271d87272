"""Ages at return in words, and who was a child or an older person: said, never guessed.

"By some accounts" stays: nine people had two ages each, adults by one side and minors by the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.sharing.tongues import with_others

CHILD_BANDS = frozenset({"infant", "child", "adolescent"})
OLDER_BANDS = frozenset({"sixties", "seventies_plus"})
_UNSAID = frozenset({"unknown", "adult_unspecified"})

CHILD = with_others(
    {
        "en": {"yes": "a child", "by_some": "a child by some accounts"},
        "ko": {"yes": "아동", "by_some": "일부 진술에 따르면 아동"},
    },
    "child",
)
OLDER = with_others(
    {
        "en": {"yes": "an older person", "by_some": "an older person by some accounts"},
        "ko": {"yes": "고령자", "by_some": "일부 진술에 따르면 고령자"},
    },
    "older",
)
ANSWERS = with_others(
    {
        "en": {"yes": "yes", "by_some": "by some accounts", "no": "no", "not_assessed": "not assessed"},
        "ko": {"yes": "예", "by_some": "일부 진술에 따르면", "no": "아니요", "not_assessed": "미평가"},
    },
    "answers",
)
_YEARS = with_others(
    {
        "en": {"one": "{low}", "two": "{low} or {high}", "range": "{low} to {high}"},
        "ko": {"one": "{low}세", "two": "{low}~{high}세", "range": "{low}~{high}세"},
    },
    "years",
)


def years_in_words(age: Mapping[str, Any], language: str) -> str:
    """Whole years: "40", "15 or 16", "14 to 17"; empty where no age is coded."""
    low, high = age.get("low"), age.get("high")
    if low is None or high is None:
        return ""
    kind = "one" if low == high else "two" if high == low + 1 else "range"
    said: str = _YEARS[language][kind]
    return said.format(low=low, high=high)


def childhood(age: Mapping[str, Any], bands: Sequence[str] = ()) -> str:
    """yes, by_some, no or not_assessed: from the age, or from the bands where no age is coded."""
    stated = age.get("minor", "not_assessed")
    return stated if stated != "not_assessed" else _by_bands(bands, CHILD_BANDS, unclear=frozenset({"unknown"}))


def old_age(age: Mapping[str, Any], bands: Sequence[str] = ()) -> str:
    """yes, by_some, no or not_assessed, as `childhood`. An adult of no stated age is not thereby young."""
    stated = age.get("older", "not_assessed")
    return stated if stated != "not_assessed" else _by_bands(bands, OLDER_BANDS, unclear=_UNSAID)


def standing_in_words(age: Mapping[str, Any], bands: Sequence[str], language: str) -> list[str]:
    """What is said of a child or an older person, in the order in which it is read."""
    said = (CHILD[language].get(childhood(age, bands)), OLDER[language].get(old_age(age, bands)))
    return [words for words in said if words]


def _by_bands(bands: Sequence[str], wanted: frozenset[str], unclear: frozenset[str]) -> str:
    known = [band for band in bands if band not in unclear]
    if not known:
        return "not_assessed"
    inside = [band in wanted for band in known]
    return "yes" if all(inside) else "by_some" if any(inside) else "no"
