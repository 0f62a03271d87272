"""A value of the record in words, as a person reads it. Pure."""

from __future__ import annotations

from app.codebook.fields import FIELDS
from app.codebook.values import TermValue, Value
from app.codebook.vocabularies import term
from app.sharing.days import day_in_words


def value_in_words(field: str, value: Value) -> str:
    """A value as a person reads it: the label of a term, a date in words beside its text."""
    if isinstance(value, TermValue):
        return term(FIELDS[field].vocabulary or "", value.term).label.en
    if value.kind == "date":
        words = day_in_words(value.text, "en")
        return value.text if words == value.text else f"{value.text} ({words})"
    return value.text
