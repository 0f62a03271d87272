"""People of the record who may be one that is being entered, within the clearance of whoever enters them."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select

from app.codebook.levels import Level
from app.editing.changes import NewClaim
from app.matching.candidates import Candidate, People
from app.matching.known import known_of, known_people
from app.vault.history import CHAIN_HEAD
from app.vault.reading import load
from app.web.desk.house import Act
from app.web.reading.matched import SENTENCES

EVIDENCE = {
    "born_agrees": "born in the same year, or nearly",
    "born_differs": "born in another year",
    "sex_agrees": "of the same sex",
    "sex_differs": "of another sex",
    "place_agrees": "from the same place",
    "place_differs": "from another place",
    "same_event": "in the same return event",
    "return_date_agrees": "returned at a time that may be the same",
    "return_date_differs": "returned at another time",
}
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


@dataclass(slots=True)
class _Register:
    """People who are seen, by clearance, as of a changeset. In memory alone; made anew when something was recorded."""

    number: int = -1
    people: dict[Level, People] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


_REGISTERS: WeakKeyDictionary[Engine, _Register] = WeakKeyDictionary()


def namesakes(act: Act, engine: Engine, claims: tuple[NewClaim, ...], event: str) -> list[Namesake]:
    """Who may be the person of whom `claims` are made. `event`: the return event (public id), if it is there already."""
    values = [(claim.field, claim.value) for claim in claims if claim.polarity != "denies"]
    known = known_of("", values, frozenset({event} - {""}))
    if not known.names:
        return []
    return [_said(one) for one in _people(act, engine).like(known)[:SHOWN]]


def _people(act: Act, engine: Engine) -> People:
    register = _REGISTERS.setdefault(engine, _Register())
    with register.lock:
        number: int = act.session.execute(select(CHAIN_HEAD.c.number)).scalar_one()
        if register.number != number:
            register.number, register.people = number, {}
        clearance = act.person.clearance
        if clearance not in register.people:
            register.people[clearance] = People(known_people(load(act.session, act.ring), clearance))
        return register.people[clearance]


def _said(one: Candidate) -> Namesake:
    agrees = tuple(EVIDENCE[code] for code in one.evidence if not code.endswith("_differs"))
    differs = tuple(EVIDENCE[code] for code in one.evidence if code.endswith("_differs"))
    return Namesake(one.other, one.names[1], SENTENCES[one.why], agrees, differs)
