"""A value of the record in words, as a person reads it. Pure."""

from __future__ import annotations

from babel import Locale

from app.codebook.fields import FIELDS
from app.codebook.values import AgeValue, CountValue, NameValue, PlaceValue, TermValue, Value
from app.codebook.vocabularies import term
from app.sharing.days import day_in_words
from app.sharing.labels import label, province_label

ENGLISH = Locale("en")
NOTHING_SAID = {"age": "stated_unclear", "count": "unknown"}
"""The basis of a range of which none was told."""


def value_in_words(field: str, value: Value) -> str:
    """A value as a person reads it: the label of a term, a date in words beside its text."""
    if isinstance(value, TermValue):
        return term(FIELDS[field].vocabulary or "", value.term).label.en
    if value.kind == "date":
        words = day_in_words(value.text, "en")
        return value.text if words == value.text else f"{value.text} ({words})"
    return value.text


def value_exactly(value: Value) -> str:
    """What of a value its words leave out: the basis of an age, the code of a place, the form of a name. Empty where that is all."""
    if isinstance(value, AgeValue | CountValue):
        low, high = ("" if end is None else str(end) for end in (value.low, value.high))
        ends = low if low == high else f"{low} to {high}"
        basis = (
            "" if value.basis in (None, NOTHING_SAID[value.kind]) else label(f"{value.kind}_basis", value.basis, "en")
        )
        said = value.text in {ends, f"{low}-{high}"}
        return ", ".join(filter(None, ("" if said else ends, basis)))
    if isinstance(value, PlaceValue):
        return _coded(value.code or "")
    if isinstance(value, NameValue) and value != NameValue(text=value.text, script=value.script):
        script = str(ENGLISH.scripts.get(value.script or "", value.script))
        kind = (label("name_form", value.form or "", "en"), label("name_scheme", value.scheme or "", "en"))
        return ", ".join(filter(None, (script, *kind, value.language, value.family, value.given)))
    return ""


def _coded(code: str) -> str:
    """A place by name and code: two of one name are told apart."""
    name = province_label(code, "en") if code else ""
    return name if name.endswith(f"({code})") or not code else f"{name} ({code})"
