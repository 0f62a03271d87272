"""Values in words, each beside everybody who says it. Pure: documents of an edition in, what a template draws out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from app.codebook.fields import FIELDS
from app.editions.summaries import only_denied
from app.sharing.ages import years_in_words
from app.sharing.days import day_in_words
from app.sharing.labels import field_label, label
from app.sharing.others import number_in_words

Document = Mapping[str, Any]
AID = "pronunciation"


ACCOUNTS = frozenset({"fate", "account"})
"""Fields in which a source tells at length: what denies a return stands there in its own words."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One source's word: `number` of the source on this page; `denies` where it says that the value is not so."""

    number: int
    by: str
    published: str
    locator: str
    quote: str
    basis: str
    denies: bool


@dataclass(frozen=True, slots=True)
class Stated:
    """A value in words, the way it was printed where that says more, and who says it. `aid_for`: the name it helps to say. `free`: what
    somebody is told to have said, which may be a denial itself ("it said that they were still being processed").
    """

    words: str
    printed: str
    preferred: bool
    citations: tuple[Citation, ...]
    aid_for: str = ""
    free: bool = False
    only_denied: bool = False
    uncited: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A field with all its values side by side."""

    code: str
    label: str
    differs: bool
    values: tuple[Stated, ...]


class Teller:
    """Tells the facts of one document in a language; numbers its sources in the order in which they are first cited."""

    def __init__(self, document: Document, language: str) -> None:
        self._sources: Document = document["sources"]
        self._language = language
        self._numbers: dict[str, int] = {}
        self.facts = {code: self._fact(code, fact) for code, fact in document["facts"].items()}

    def sources(self) -> list[dict[str, Any]]:
        """The sources cited, by their number on the page."""
        return [{**source_shown(self._sources[key], self._language), "at": n} for key, n in self._numbers.items()]

    def _fact(self, code: str, fact: Document) -> Fact:
        values = tuple(self._stated(code, stated) for stated in fact["values"])
        return Fact(code, field_label(code, self._language), fact["status"] == "differs", values)

    def _stated(self, code: str, stated: Document) -> Stated:
        words, printed = value_in_words(code, stated["value"], self._language)
        cited = (self._citation(c) for c in stated["citations"] if c["source"] in self._sources)
        citations = tuple(dict.fromkeys(cited))  # what reads alike stands once
        value = stated["value"]
        aid_for = f"{value.get('family') or ''}{value.get('given') or ''}" if value.get("form") == AID else ""
        return Stated(
            words, printed, stated["preferred"], citations, aid_for, code in ACCOUNTS, only_denied(stated),
            bool(stated.get("uncited")),
        )  # fmt: skip

    def _citation(self, c: Document) -> Citation:
        source = self._sources[c["source"]]
        published = day_in_words(source["published"], self._language) if source["published"] else ""
        basis = label("information_basis", c["basis"], self._language) if c["basis"] not in ("", "unknown") else ""
        return Citation(
            number=self._numbers.setdefault(c["source"], len(self._numbers) + 1),
            by=source["publisher"] or source["title"],
            published=published,
            locator=c["locator"],
            quote=c["quote"],
            basis=_inside(basis),
            denies=c["polarity"] == "denies",
        )


def value_in_words(code: str, value: Document, language: str) -> tuple[str, str]:
    """The value in words, and the text as printed where it says something else."""
    kind = value["kind"]
    if kind == "term":
        return label(FIELDS[code].vocabulary or "", value["term"], language), ""
    if kind == "date":
        return day_in_words(value["text"], language), ""
    if kind == "age":
        return _age(value, language)
    if kind == "count" and (value.get("low") is not None or value.get("high") is not None):
        return number_in_words(value.get("low"), value.get("high"), language), _unlike(value["text"], value.get("low"))
    return value["text"], ""


def _age(value: Document, language: str) -> tuple[str, str]:
    years = years_in_words(value, language)
    if not years:
        return value["text"], ""
    basis = value.get("basis")
    counted = label("age_basis", basis, language) if basis and basis != "international" else ""
    said = f"{years} ({_inside(counted)})" if counted else years
    return said, _unlike(value["text"], value.get("low"))


def _inside(label: str) -> str:
    """A label inside a sentence; one that begins with a name, such as "Korean age", keeps its capital."""
    return label if label.startswith("Korean") else label[:1].lower() + label[1:]


def _unlike(text: str, number: int | None) -> str:
    return "" if text == str(number) else text


def source_shown(source: Document, language: str) -> dict[str, Any]:
    """A source as a page shows it: its address only if a browser can safely follow it."""
    scheme = urlsplit(source["url"]).scheme if source["url"] else ""
    return {
        **source,
        "link": source["url"] if scheme in ("http", "https") else "",
        "published_words": day_in_words(source["published"], language) if source["published"] else "",
        "type_words": label("source_type", source["type"], language) if source["type"] else "",
    }
