"""What an edition says while a list hides somebody of it, to be compared with what the next edition says."""

from __future__ import annotations

from typing import Any

from app.editions.manifest import read_suppressed
from app.editions.read.bibliography import sources
from app.editions.read.cases import every_line, page
from app.editions.read.holdings import event, events, totals
from app.editions.read.list_query import read_list_query
from app.editions.read.lists import chosen_lines
from app.editions.read.query import CaseQuery
from tests.publishing.hidden import RETURN, SECOND


def of_people(read: dict[str, Any]) -> dict[str, Any]:
    """Without what a return borrows of its cases, and which sources say so: a list does not reach that (docs/security.md)."""
    numbers = ("id", "named", "described", "counted", "count", "cases")
    returns = [{key: one.get(key) for key in numbers} for one in (*read["events"], *read["returns"])]
    totals = {key: number for key, number in read["totals"].items() if key != "sources"}
    return {"returns": returns, "totals": totals, **{key: read[key] for key in ("cases", "lines", "lists")}}


def with_list(press, level, change):
    edition = press.edition(level)
    change()
    edition.suppressed = frozenset(read_suppressed(press.shelves.suppressed(level), press.ring.verifier()).ids)
    return edition


def read(edition) -> dict[str, Any]:
    """All that is told of an edition, as values."""
    whole = read_list_query([("receiving_state", ""), ("purpose", "reading_aloud")])
    return {
        "cases": page(edition, CaseQuery(limit=100)).documents,
        "lines": {key: line.decode() for key, line in every_line(edition).items()},
        "events": events(edition),
        "returns": [event(edition, key) for key in (RETURN, SECOND)],
        "sources": sources(edition),
        "lists": chosen_lines(edition, whole),
        "totals": totals(edition),
    }
