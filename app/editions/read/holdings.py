"""Return events and sources of an edition, and what it holds in all."""

from __future__ import annotations

import json
from typing import Any

from app.editions.read.bibliography import sources
from app.editions.read.gone import gone
from app.editions.read.opening import Edition
from app.editions.read.selection import present
from app.editions.read.totals import individuals_of
from app.editions.read.unnamed import event_unnamed, source_unnamed
from app.editions.read.withheld import unnamed

_UNNAMED = {"event_row": event_unnamed, "source_row": source_unnamed}


def event(edition: Edition, event_id: str) -> dict[str, Any] | None:
    """The return event with its people, or None."""
    return _document(edition, "event_row", event_id)


def events(edition: Edition) -> list[dict[str, Any]]:
    """All return events, without their people."""
    return [dict(event) for event in edition.once("events", lambda: _events(edition))]


def _events(edition: Edition) -> list[dict[str, Any]]:
    hidden = gone(edition)
    found = [
        _as_now(edition, "event_row", json.loads(d), hidden)
        for (d,) in edition.rows("SELECT document FROM event_row ORDER BY id")
    ]
    return [{k: v for k, v in e.items() if k not in ("cases", "sources")} for e in found if e["id"] not in hidden]


def source(edition: Edition, source_id: str) -> dict[str, Any] | None:
    """The source with what it supports, or None: also where it only supports somebody withdrawn since."""
    found = _document(edition, "source_row", source_id)
    return found if found and found["supports"] else None


def totals(edition: Edition) -> dict[str, int]:
    """Individuals, cases and return events apart, and sources; without anybody withdrawn since."""
    cases = present(edition)
    return {
        "individuals": individuals_of(edition, cases),
        "cases": cases.bit_count(),
        "return_events": len(events(edition)),
        "sources": edition.once("number of sources", lambda: _number_of_sources(edition)),
    }


def _number_of_sources(edition: Edition) -> int:
    """As many as are listed: one that supports only somebody withdrawn since is not."""
    if gone(edition):
        return len(sources(edition))
    held: int = edition.rows("SELECT count(*) FROM source_row")[0][0]
    return held


def _document(edition: Edition, table: str, key: str) -> dict[str, Any] | None:
    found = edition.rows(f"SELECT document FROM {table} WHERE id = ?", (key,))
    hidden = gone(edition)
    if not found or key in hidden:
        return None
    document: dict[str, Any] = json.loads(found[0][0])
    return _as_now(edition, table, document, hidden)


def _as_now(edition: Edition, table: str, document: dict[str, Any], hidden: frozenset[str]) -> dict[str, Any]:
    """The document without anybody withdrawn since, and without words that name them."""
    return unnamed(edition, _present(document, hidden), _UNNAMED[table])


def _present(document: dict[str, Any], hidden: frozenset[str]) -> dict[str, Any]:
    """The document without anybody withdrawn since; an event's "named so far" goes down with them."""
    for part in ("cases", "supports"):
        if part in document and hidden:
            gone = [c for c in document[part] if c["id"] in hidden]
            document[part] = [c for c in document[part] if c["id"] not in hidden]
            for case in gone if part == "cases" else ():
                document["described" if case["form"] == "descriptor" else "named"] -= 1
    return document
