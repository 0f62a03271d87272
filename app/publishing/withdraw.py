"""Taking somebody out of every edition: the withdrawal is recorded first, the suppression lists follow, the rebuild is last."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.levels import InterimAction, Level
from app.keys.ring import KeyRing
from app.storage.batches import batches
from app.vault.levels import merged_at, subject_levels
from app.vault.models import Case, PublicationDecision, Subject
from app.vault.moment import moment
from app.vault.recording import Recorder
from app.vault.scope import merged_with, people_and_events, returned_in, with_their_cases
from app.vault.ways import root_of

DECISION = PublicationDecision.__table__.c


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
    action: str = InterimAction.HIDDEN_NOW,
) -> int:
    """Record that the individual (or the individual of the case, or the event) is withdrawn from the day `on`. Does not commit.

    Whoever is read as part of another is withdrawn with them, as who was kept: there it is seen, confirmed and ended.

    `action`: `hidden_now` (in no edition) or `masked` (a descriptor at most). Returns the withdrawal's row id.
    """
    found = session.execute(select(Subject.id, Subject.kind).where(Subject.public_id == public_id)).one_or_none()
    if found is None or found.kind not in ("individual", "case", "return_event"):
        raise NobodyThere("There is nobody with this id.")
    subject = found.id
    if found.kind == "case":  # a withdrawal concerns a person, not one of their returns
        subject = session.scalars(select(Case.individual_id).where(Case.id == found.id)).one()
    subject = root_of(merged_at(session), subject)
    with Recorder(session, ring, by, None, at, kind="withdrawal", summary="A withdrawal") as recorder:
        return recorder.withdraw(subject, ground, action, opened_on=on, opened_by=by)


def ids_hidden_with(session: Session, public_id: str, on: date) -> dict[str, Level]:
    """Every id that a withdrawal of this one takes out of sight, with its level: of the person, of all their cases; of an event its
    own, and of everybody in it about whom nobody has decided by themselves by the day `on`.
    """
    found = session.execute(select(Subject.id, Subject.kind).where(Subject.public_id == public_id)).one()
    if found.kind == "return_event":
        return _leveled(session, with_their_cases(session, _undecided_in(session, found.id, on)) | {found.id})
    return _leveled(session, with_their_cases(session, people_and_events(session, {found.id})[0]))


def _undecided_in(session: Session, event: int, on: date) -> set[int]:
    """Those returned in the event, and those ever merged with them, of whom themselves no decision counts on the day `on` (row ids).

    Rather too many, where some of those merged were decided, at whatever level: the next publication sees who is shown.
    """
    people = merged_with(session, returned_in(session, {event}))
    counts = moment(session).counts(PublicationDecision.__table__) & (DECISION.decided_on <= on)
    decided = {
        one
        for some in batches(people)
        for one in session.scalars(select(DECISION.subject_id).where(counts, DECISION.subject_id.in_(some)))
    }
    return people - decided


def _leveled(session: Session, subjects: set[int]) -> dict[str, Level]:
    """Public ids and levels; who counts no more may stand in an edition of before."""
    levels = subject_levels(session, subjects)
    found = (session.execute(select(Subject.id, Subject.public_id).where(Subject.id.in_(x))) for x in batches(subjects))
    return {row.public_id: levels.get(row.id, Level.PUBLIC) for rows in found for row in rows}
