"""Whom a draft lets be seen by its kind: of them approvers may have written nothing, and some of them need two.

A decision, the end of a withdrawal or of a merge, and a revert of any of these, of whatever lies behind it: whatever they come to
today. What comes of any other change is compared (`seen_more`).
"""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.codebook.levels import Form
from app.editing.drafts.changes import (
    Change,
    CloseWithdrawal,
    Decide,
    EndMerge,
    Revert,
)
from app.editing.history.reverting import number_of
from app.editing.review.under_way import Applying
from app.vault.models import (
    Individual,
    Merge,
    MergeEnd,
    PublicationDecision,
    Reversal,
    Withdrawal,
    WithdrawalClosing,
)
from app.vault.moment import moment
from app.vault.scope import merged_with

SHOWS_NOBODY = frozenset({Form.HOLD})


def shown_by(session: Session, changes: tuple[Change, ...], going: Applying) -> set[int]:
    """Row ids of these subjects, once the changes stand."""
    shown = {going.subjects[c.subject] for c in changes if isinstance(c, Decide) and c.form not in SHOWS_NOBODY}
    undone = _left_out(session, changes)
    shown |= come_back(session, changes, going) | _decided_in(session, undone)
    return shown | _parted(session, changes, going, undone)


def come_back(session: Session, changes: tuple[Change, ...], going: Applying) -> set[int]:
    """Row ids of the subjects of which a withdrawal ends: they are seen again as it was decided before."""
    ended = {going.subjects[c.subject] for c in changes if isinstance(c, CloseWithdrawal)}
    return ended | _uncovered_in(session, _left_out(session, changes))


def _left_out(session: Session, changes: tuple[Change, ...]) -> set[int]:
    """Numbers of the changesets that are reverted, and of what those had reverted, which counts again, and so on."""
    new = found = {number_of(session, c.changeset) for c in changes if isinstance(c, Revert)}
    while new:
        new = set(session.scalars(select(Reversal.changeset_number).where(Reversal.added_in.in_(new)))) - found
        found = found | new
    return found


def count_again(session: Session, changes: tuple[Change, ...]) -> set[int]:
    """Numbers of the changesets that count again by a revert of what had reverted them."""
    return _left_out(session, changes) - {number_of(session, c.changeset) for c in changes if isinstance(c, Revert)}


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
