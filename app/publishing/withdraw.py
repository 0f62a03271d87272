"""Taking somebody out of every edition: the withdrawal is recorded first, the suppression lists follow, the rebuild is last."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.keys.ring import KeyRing
from app.vault.models import Case, Subject
from app.vault.recording import Recorder
from app.vault.scope import merged_with


class NobodyThere(Exception):
    """No individual, case or return event has the id."""


def withdraw(
    session: Session,
    ring: KeyRing,
    public_id: str,
    *,
    ground: str,
    by: str,
    at: datetime,
    on: date,
    action: str = "hidden_now",
) -> int:
    """Record that the individual (or the individual of the case, or the event) is withdrawn from the day `on`. Does not commit.

    `action`: `hidden_now` (in no edition) or `masked` (a descriptor at most). Returns the withdrawal's row id.
    """
    found = session.execute(select(Subject.id, Subject.kind).where(Subject.public_id == public_id)).one_or_none()
    if found is None or found.kind not in ("individual", "case", "return_event"):
        raise NobodyThere("There is nobody with this id.")
    subject = found.id
    if found.kind == "case":  # a withdrawal concerns a person, not one of their returns
        subject = session.scalars(select(Case.individual_id).where(Case.id == found.id)).one()
    with Recorder(session, ring, by, None, at, kind="withdrawal", summary="A withdrawal") as recorder:
        return recorder.withdraw(subject, ground, action, opened_on=on, opened_by=by)


def ids_hidden_with(session: Session, public_id: str) -> frozenset[str]:
    """Every id that a withdrawal of this one takes out of sight: of the person, of all their cases; of an event its own."""
    found = session.execute(select(Subject.id, Subject.kind).where(Subject.public_id == public_id)).one()
    if found.kind == "return_event":
        return frozenset({public_id})
    case = Case.__table__.c
    person = found.id if found.kind == "individual" else session.scalars(
        select(case.individual_id).where(case.id == found.id)
    ).one()  # fmt: skip
    people = merged_with(session, {person})
    cases = select(case.id).where(case.individual_id.in_(people))
    wanted = select(Subject.public_id).where(Subject.id.in_(people) | Subject.id.in_(cases))
    return frozenset(session.scalars(wanted))
