"""The pictures of an edition, as they were drawn at publication. None while it holds somebody withdrawn since: they count."""

from __future__ import annotations

import json
from typing import Any

from app.editions.read.opening import Edition

Document = dict[str, Any]


def pictures(edition: Edition, language: str) -> list[Document] | None:
    """Name, title and finding of every picture, in order; None while they have to be drawn anew."""
    found = picture_file(edition, f"{language}/pictures.json")
    return None if found is None else json.loads(found[1])


def picture(edition: Edition, language: str, name: str) -> Document | None:
    """One picture's words and table."""
    found = picture_file(edition, f"{language}/{name}.json")
    return json.loads(found[1]) if found and not name.endswith((".vl", "pictures")) else None


def picture_file(edition: Edition, name: str) -> tuple[str, bytes] | None:
    """Media type and bytes of a file, or None."""
    if _counts_somebody_withdrawn(edition):
        return None
    found = edition.rows("SELECT media_type, body FROM main.picture WHERE name = ?", (name,))
    return (found[0][0], found[0][1]) if found else None


def _counts_somebody_withdrawn(edition: Edition) -> bool:
    """A withdrawal stays on the suppression list after the next edition no longer holds the person; pictures count the base,
    and so whoever an addendum has ended there.
    """
    if not edition.suppressed:
        return False
    held = {key for row in edition.rows("SELECT id, individual, event FROM main.case_row") for key in row}
    held |= {key for (key,) in edition.rows("SELECT id FROM main.event_row")}
    return bool(held & edition.suppressed)
