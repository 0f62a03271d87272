"""All sources of an edition, each with how much it supports here."""

from __future__ import annotations

import json
from typing import Any

from app.editions.read.holdings import withdrawn
from app.editions.read.opening import Edition


def sources(edition: Edition) -> list[dict[str, Any]]:
    """Sources with `supported`, the number of cases and returns; without those that only support somebody withdrawn since."""
    hidden = withdrawn(edition)
    found = [json.loads(d) for (d,) in edition.rows("SELECT document FROM source_row ORDER BY n")]
    for document in found:
        document["supported"] = sum(1 for s in document.pop("supports") if s["id"] not in hidden)
    return [document for document in found if document["supported"]]
