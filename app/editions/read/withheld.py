"""Names that an edition prints and a suppression list withholds: no text says them until an edition is built that knows.

Whom the list hides was decided elsewhere; names are found in texts as the build finds them. Rather too much is withheld than too little.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from app.editions.bits import bitmap_of, ones
from app.editions.read.amended import NAMES
from app.editions.read.gone import people_gone
from app.editions.read.opening import Edition
from app.editions.read.unnamed import Hits, is_read, summary_unnamed
from app.names.index import WHOLE
from app.names.withheld import Spelt, WithheldNames, compared

Document = dict[str, Any]
MOST_TEXTS = 50_000
"""So many texts are not looked through twice."""


def unnamed(edition: Edition, document: Document, without: Callable[[Document, Hits], Document]) -> Document:
    """The document, without words that name somebody suppressed. `without`: how they are taken out of such a document."""
    hits = hits_of(edition)
    return document if hits is None else without(document, hits)


def hits_of(edition: Edition) -> Hits | None:
    """Whether a text names somebody suppressed; None where the edition holds nobody who is, as it mostly does."""
    return edition.once("withheld names", lambda: _hits(edition)) if edition.suppressed else None


def naming_nobody(edition: Edition, cases: int) -> int:
    """Those of the cases whose words name nobody suppressed. Only the others may not be found by words."""
    found = _looked(edition, cases)
    return cases if found is None else cases & ~found.naming


def still_with(edition: Edition, field: str, cases: int) -> int:
    """Those of the cases, which all have the field, whose documents still do without words that name somebody suppressed."""
    found = _looked(edition, cases) if is_read(field) else None
    return cases if found is None else cases & ~found.lost.get(field, 0)


def _looked(edition: Edition, cases: int) -> _Looked | None:
    """What these cases, and others looked through before, say of somebody suppressed; None where there is nobody to be named."""
    hits = hits_of(edition)
    if hits is None:
        return None
    known = edition.once("words looked through", _Looked)
    known.look(edition, cases, hits)
    return known


class _Looked:
    """Cases whose words were looked through, each once; those of them that name somebody, and those that lost a field by it."""

    def __init__(self) -> None:
        self.looked = self.naming = 0
        self.lost: dict[str, int] = {}

    def look(self, edition: Edition, cases: int, hits: Hits) -> None:
        """Look through those of the cases that were not yet."""
        fresh = cases & ~self.looked
        naming: list[int] = []
        lost: dict[str, list[int]] = {}
        for n, document in edition.rows_of("n, document", "case_summary", "n", ones(fresh)):
            summary = json.loads(document)
            left = summary_unnamed(summary, hits)
            if left != summary:
                naming.append(n)
            for field in summary["values"].keys() - left["values"].keys():
                lost.setdefault(field, []).append(n)
        self._note(naming, lost)
        self.looked |= fresh

    def _note(self, naming: list[int], lost: dict[str, list[int]]) -> None:
        self.naming |= bitmap_of(naming)
        for field, numbers in lost.items():
            self.lost[field] = self.lost.get(field, 0) | bitmap_of(numbers)


def _hits(edition: Edition) -> Hits | None:
    people = people_gone(edition)
    names = _names(edition, people)
    if not names:
        return None
    spelt = Spelt(sorted(names))
    shown = frozenset(_namesakes(edition, people, spelt))
    for name in sorted(shown - names):
        spelt.add(name)
    return lru_cache(maxsize=MOST_TEXTS)(WithheldNames((), shown, spelt).hits)


def _names(edition: Edition, people: frozenset[str]) -> frozenset[str]:
    """Every name that the edition prints for one of them."""
    documents = (json.loads(row[0]) for row in edition.rows_of("document", "case_row", "individual", people))
    stated = (one["value"] for case in documents for one in case["facts"].get("name", {"values": ()})["values"])
    return frozenset(value["text"] for value in stated)


def _namesakes(edition: Edition, people: frozenset[str], spelt: Spelt) -> Iterator[str]:
    """Names of those who are shown that are spelt as one of the names may be: what they are called gives nobody away."""
    for _, forms in NAMES if edition.amended else WHOLE:
        for person, text in edition.rows(f"SELECT person_id, text FROM {forms}"):
            if person not in people and spelt.names_of(compared(text)):
                yield text
