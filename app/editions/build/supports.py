"""The sources that an addendum changes: what they support is what the edition said, but of whom is written what is said now."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.disclosure.views import CaseView, EventView
from app.editions.build.documents import Document, Shelfmarks, source_document
from app.editions.build.rows import as_bytes, supports_of
from app.editions.build.written import Written, chosen
from app.editions.read.opening import Edition


@dataclass(frozen=True, slots=True)
class Supported:
    """`ids`: every source that is written anew or ends; `documents`: of those that still support something, by id."""

    ids: frozenset[str]
    documents: tuple[Document, ...]

    @classmethod
    def of(
        cls, base: Edition, marks: Shelfmarks, written: Written, cases: Sequence[CaseView], events: Sequence[EventView]
    ) -> Supported:
        """`cases`, `events`: those that are written and still there."""
        before = [
            *chosen(base, "SELECT id, document FROM case_row WHERE individual", written.individuals),
            *chosen(base, "SELECT id, document FROM event_row WHERE id", written.events),
        ]
        ended = {key for key, _ in before}
        now = supports_of(cases, events, marks)
        ids = {*written.sources, *now, *(key for _, document in before for key in json.loads(document)["sources"])}
        held = {key: json.loads(document) for key, document in chosen(base, _SOURCES, ids)}
        found = []
        for key in sorted(ids):
            old = held.get(key, {"supports": []})
            supports = [s for s in old["supports"] if s["id"] not in ended] + now.get(key, [])
            supports.sort(key=lambda s: (s["kind"] != "case", s["id"]))
            if supports and key in marks.sources:
                found.append(source_document(marks.sources[key], supports))
            elif supports and key in held:
                found.append({**old, "supports": supports})
        return cls(frozenset(ids), tuple(found))


_SOURCES = "SELECT id, document FROM source_row WHERE id"


def source_rows(supported: Supported, after: int) -> list[tuple[Any, ...]]:
    """Rows of source_row, numbered behind `after`."""
    return [(n, document["id"], as_bytes(document)) for n, document in enumerate(supported.documents, after + 1)]
