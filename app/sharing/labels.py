"""Codes in words, as the codebook labels them."""

from __future__ import annotations

from collections.abc import Iterable

from app.codebook.fields import FIELDS
from app.codebook.vocabularies import vocabulary

LANGUAGES = ("en", "ko")
ALSO = {"en": " or ", "ko": " 또는 "}


def label(vocabulary_code: str, code: str, language: str) -> str:
    """The term's label, or the code itself where an edition holds a term that this version does not know."""
    found = vocabulary(vocabulary_code).terms.get(code)
    return code if found is None else found.label.in_(language)


def labels(vocabulary_code: str, codes: Iterable[str], language: str) -> str:
    """Several labels in one line."""
    return ALSO[language].join(label(vocabulary_code, code, language) for code in codes)


def field_label(code: str, language: str) -> str:
    """The label of a field of the codebook, or its code."""
    found = FIELDS.get(code)
    return code if found is None else found.label.in_(language)


def field_terms(code: str, codes: Iterable[str], language: str) -> str:
    """Values of a coded field in one line."""
    return labels(FIELDS[code].vocabulary or "", codes, language)
