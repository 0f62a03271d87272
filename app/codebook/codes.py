"""The codes within a value: each is a term of the vocabulary that its field, or its kind, has for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from app.codebook.fields import Field
from app.codebook.values import AgeValue, CountValue, NameValue, PlaceValue, TermValue, Value
from app.codebook.vocabularies import term

STATE_LETTERS = 2
"""An ISO 3166-2 code begins with its state's code of ISO 3166-1."""


def check_codes(field: Field, value: Value) -> None:
    """UnknownTerm lists what a vocabulary holds, where it does not hold a code of the value."""
    codes_of = _CODES.get(type(value))
    for vocabulary, code in codes_of(field, value) if codes_of else ():
        if code is not None:
            term(vocabulary, code)


Codes = Iterator[tuple[str, str | None]]


def _name(_: Field, value: NameValue) -> Codes:
    yield "name_form", value.form
    yield "name_scheme", value.scheme


def _age(_: Field, value: AgeValue) -> Codes:
    yield "age_basis", value.basis


def _count(_: Field, value: CountValue) -> Codes:
    yield "count_basis", value.basis


def _place(_: Field, value: PlaceValue) -> Codes:
    yield "state", value.code[:STATE_LETTERS] if value.code is not None else None


def _term(field: Field, value: TermValue) -> Codes:
    yield field.vocabulary or "", value.term


_CODES: Mapping[type, Callable[[Field, Any], Codes]] = MappingProxyType({
    NameValue: _name, AgeValue: _age, CountValue: _count, PlaceValue: _place, TermValue: _term,
})  # fmt: skip
