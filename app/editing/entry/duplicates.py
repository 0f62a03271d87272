"""Whether two people are one: a person's decision, remembered. `same` becomes a proposal to merge; nothing is merged here."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.editing.drafts.changes import MergeSubjects
from app.editing.drafts.document import Draft
from app.editing.drafts.kept import OPEN_TO_AUTHORS, start
from app.editing.drafts.sight import Sight, read
from app.editing.drafts.targets import with_base
from app.editing.errors import WordsNeeded
from app.editing.people import Person, must_edit
from app.editing.review.handing_in import submit
from app.editing.views import look
from app.storage.sealed import Ring
from app.vault.models import DuplicateDecision, Proposal, Subject
from app.vault.moment import moment
from app.vault.recording import Recorder


class Verdict(StrEnum):
    """domain.md, duplicate_decision."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


Pair = frozenset[str]


def decide_pair(
    session: Session, ring: Ring, person: Person, kept: str, other: str, verdict: Verdict, reason: str, at: datetime
) -> str | None:
    """Record the verdict on two individuals (public ids). `same`: returns the id of the proposal that would merge `other` into `kept`."""
    must_edit(person)
    for key in (kept, other):
        look(session, ring, key, person.clearance)
    if not reason.strip():
        raise WordsNeeded
    rows = {
        name: number
        for number, name in session.execute(
            select(Subject.id, Subject.public_id).where(Subject.public_id.in_([kept, other]))
        )
    }
    with Recorder(
        session, ring, person.id, None, at, kind="duplicate_decision", summary="A pair was looked at"
    ) as recorder:
        recorder.decide_duplicate(rows[kept], rows[other], verdict, decided_by=person.id, reason=reason)
    if verdict is not Verdict.SAME:
        return None
    draft = Draft(
        title="One person, entered twice",
        why=reason,
        changes=(MergeSubjects(ref="merge", kept=kept, merged=other, reason=reason),),
    )
    key = start(session, ring, person, with_base(session, ring, draft, person.clearance), at)
    submit(session, ring, person, key, at)
    return key


def settled(session: Session, ring: Ring, person: Person) -> set[Pair]:
    """Pairs that wait for nobody's verdict: those that are two people, and those of which a merge is under way, as far as the
    person sees. That they are one settles nothing by itself: the merge may have been rejected, or taken back.
    """
    two = {pair for pair, verdict in remembered(session).items() if verdict is Verdict.DIFFERENT}
    return two | merges_under_way(session, ring, person).keys()


def merges_under_way(session: Session, ring: Ring, person: Person) -> dict[Pair, str]:
    """Pairs of which a merge is proposed and not decided, with the id of the proposal, as far as the person sees."""
    undecided = select(Proposal).where(Proposal.state.in_(sorted(OPEN_TO_AUTHORS | {"submitted"})))
    seen = filter(Sight(session, ring, person).sees, session.scalars(undecided))
    changes = ((change, proposal.id) for proposal in seen for change in read(ring, proposal).changes)
    return {frozenset({c.kept, c.merged}): key for c, key in changes if isinstance(c, MergeSubjects)}


def remembered(session: Session) -> dict[Pair, Verdict]:
    """The last verdict on each pair (public ids)."""
    made = DuplicateDecision
    wanted = select(made.a_id, made.b_id, made.decision).where(moment(session).counts(made.__table__))
    rows = session.execute(wanted.order_by(made.id)).all()
    ids = {number for row in rows for number in (row.a_id, row.b_id)}
    named = select(Subject.id, Subject.public_id).where(Subject.id.in_(ids))
    names: dict[int, str] = dict(iter(session.execute(named))) if ids else {}
    return {frozenset({names[row.a_id], names[row.b_id]}): Verdict(row.decision) for row in rows}
