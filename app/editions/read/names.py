"""Finds people of an edition by name, however it is spelled, and says why each was found. Masked and single names too.

Only forms that the edition holds can match: a name above the reader's level matches nothing, and costs nothing either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.editions.read.amended import NAMES
from app.editions.read.gone import people_gone
from app.editions.read.opening import Edition
from app.names.evidence import Evidence
from app.names.gathering import Hit
from app.names.index import WHOLE, TableIndex
from app.names.searching import search

MOST_HITS = 50


@dataclass(frozen=True, slots=True)
class NameHit:
    """A person found: public id, the recorded form that matched, its band, why (a code and its parameters), evidence codes."""

    individual: str
    form: str
    band: str
    why: str
    params: dict[str, str]
    evidence: tuple[str, ...]

    def document(self) -> dict[str, Any]:
        """As the API answers it: no score, since a number would be read as a probability."""
        return {
            "form": self.form,
            "band": self.band,
            "why": self.why,
            "params": self.params,
            "evidence": list(self.evidence),
        }


@dataclass(frozen=True, slots=True)
class NameAnswer:
    """Hits best first; `capped`: so many forms share the sound that not all were ranked."""

    hits: tuple[NameHit, ...]
    capped: bool


def find_names(edition: Edition, text: str, evidence: Evidence | None = None, limit: int = MOST_HITS) -> NameAnswer:
    """The people whose recorded names fit the text, best first; nobody who was withdrawn since, nor whose return was.

    Those are left out before the search and not of what it found: how well their names fit would decide what else is looked for.
    """
    answer = search(_index(edition), text, evidence, limit)
    return NameAnswer(tuple(map(_hit, answer.hits)), answer.capped)


def _index(edition: Edition) -> TableIndex:
    return TableIndex(
        lambda sql, values: edition.rows(sql, tuple(values)),
        edition.seal,
        parts=NAMES if edition.amended else WHOLE,
        without=people_gone(edition),
    )


def _hit(hit: Hit) -> NameHit:
    return NameHit(hit.person, hit.form.text, hit.band, hit.why.code, dict(hit.why.params), hit.evidence)
