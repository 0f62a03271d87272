"""Content as table rows, in the order in which they are read. Only columns of the schema's allow-list are filled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson

from app.codebook.fields import FIELDS
from app.codebook.vocabularies import state_names
from app.disclosure.views import CaseView, Content, EventView, FactView
from app.editions.build.documents import (
    Document,
    Shelfmarks,
    case_document,
    case_heading,
    case_support,
    event_document,
    event_support,
    plain,
    source_document,
)
from app.editions.build.found_by import found_by
from app.editions.build.indexed import bitmap_rows, column
from app.editions.build.lines import list_rows
from app.editions.build.marginals import marginal_rows
from app.editions.build.names import name_rows
from app.editions.build.sorting import Standing, order_rows
from app.editions.cells import csv_line
from app.editions.schema import FORMAT, MOVED
from app.editions.summaries import cells, summary_of
from app.editions.words import indexed
from app.names.index import Seal
from app.names.index import plain as plain_key

Rows = dict[str, list[tuple[Any, ...]]]


def rows_of(content: Content, seal: Seal = plain_key) -> Rows:
    """All rows of the edition by table. `seal`: what the name index keeps of a key; above `public` a keyed hash."""
    marks = Shelfmarks.of(content)
    cases = in_own_order(content.cases, marks)
    rows: Rows = {"meta": meta_rows(content), **case_rows(cases, marks), **_counted(cases, marks)}
    rows["event_row"] = event_rows(content.events, marks)
    supports = supports_of(content.cases, content.events, marks)
    documents = (source_document(source, supports.get(source.public_id, [])) for source in content.sources)
    rows["source_row"] = [(n, document["id"], as_bytes(document)) for n, document in enumerate(documents, 1)]
    rows["list_line"], rows["list_term"] = list_rows(content, marks)
    rows["name_form"], rows["name_key"] = name_rows(content.individuals, seal)
    return rows


def in_own_order(cases: Iterable[CaseView], marks: Shelfmarks) -> list[CaseView]:
    """The edition's own order: the latest years first, in each by name."""
    return sorted(cases, key=lambda case: Standing.of(case, marks).key(""))


def as_bytes(document: Document) -> bytes:
    """The document as it is served: UTF-8, keys in order of the codebook, no blanks."""
    return orjson.dumps(document)


def meta_rows(content: Content) -> list[tuple[str, str]]:
    """What the edition says of itself, and old ids that lead on: rows only where there are any, so that nothing else changes."""
    own = [("fields", ",".join(FIELDS)), ("format", str(FORMAT)), ("level", content.level.code)]
    return own + [(MOVED + old, new) for old, new in content.moved]


def case_rows(cases: list[CaseView], marks: Shelfmarks, after: int = 0) -> Rows:
    """What is shown of each case: whole, short, as a line of CSV, the words it is found by, and what orders go by. They are
    numbered behind `after`.
    """
    rows: Rows = {"case_row": [], "case_summary": [], "case_csv": [], "case_text": [], "case_order": []}
    for n, case in enumerate(cases, after + 1):
        document = case_document(case, marks)
        short = summary_of(document)
        rows["case_row"].append((n, case.public_id, case.individual, case.event, case.section, as_bytes(document)))
        rows["case_summary"].append((n, as_bytes(short)))
        rows["case_csv"].append((n, csv_line(cells(short))))
        rows["case_text"].append((n, _words(marks.facts(case), marks.events.get(case.event or ""))))
        standing = Standing.of(case, marks)
        rows["case_order"].append((n, standing.year, standing.name, standing.day))
    return rows


def event_rows(events: Iterable[EventView], marks: Shelfmarks, after: int = 0) -> list[tuple[Any, ...]]:
    """Rows of event_row, numbered behind `after`."""
    return [(n, e.public_id, as_bytes(event_document(e, marks))) for n, e in enumerate(events, after + 1)]


def _counted(cases: list[CaseView], marks: Shelfmarks) -> Rows:
    """What is counted and found beforehand."""
    found = [found_by(case, marks.individuals[case.individual]) for case in cases]
    individuals = [case.individual for case in cases]
    events = [case.event if case.event in marks.events else None for case in cases]
    numbers = [
        ("event", column(events)),
        ("individual", column(individuals)),
        *order_rows([Standing.of(case, marks) for case in cases]),
    ]
    return {
        "bitmap": list(bitmap_rows(found, individuals)),
        "case_column": sorted(numbers),
        "marginal": list(marginal_rows(found, individuals, events)),
    }


def _words(facts: Iterable[FactView], event: EventView | None) -> str:
    """Names, places and texts as they are said; states by their names in the languages that readers search in."""
    said: list[str] = []
    for fact in facts:
        if FIELDS[fact.field].kind in ("name", "place", "text"):
            said += map(plain, fact.said)
        elif FIELDS[fact.field].vocabulary == "state":
            said += [name for value in fact.said for name in state_names(plain(value))]
    return indexed(" · ".join([*dict.fromkeys(said), *([event.label] if event else [])]))


def supports_of(cases: Iterable[CaseView], events: Iterable[EventView], marks: Shelfmarks) -> dict[str, list[Document]]:
    """By source the cases and then the events that cite it, each by id."""
    supports: dict[str, list[Document]] = {}
    for case in sorted(cases, key=lambda case: case.public_id):
        heading = case_support(case_heading(case, marks))
        for key in cited(marks.facts(case)):
            supports.setdefault(key, []).append(heading)
    for event in sorted(events, key=lambda event: event.public_id):
        heading = event_support({"id": event.public_id, "label": event.label})
        for key in cited(event.facts):
            supports.setdefault(key, []).append(heading)
    return supports


def cited(facts: Iterable[FactView]) -> list[str]:
    """The sources of the facts, by id."""
    return sorted({c.source for f in facts for v in f.values for c in v.citations})
