"""Ids that can stand as examples: the first case, return event and source of an edition that are there at this moment."""

from __future__ import annotations

from app.editions.read.bibliography import sources
from app.editions.read.holdings import events
from app.editions.read.opening import Edition
from app.editions.read.pages import in_order, stored
from app.editions.read.selection import present


def first_ids(edition: Edition) -> dict[str, str | None]:
    """By the name of the parameter that takes it; None where the edition holds none."""
    first = next(in_order(edition, present(edition), "", None), None)
    case = None if first is None else str(stored(edition, "case_row", "id", [first])[0])
    return {
        "case_id": case,
        "event_id": next((event["id"] for event in events(edition)), None),
        "source_id": next((source["id"] for source in sources(edition)), None),
    }
