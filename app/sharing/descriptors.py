"""People without a printed name, in words: "a woman in her thirties", "a boy of 3 or 4", "30대 여성".

Made of sex, age and age band alone, which is all that a descriptor may carry.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.codebook.ages import ADULT
from app.sharing.ages import CHILD, CHILD_BANDS, childhood, years_in_words
from app.sharing.tongues import OTHERS, tongue

DECADES = {
    20: "twenties",
    30: "thirties",
    40: "forties",
    50: "fifties",
    60: "sixties",
    70: "seventies",
    80: "eighties",
    90: "nineties",
}
_BAND_DECADE = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60}

_NOUNS = {
    "en": {
        "female": {
            "adult": "a woman",
            "child": "a girl",
            "infant": "an infant girl",
            "teen": "a teenage girl",
            "any": "a woman or girl",
            "whose": "her",
        },
        "male": {
            "adult": "a man",
            "child": "a boy",
            "infant": "an infant boy",
            "teen": "a teenage boy",
            "any": "a man or boy",
            "whose": "his",
        },
        "": {
            "adult": "an adult",
            "child": "a child",
            "infant": "an infant",
            "teen": "a teenager",
            "any": "a person",
            "whose": "their",
        },
    },
    "ko": {
        "female": {
            "adult": "여성",
            "child": "여자 어린이",
            "infant": "여자 영아",
            "teen": "여자 청소년",
            "any": "여성",
            "whose": "",
        },
        "male": {
            "adult": "남성",
            "child": "남자 어린이",
            "infant": "남자 영아",
            "teen": "남자 청소년",
            "any": "남성",
            "whose": "",
        },
        "": {"adult": "성인", "child": "어린이", "infant": "영아", "teen": "청소년", "any": "한 사람", "whose": ""},
    },
}
_FRAMES: dict[str, dict[str, Any]] = {
    "en": {"of_age": "{who} of {age}", "aged": "{who} aged {age}", "decade": "{who} in {whose} {decade}",
           "seventy": "{who} of seventy or older", "decades": {str(n): word for n, word in DECADES.items()}},
    "ko": {"of_age": "{age} {who}", "aged": "{age} {who}", "decade": "{number}대 {who}", "seventy": "70대 이상 {who}"},
}  # fmt: skip
for _language in OTHERS:
    _said = tongue(_language)
    _FRAMES[_language] = _said["frames"]
    _NOUNS[_language] = {
        ("" if sex == "unknown" else sex): {**noun, "whose": ""} for sex, noun in _said["nouns"].items()
    }
_TEENS_BY_AGE = frozenset({"ko"})
"""Languages in which a boy of thirteen is not called a child where his age is said."""
INFANT_BELOW, TEEN_FROM = 2, 12


def descriptor(sex: Sequence[str], age: Mapping[str, Any], bands: Sequence[str], language: str) -> str:
    """The person in a few words; says "by some accounts" where the sources make a child only by some accounts."""
    noun = _NOUNS[language][sex[0] if len(sex) == 1 and sex[0] in ("female", "male") else ""]
    said = _by_age(noun, age, language) or _by_band(noun, bands, language) or noun["any"]
    if childhood(age, bands) == "by_some":
        return f"{said}, {CHILD[language]['by_some']}"
    return said


def _by_age(noun: dict[str, str], age: Mapping[str, Any], language: str) -> str:
    low, high = age.get("low"), age.get("high")
    if low is None or high is None:
        return ""
    years = years_in_words(age, language)
    if high < ADULT:
        return _young(noun, low, high, years, language)
    if low < ADULT:
        return str(_FRAMES[language]["aged"].format(who=noun["any"], age=years))
    if low // 10 == high // 10 and low // 10 * 10 in DECADES:
        return _decade(noun, low // 10 * 10, language)
    return str(_FRAMES[language]["aged"].format(who=noun["adult"], age=years))


def _young(noun: dict[str, str], low: int, high: int, years: str, language: str) -> str:
    if high < INFANT_BELOW:
        return noun["infant"]
    teen = noun["teen"] if language in _TEENS_BY_AGE and low >= TEEN_FROM else noun["child"]
    return str(_FRAMES[language]["of_age"].format(who=teen, age=years))


def _by_band(noun: dict[str, str], bands: Sequence[str], language: str) -> str:
    known = [band for band in bands if band != "unknown"]
    if len(known) != 1:
        return noun["child"] if known and set(known) <= CHILD_BANDS else ""
    band = known[0]
    if band in _BAND_DECADE:
        return _decade(noun, _BAND_DECADE[band], language)
    if band == "seventies_plus":
        return str(_FRAMES[language]["seventy"].format(who=noun["adult"]))
    return {
        "infant": noun["infant"],
        "child": noun["child"],
        "adolescent": noun["teen"],
        "adult_unspecified": noun["adult"],
    }.get(band, "")


def _decade(noun: dict[str, str], decade: int, language: str) -> str:
    frames = _FRAMES[language]
    said = (frames.get("decades") or {}).get(str(decade), "")
    return str(frames["decade"].format(who=noun["adult"], whose=noun["whose"], decade=said, number=decade))
