"""From the documents of an edition back to the views they were written from: the other way round of `documents`.

So that what an edition says of people nobody touched can stand beside what is decided anew, without the vault being asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson

from app.codebook.fields import FIELDS, SubjectKind
from app.codebook.levels import Form, Purpose
from app.codebook.values import Value, read_value
from app.disclosure.views import (
    AgeView,
    CaseView,
    Citation,
    FactView,
    IndividualView,
    RelationView,
    SourceView,
    StatedValue,
)
from app.editions.build.documents import Document

DERIVED = ("earliest", "latest", "qualifier")
"""What a document adds to the value of a date."""


def individual_view(document: Document) -> IndividualView:
    """The individual of a case, by the case's document."""
    return IndividualView(
        public_id=document["individual"],
        form=Form(document["form"]),
        kind=document["kind"],
        purposes=frozenset(map(Purpose, document["purposes"])),
        facts=_facts(document, own=True),
        withheld=tuple(document["withheld"]),
    )


def case_view(document: Document) -> CaseView:
    """A case, by its document."""
    event = document["event"]
    return CaseView(
        public_id=document["id"],
        individual=document["individual"],
        event=event and event["id"],
        facts=_facts(document, own=False),
        age=AgeView(**document["age_at_return"]),
        section=document["section"],
        verification=document["verification"],
        disputed=document["disputed"],
        sources=document["source_count"],
        review_due=document["review_due"],
    )


def source_views(document: Document) -> tuple[SourceView, ...]:
    """The sources that a case or an event cites, by its document."""
    return tuple(source_view(source) for source in document["sources"].values())


def source_view(document: Document) -> SourceView:
    """A source, by its document or by what another document says of it."""
    told = {key: part for key, part in document.items() if key not in ("id", "supports")}
    return SourceView(public_id=document["id"], **told)


def ties(document: Document) -> tuple[RelationView, ...]:
    """The ties of the individual of a case."""
    one = document["individual"]
    return tuple(RelationView(one, tie["individual"], tie["type"], tie["certainty"]) for tie in document["relations"])


def cited(documents: Iterable[Document]) -> frozenset[str]:
    """The ids of the sources that the documents cite."""
    return frozenset(key for document in documents for key in document["sources"])


def _facts(document: Document, *, own: bool) -> tuple[FactView, ...]:
    """The individual's own facts, or those of the case."""
    facts = document["facts"].items()
    return tuple(_fact(code, f) for code, f in facts if (FIELDS[code].subject is SubjectKind.INDIVIDUAL) is own)


def _fact(code: str, fact: dict[str, Any]) -> FactView:
    values = tuple(
        StatedValue(_value(v["value"]), tuple(Citation(**c) for c in v["citations"]), v["preferred"])
        for v in fact["values"]
    )
    settled = None if fact["settled"] is None else _value(fact["settled"])
    return FactView(code, values, settled, fact["status"] == "differs")


def _value(document: dict[str, Any]) -> Value:
    own = {k: v for k, v in document.items() if k not in DERIVED} if document["kind"] == "date" else document
    return read_value(orjson.dumps(own).decode())
