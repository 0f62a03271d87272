"""People of the record who may be one that is being entered, within the clearance of whoever enters them."""

from __future__ import annotations

from dataclasses import dataclass

from app.editing.drafts.changes import NewClaim
from app.matching.candidates import Candidate
from app.matching.kept import KeptPeople
from app.matching.known import known_of
from app.web.desk.house import Act
from app.web.desk.record.pairs import EVIDENCE
from app.web.reading.matched import SENTENCES

SHOWN = 5
"""How many namesakes stand beside a row, the nearest first."""


@dataclass(frozen=True, slots=True)
class Namesake:
    """Somebody who is there. `speaks_for`, `speaks_against`: sentences."""

    public_id: str
    name: str
    why: str
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]


def namesakes(act: Act, kept: KeptPeople, claims: tuple[NewClaim, ...], event: str) -> list[Namesake]:
    """Who may be the person of whom `claims` are made. `event`: the return event (public id), if it is there already."""
    values = [(claim.field, claim.value) for claim in claims if claim.polarity != "denies"]
    known = known_of("", values, frozenset({event} - {""}))
    if not known.names:
        return []
    return [_said(one) for one in kept.like(act.session, act.ring, act.person.clearance, known)[:SHOWN]]


def _said(one: Candidate) -> Namesake:
    agrees = tuple(EVIDENCE.get(code, code) for code in one.evidence if not code.endswith("_differs"))
    differs = tuple(EVIDENCE.get(code, code) for code in one.evidence if code.endswith("_differs"))
    return Namesake(one.other, one.names[1], SENTENCES[one.why], agrees, differs)
