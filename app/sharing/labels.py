"""Codes in words, as the codebook labels them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from babel import Locale

from app.codebook.fields import FIELDS
from app.codebook.provinces import provinces
from app.codebook.vocabularies import vocabulary
from app.sharing.tongues import OTHERS, tongue, with_others

LANGUAGES = ("en", "ko")
ALSO = with_others({"en": " or ", "ko": " 또는 "}, "also")
IN_ENGLISH = "{} [en]"
"""How a term is shown that a language has no word for yet."""


def label(vocabulary_code: str, code: str, language: str) -> str:
    """The term's label, or the code itself where an edition holds a term that this version does not know."""
    found = vocabulary(vocabulary_code).terms.get(code)
    if found is None:
        return code
    return _other_label(vocabulary_code, code, language) if language in OTHERS else found.label.in_(language)


def labels(vocabulary_code: str, codes: Iterable[str], language: str) -> str:
    """Several labels in one line."""
    return str(ALSO[language]).join(label(vocabulary_code, code, language) for code in codes)


def field_label(code: str, language: str) -> str:
    """The label of a field of the codebook, or its code."""
    found = FIELDS.get(code)
    if found is None:
        return code
    if language in OTHERS:
        return str(tongue(language)["fields"].get(code) or IN_ENGLISH.format(found.label.en))
    return found.label.in_(language)


def field_terms(code: str, codes: Iterable[str], language: str) -> str:
    """Values of a coded field in one line."""
    return labels(FIELDS[code].vocabulary or "", codes, language)


def province_label(code: str, language: str) -> str:
    """A province by name; one that has none here by its state and code, so that nothing is made up."""
    names = provinces().get(code)
    return names[language] if names else f"{label('state', code.partition('-')[0], language)} ({code})"


def _other_label(vocabulary_code: str, code: str, language: str) -> str:
    terms = _territories(language) if vocabulary_code == "state" else tongue(language)["terms"].get(vocabulary_code, {})
    name = terms.get(code)
    return str(name or IN_ENGLISH.format(vocabulary(vocabulary_code).terms[code].label.en))


@cache
def _territories(language: str) -> dict[str, str]:
    """Names of states by CLDR."""
    return dict(Locale.parse(language, sep="-").territories)
