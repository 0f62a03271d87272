"""Whom a draft may let be seen who was not, or otherwise: of them approvers may have written nothing, and some of them need two.

Not only by a decision: the end of a withdrawal or of a merge does the same, a case that is published in a return of which it was
decided, a merge that brings somebody such a case, and a revert, of whatever lies behind it.
"""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.editing.drafts.changes import (
    Change,
    CloseWithdrawal,
    Decide,
    EndMerge,
    MergeSubjects,
    NewCaseEvent,
    NewClaim,
    Revert,
    SetCaseState,
    subjects_of,
)
from app.editing.history.reverting import number_of
from app.editing.review.decided import SHOWS_NOBODY, decided_by_return, decided_themselves
from app.editing.review.under_way import Applying
from app.vault.models import (
    CaseStanding,
    Claim,
    Individual,
    Merge,
    MergeEnd,
    PublicationDecision,
    Reversal,
    Subject,
    Withdrawal,
    WithdrawalClosing,
)
from app.vault.moment import moment
from app.vault.scope import merged_with, people_and_events

TELLS = (NewClaim, NewCaseEvent, MergeSubjects)
"""Kinds by which more is said of somebody than before."""


def shown_by(session: Session, changes: tuple[Change, ...], going: Applying) -> set[int]:
    """Row ids of these subjects, once the changes stand."""
    shown = {going.subjects[c.subject] for c in changes if isinstance(c, Decide) and c.form not in SHOWS_NOBODY}
    shown |= {going.subjects[c.subject] for c in changes if isinstance(c, CloseWithdrawal)}
    undone = _left_out(session, changes)
    shown |= _by_their_returns(session, changes, going, undone)
    return (
        shown | _decided_in(session, undone) | _uncovered_in(session, undone) | _parted(session, changes, going, undone)
    )


def _by_their_returns(session: Session, changes: tuple[Change, ...], going: Applying, undone: set[int]) -> set[int]:
    """Whom the decision about a return may let be seen, now that a case of theirs has another state, or is one of somebody else's.

    Whatever state: where one return of somebody is undecided, to unpublish that case leaves only those that are decided.
    """
    moved = {going.subjects[c.case] for c in changes if isinstance(c, SetCaseState)}
    moved |= {going.subjects[key] for c in changes if isinstance(c, MergeSubjects) for key in subjects_of(c)}
    moved |= set(session.scalars(select(CaseStanding.case_id).where(CaseStanding.added_in.in_(undone))))
    return decided_by_return(session, people_and_events(session, moved)[0])


def told_of(session: Session, changes: tuple[Change, ...], going: Applying) -> set[int]:
    """Row ids of people who may be seen by what was decided already, and of whom the changes add, or bring back, something."""
    subjects = {going.subjects[name] for c in changes if isinstance(c, TELLS) for name in subjects_of(c)}
    undone = _left_out(session, changes)
    subjects |= set(session.scalars(select(Claim.subject_id).where(Claim.added_in.in_(undone))))
    subjects |= set(session.scalars(select(Subject.id).where(Subject.added_in.in_(undone))))
    people = people_and_events(session, subjects)[0]
    return decided_themselves(session, people) | decided_by_return(session, people)


def _left_out(session: Session, changes: tuple[Change, ...]) -> set[int]:
    """Numbers of the changesets that are reverted, and of what those had reverted, which counts again, and so on."""
    new = found = {number_of(session, c.changeset) for c in changes if isinstance(c, Revert)}
    while new:
        new = set(session.scalars(select(Reversal.changeset_number).where(Reversal.added_in.in_(new)))) - found
        found = found | new
    return found


def _decided_in(session: Session, numbers: set[int]) -> set[int]:
    decision = PublicationDecision
    return set(session.scalars(select(decision.subject_id).where(decision.added_in.in_(numbers))))


def _uncovered_in(session: Session, numbers: set[int]) -> set[int]:
    """Whose withdrawal ended in one of these changesets, where that end counts: a revert of its revert ends it as much."""
    end = WithdrawalClosing
    counts = moment(session).counts(end.__table__)
    wanted = select(Withdrawal.subject_id).join(end, end.withdrawal_id == Withdrawal.id)
    return set(session.scalars(wanted.where(end.added_in.in_(numbers), counts)))


def _parted(session: Session, changes: tuple[Change, ...], going: Applying, numbers: set[int]) -> set[int]:
    """Everybody whom the end of a merge, or a revert of one or of its end, may let be seen otherwise than while they were one.

    That is everybody ever merged with them: who wrote about one of those wrote about all.
    """
    both = {going.subjects[name] for c in changes if isinstance(c, EndMerge) for name in (c.kept, c.merged)}
    moved = or_(
        Merge.added_in.in_(numbers), Merge.id.in_(select(MergeEnd.merge_id).where(MergeEnd.added_in.in_(numbers)))
    )
    pairs = session.execute(select(Merge.kept_id, Merge.merged_id).where(moved))
    both |= {number for pair in pairs for number in pair}
    people = session.scalars(select(Individual.id).where(Individual.id.in_(both)))
    return merged_with(session, set(people))
