"""The roll of the record: people and return events that somebody may see, a page at a time, in the order of their ids.

Ids are random, so their order tells nothing; and no page says how many there are.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.editing.history.merging import standing_merges
from app.editing.people import Person
from app.editing.record.page import EVENT, PERSON, Seen
from app.editing.views import visible
from app.storage.sealed import Ring
from app.vault.models import Case, Subject

PAGE = 25
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class RollLine:
    """One of the roll. `detail`: the returns of a person."""

    public_id: str
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class RollPage:
    """`following`: the id after which the next page begins; empty on the last one."""

    lines: tuple[RollLine, ...]
    following: str


def people(session: Session, ring: Ring, person: Person, after: str = "") -> RollPage:
    """People whom this person may see, from the one after `after` on."""
    gone = {row.merged_id for row in standing_merges(session)}
    keys = _keys(session, person, PERSON, after, gone)
    return _page(session, ring, person, keys)


def events(session: Session, ring: Ring, person: Person, after: str = "") -> RollPage:
    """Return events that this person may see."""
    return _page(session, ring, person, _keys(session, person, EVENT, after, set()))


def cases_in(session: Session, ring: Ring, person: Person, event: str, after: str = "") -> RollPage:
    """Cases in an event that this person may see; the event itself is looked at before."""
    case = Case.__table__.c
    subject = Subject.__table__.alias("of")
    of_event = select(subject.c.id).where(subject.c.public_id == event)
    wanted = (
        select(Subject.public_id).join(Case.__table__, case.id == Subject.id).where(case.return_event_id.in_(of_event))
    )
    found: list[str] = []
    last = after
    while len(found) <= PAGE:
        some = list(session.scalars(wanted.where(Subject.public_id > last).order_by(Subject.public_id).limit(AT_ONCE)))
        if not some:
            break
        found += Seen(session, ring, some, person.clearance).keys
        last = some[-1]
    return _page(session, ring, person, found[: PAGE + 1])


def all_cases_in(session: Session, event: str) -> list[str]:
    """Ids of every case in an event, at every level: for whoever then drops what is above somebody."""
    case, of = Case.__table__.c, Subject.__table__.alias("of")
    wanted = select(Subject.public_id).join(Case.__table__, case.id == Subject.id)
    return list(session.scalars(wanted.where(case.return_event_id.in_(select(of.c.id).where(of.c.public_id == event)))))


def _keys(session: Session, person: Person, kind: str, after: str, gone: set[int]) -> list[str]:
    """One more than a page of those that are seen."""
    found: list[str] = []
    last = after
    while len(found) <= PAGE:
        wanted = select(Subject.public_id, Subject.id).where(Subject.kind == kind, Subject.public_id > last)
        rows = session.execute(wanted.order_by(Subject.public_id).limit(AT_ONCE)).all()
        if not rows:
            break
        some = [row.public_id for row in rows if row.id not in gone]
        seen = visible(session, person, some)
        found += [key for key in some if key in seen]
        last = rows[-1].public_id
    return found[: PAGE + 1]


def _page(session: Session, ring: Ring, person: Person, keys: list[str]) -> RollPage:
    shown = keys[:PAGE]
    seen = Seen(session, ring, shown, person.clearance)
    lines = tuple(RollLine(key, seen.name(key), _detail(seen, key)) for key in seen.keys)
    return RollPage(lines, shown[-1] if len(keys) > PAGE else "")


def _detail(seen: Seen, key: str) -> str:
    parts = seen.parts(key) or {}
    events = (str((seen.parts(case) or {}).get("event", "")) for case in parts.get("cases", ()))
    return "; ".join(seen.name(event) for event in events if event)
