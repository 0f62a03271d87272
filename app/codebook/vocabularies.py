"""Vocabularies: each term has a code, and a label and a definition in English and Korean.

they are data, one TOML file each in `terms/`; states are ISO 3166-1 codes and take their names from Babel (CLDR).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from babel import Locale

_SEARCHED_IN = ("en", "ko", "zh_Hans", "zh_Hant")


@dataclass(frozen=True, slots=True)
class Label:
    """A wording in the languages of the house."""

    en: str
    ko: str

    def in_(self, language: str) -> str:
        return self.ko if language == "ko" else self.en


@dataclass(frozen=True, slots=True)
class Term:
    code: str
    label: Label
    definition: Label


@dataclass(frozen=True, slots=True)
class Vocabulary:
    code: str
    label: Label
    definition: Label
    terms: Mapping[str, Term]


class UnknownTerm(ValueError):
    """A code that its vocabulary does not hold; the message lists those it does."""


_OF_STATES = Label(
    "States by ISO 3166-1 code, named as CLDR names them.",
    "ISO 3166-1 부호로 적은 국가. 이름은 CLDR을 따름.",
)


@cache
def vocabulary(code: str) -> Vocabulary:
    """The vocabulary called `code` (KeyError if there is none)."""
    return _states() if code == "state" else vocabularies()[code]


def term(vocabulary_code: str, code: str) -> Term:
    """The term `code`; UnknownTerm lists what the vocabulary holds."""
    found = vocabulary(vocabulary_code).terms.get(code)
    if found is None:
        known = (
            ", ".join(vocabulary(vocabulary_code).terms)
            if vocabulary_code != "state"
            else "ISO 3166-1 codes such as CN"
        )
        raise UnknownTerm(f"{code!r} is not a term of {vocabulary_code}; it holds {known}")
    return found


@cache
def vocabularies() -> Mapping[str, Vocabulary]:
    """All vocabularies of the package by code, in the order of their names."""
    folder = resources.files("app.codebook").joinpath("terms")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    read = (_read(f.read_text(encoding="utf-8")) for f in files)
    return MappingProxyType({v.code: v for v in read})


@cache
def state_names(code: str) -> tuple[str, ...]:
    """What a state is called in English, Korean and Chinese (both scripts), by CLDR; nothing for a code that it does not know."""
    named = (Locale.parse(language).territories.get(code) for language in _SEARCHED_IN)
    return tuple(dict.fromkeys(name for name in named if name))


def _read(text: str) -> Vocabulary:
    raw = tomllib.loads(text)
    terms = {t["code"]: Term(t["code"], Label(t["en"], t["ko"]), _definition(t)) for t in raw["term"]}
    return Vocabulary(raw["code"], Label(**raw["label"]), _definition(raw), MappingProxyType(terms))


def _definition(raw: Mapping[str, str]) -> Label:
    return Label(raw["definition"], raw["definition_ko"])


def offered(vocabulary_code: str) -> tuple[tuple[str, str], ...]:
    """Codes and English labels, as a form offers them: in the vocabulary's own order, states by their names."""
    terms = [(code, term.label.en) for code, term in vocabulary(vocabulary_code).terms.items()]
    return tuple(sorted(terms, key=lambda each: each[1]) if vocabulary_code == "state" else terms)


def _states() -> Vocabulary:
    english, korean = Locale("en").territories, Locale("ko").territories
    terms = {
        code: Term(code, Label(name, korean.get(code, name)), Label("ISO 3166-1", "ISO 3166-1"))
        for code, name in english.items()
        if len(code) == len("KP") and code.isalpha()
    }
    return Vocabulary("state", Label("State", "국가"), _OF_STATES, MappingProxyType(terms))
