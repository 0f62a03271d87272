"""A case in one line, as tables and titles show it. Made from a case's document, whole or short, or from its heading in an event."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.editions.summaries import said
from app.sharing.ages import standing_in_words
from app.sharing.labels import label
from app.sharing.lines import Row, rows_of

SHORT = (
    "known_as",
    "sex",
    "age_band",
    "return_date",
    "seizure_date",
    "seizure_place",
    "returning_state",
    "receiving_state",
    "feared_state",
    "outcome",
)


@dataclass(frozen=True, slots=True)
class Headline:
    """`row`: the cells a list has too; `outcomes`: what is said to have happened, all versions; `standing`: child,
    older.
    """

    row: Row
    latin: str
    outcomes: tuple[str, ...]
    standing: tuple[str, ...]

    @property
    def text(self) -> str:
        """The person in one string, for titles: a name as printed, or the descriptor with a capital letter."""
        name = " ".join(part for part in (self.latin, self.row.hangul) if part) or self.row.other_name
        described = self.row.known_as or self.row.descriptor
        return name or described[:1].upper() + described[1:]


MOST_KEPT = 4_096


@lru_cache(maxsize=MOST_KEPT)
def headline_of(document: bytes, language: str) -> Headline:
    """The line of a case from its short document as it is stored: the same bytes are read once."""
    return headline(json.loads(document), language)


def headline(document: Mapping[str, Any], language: str) -> Headline:
    """The line of a case."""
    line = {
        **document,
        **{code: short(document, code) for code in SHORT},
        "event": "",
    }  # the line leads to the case alone
    row = rows_of([line], language)[0]
    name = document["name"] or {}
    standing = standing_in_words(document["age_at_return"], line["age_band"], language)
    return Headline(
        row=row,
        latin=name.get("latin") or "",
        outcomes=tuple(label("outcome", code, language) for code in line["outcome"]),
        standing=tuple(said for said in standing if said not in row.descriptor),
    )


def short(document: Mapping[str, Any], code: str) -> list[str]:
    """The values of a field as codes or text, in order."""
    if "values" in document:
        return list(document["values"].get(code, {}).get("values", []))
    if "facts" not in document:
        return list(document.get(code) or [])
    return said(document["facts"][code]) if code in document["facts"] else []
