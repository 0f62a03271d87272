"""What a query asks, as parameters, removable tags and counted choices. Addresses are made anew, never copied from
a request.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from app.codebook.fields import FIELDS, Field, facets
from app.codebook.vocabularies import vocabulary
from app.editions.read.query import CaseQuery
from app.editions.read.spelled import narrowing
from app.sharing.conditions import condition_in_words
from app.sharing.filters import years_asked
from app.sharing.labels import field_label, label
from app.web.language import PREFIXES

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """An active filter in words, and the address without it."""

    text: str
    without: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can be chosen: how many cases of the present result have it, and the address that chooses it too."""

    code: str
    text: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Choices:
    """The values of one field that the edition holds."""

    code: str
    label: str
    values: tuple[Choice, ...]


def pairs(query: CaseQuery) -> Pairs:
    """The query as parameters, in one fixed order, without the place in the pages."""
    return narrowing(query)


def address(path: str, language: str, asked: Iterable[tuple[str, str]]) -> str:
    """A page's address in a language with its parameters."""
    query = urlencode(list(asked))
    return f"{PREFIXES[language]}{path}" + (f"?{query}" if query else "")


def tags(path: str, language: str, query: CaseQuery) -> list[Tag]:
    """One tag for each parameter; both ends of a range are two."""
    asked = pairs(query)
    return [Tag(in_words(pair, language), address(path, language, [p for p in asked if p != pair])) for pair in asked]


def choices(
    language: str, query: CaseQuery, held: Mapping[str, Mapping[str, int]], counted: Mapping[str, Mapping[str, int]]
) -> list[Choices]:
    """For each facet of the codebook the values that the edition holds, most frequent first."""
    asked = pairs(query)
    return [
        Choices(
            f.code,
            f.label.in_(language),
            tuple(_choice(f, term, language, asked, counted) for term in held[f.code]),
        )
        for f in facets()
        if held.get(f.code)
    ]


def section_choices(language: str, query: CaseQuery) -> list[Choice]:
    """The parts of a list, as the codebook orders them."""
    terms = vocabulary("section").terms.values()
    return [Choice(t.code, t.label.in_(language), 0, t.code in query.sections, "") for t in terms]


def _choice(field: Field, term: str, language: str, asked: Pairs, counted: Mapping[str, Mapping[str, int]]) -> Choice:
    return Choice(
        code=term,
        text=label(field.vocabulary or "", term, language),
        count=counted[field.code].get(term, 0),
        chosen=(field.code, term) in asked,
        address=address("/cases", language, [*asked, (field.code, term)]),
    )


def in_words(pair: tuple[str, str], language: str) -> str:
    """A parameter and its value as a reader sees it."""
    name, value = pair
    if name in ("q", "name"):
        return f"“{value}”"
    if name in FIELDS:
        return f"{field_label(name, language)}: {label(FIELDS[name].vocabulary or '', value, language)}"
    if name == "section":
        return label("section", value, language)
    if name not in ("year", "year_from", "year_to"):
        return condition_in_words(name, value, language)
    year = int(value)
    return years_asked({"year": (year, year), "year_from": (year, None)}.get(name, (None, year)), language)
