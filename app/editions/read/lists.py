"""The lines of a list to read aloud, as an edition holds them."""

from __future__ import annotations

import json
from typing import Any

from app.codebook.dates import YEARS
from app.editions.read.opening import Edition
from app.editions.read.query import CaseQuery

ALOUD_SECTIONS = ("returned", "abducted", "under_order", "helper", "onward_feared", "unconfirmed", "custody", "escaped")
"""Sections that a list to read aloud has unless others are asked for: everybody but those who were not returned after all."""


def lines(edition: Edition, query: CaseQuery, aloud: bool = True) -> list[dict[str, Any]]:
    """The lines that answer the query, in reading order. `aloud`: only those whose purposes allow reading aloud.

    What narrows cases alone (`CaseQuery.narrows_cases`) is no question for a list: who asks has refused it.
    A `receiving_state` asked for also finds those in custody whose return to that state is feared.
    """
    parts, values = ["1"], []
    for field, codes in query.terms:
        fields = ("receiving_state", "feared_state") if field == "receiving_state" else (field,)
        parts.append(
            f"position IN (SELECT position FROM list_term WHERE field IN ({_marks(fields)}) AND term IN ({_marks(codes)}))"
        )
        values += [*fields, *codes]
    if query.year_from is not None or query.year_to is not None:
        parts.append("position IN (SELECT position FROM list_term WHERE field = 'year' AND term BETWEEN ? AND ?)")
        values += [str(query.year_from or YEARS.start), str(query.year_to or YEARS.stop - 1)]
    sections = query.sections or ALOUD_SECTIONS
    parts.append(f"section IN ({_marks(sections)})")
    values += sections
    if aloud:
        parts.append("aloud = 1")
    sql = f"SELECT document FROM list_line WHERE {' AND '.join(parts)} ORDER BY position"
    found = (json.loads(row[0]) for row in edition.rows(sql, tuple(values)))
    return [line for line in found if not edition.suppressed & {line["id"], line.get("individual"), line["event"]}]


def _marks(items: Any) -> str:
    return ", ".join("?" * len(items))
