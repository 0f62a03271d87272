"""Whom the record's decisions let be seen: by one of their own, or by that of a return they were in. On any day, since days pass.

For asking who has to approve. How anybody appears is for disclosure alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.levels import Form
from app.editing.history.merging import into_at, read_as_one
from app.storage.batches import batches
from app.vault.folding import root_of
from app.vault.models import Case, PublicationDecision
from app.vault.moment import moment

SHOWS_NOBODY = frozenset({Form.HOLD})
CASE, DECISION = Case.__table__.c, PublicationDecision.__table__.c


def decided_themselves(session: Session, people: Iterable[int]) -> set[int]:
    """Of these people, or of those they are read as part of: who (row ids) may be seen by a decision of their own."""
    at = into_at(session)
    return _with_forms(session, {root_of(at, one) for one in people}, set(Form) - SHOWS_NOBODY)


def decided_by_return(session: Session, people: Iterable[int]) -> set[int]:
    """Of the same: who has no decision of their own, and a case in a return that was decided so that its people may be seen."""
    at, asked = into_at(session), set(people)
    cases = _cases(session, read_as_one(session, asked))
    shown = _with_forms(session, {event for _, event in cases}, set(Form) - SHOWS_NOBODY)
    found = {root_of(at, one) for one in asked} & {root_of(at, person) for person, event in cases if event in shown}
    return found - _with_forms(session, found, set(Form))


def _cases(session: Session, people: Iterable[int]) -> list[tuple[int, int]]:
    """Person and return of each of their cases."""
    wanted = select(CASE.individual_id, CASE.return_event_id)
    found = (session.execute(wanted.where(CASE.individual_id.in_(some))) for some in batches(people))
    return [(row.individual_id, row.return_event_id) for rows in found for row in rows]


def _with_forms(session: Session, subjects: Iterable[int], forms: set[Form]) -> set[int]:
    """The subjects of which a decision that counts has one of the forms."""
    counts = moment(session).counts(PublicationDecision.__table__)
    wanted = select(DECISION.subject_id).where(counts, DECISION.form.in_(forms))
    found = (session.scalars(wanted.where(DECISION.subject_id.in_(some))) for some in batches(subjects))
    return {subject for some in found for subject in some}
