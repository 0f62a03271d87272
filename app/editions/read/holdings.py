"""Return events and sources of an edition, and what it holds in all."""

from __future__ import annotations

import json
from typing import Any

from app.editions.errors import BadQuery
from app.editions.read.opening import Edition
from app.editions.read.selection import present
from app.editions.read.totals import individuals_of


def event(edition: Edition, event_id: str) -> dict[str, Any] | None:
    """The return event with its people, or None."""
    return _document(edition, "event_row", event_id)


def events(edition: Edition) -> list[dict[str, Any]]:
    """All return events, without their people."""
    found = [json.loads(d) for (d,) in edition.rows("SELECT document FROM event_row ORDER BY n")]
    return [
        {k: v for k, v in e.items() if k not in ("cases", "sources")}
        for e in found
        if e["id"] not in edition.suppressed
    ]


def source(edition: Edition, source_id: str) -> dict[str, Any] | None:
    """The source with what it supports, or None."""
    return _document(edition, "source_row", source_id)


def sources(edition: Edition, after: str | None, limit: int) -> tuple[int, list[dict[str, Any]], str | None]:
    """How many sources there are, a page of them behind `after`, each with the number of what it supports, and the last id if more follow."""
    start = 0 if after is None else _number(edition, after)
    found = edition.rows("SELECT id, document FROM source_row WHERE n > ? ORDER BY n LIMIT ?", (start, limit + 1))
    hidden = _withdrawn(edition)
    items = []
    for _, body in found[:limit]:
        document: dict[str, Any] = json.loads(body)
        items.append({**document, "supports": sum(c["id"] not in hidden for c in document["supports"])})
    following = found[limit - 1][0] if len(found) > limit else None
    return edition.rows("SELECT count(*) FROM source_row")[0][0], items, following


def _number(edition: Edition, source_id: str) -> int:
    found = edition.rows("SELECT n FROM source_row WHERE id = ?", (source_id,))
    if not found:
        raise BadQuery("after", "The source at which this page began is not listed any more; start again from the first page.")
    number: int = found[0][0]
    return number


def totals(edition: Edition) -> dict[str, int]:
    """Individuals, cases and return events apart, and sources; without anybody withdrawn since."""
    cases = present(edition)
    return {
        "individuals": individuals_of(edition, cases),
        "cases": cases.bit_count(),
        "return_events": len(events(edition)),
        "sources": edition.rows("SELECT count(*) FROM source_row")[0][0],
    }


def _document(edition: Edition, table: str, key: str) -> dict[str, Any] | None:
    found = edition.rows(f"SELECT document FROM {table} WHERE id = ?", (key,))
    if not found or key in edition.suppressed:
        return None
    document: dict[str, Any] = json.loads(found[0][0])
    hidden = _withdrawn(edition)
    for part in ("cases", "supports"):
        if part in document:
            document[part] = [c for c in document[part] if c["id"] not in hidden]
    return document


def _withdrawn(edition: Edition) -> frozenset[str]:
    """The suppressed ids, and the cases of every individual and event among them: a line that names a case has only its id."""
    if not edition.suppressed:
        return edition.suppressed
    rows = edition.rows("SELECT id, individual, event FROM case_row")
    return edition.suppressed | {row[0] for row in rows if edition.suppressed & set(row)}
