"""A list's filters in words, so that a printed list says what it leaves out."""

from __future__ import annotations

from collections.abc import Sequence

from app.sharing.labels import field_label, field_terms, labels

Terms = Sequence[tuple[str, Sequence[str]]]
_YEARS = {
    "en": {
        "one": "returned in {0}",
        "both": "returned from {0} to {1}",
        "from": "returned in {0} or later",
        "to": "returned in {1} or before",
    },
    "ko": {"one": "{0}년 송환", "both": "{0}~{1}년 송환", "from": "{0}년 이후 송환", "to": "{1}년 이전 송환"},
}
_SECTION = {"en": "Section", "ko": "구분"}


def filters_in_words(
    terms: Terms, years: tuple[int | None, int | None], sections: Sequence[str], language: str
) -> list[str]:
    """One phrase a filter, such as "Returned to: North Korea"."""
    said = [f"{field_label(code, language)}: {field_terms(code, codes, language)}" for code, codes in terms]
    if years != (None, None):
        said.append(years_asked(years, language))
    if sections:
        said.append(f"{_SECTION[language]}: {labels('section', sections, language)}")
    return said


def years_asked(years: tuple[int | None, int | None], language: str) -> str:
    """The years of return asked for, in words."""
    low, high = years
    kind = "one" if low == high else "both" if low and high else "from" if low else "to"
    return _YEARS[language][kind].format(low, high)
