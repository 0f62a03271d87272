"""All sources of an edition, each with how much it supports here."""

from __future__ import annotations

import json
from typing import Any

from app.editions.errors import BadQuery
from app.editions.read.gone import gone
from app.editions.read.opening import Edition
from app.editions.read.unnamed import source_unnamed
from app.editions.read.withheld import unnamed


def sources(edition: Edition) -> list[dict[str, Any]]:
    """Sources with `supported`, the number of cases and returns; without those that only support somebody withdrawn since."""
    hidden = gone(edition)
    rows = [json.loads(d) for (d,) in edition.rows("SELECT document FROM source_row ORDER BY id")]
    found = [unnamed(edition, document, source_unnamed) for document in rows]
    for document in found:
        document["supported"] = sum(1 for s in document.pop("supports") if s["id"] not in hidden)
    return [document for document in found if document["supported"]]


def source_page(edition: Edition, after: str | None, limit: int) -> tuple[int, list[dict[str, Any]], str | None]:
    """How many sources there are, those of a page behind the source `after`, and the last of them if more follow."""
    every = sources(edition)
    places = {document["id"]: place for place, document in enumerate(every, 1)}
    if after is not None and after not in places:
        raise BadQuery(
            "after", "The source at which this page began is not listed any more; start again from the first page."
        )
    start = places[after] if after is not None else 0
    shown = every[start : start + limit]
    return len(every), shown, shown[-1]["id"] if start + limit < len(every) else None
