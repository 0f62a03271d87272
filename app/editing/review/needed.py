"""What an approval needs: how many people, and whose it cannot be. Asked of a rehearsal, in which the changes stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.editing.drafts.changes import TAKES_BACK, Change
from app.editing.drafts.concerned import names_of, row_ids
from app.editing.history.merging import read_as_one
from app.editing.review.brought_back import alone_again, lowered, numbers_back, ruled_again
from app.editing.review.by_whose_decision import shows_anew
from app.editing.review.compared import Compared, compared
from app.editing.review.deciding import authors_of, people_of
from app.editing.review.shown_by import count_again, shown_by
from app.editing.review.under_way import Applying
from app.storage.sealed import Ring
from app.vault.scope import people_and_events, with_their_cases
from app.vault.touched import moved_by


@dataclass(frozen=True, slots=True)
class Needed:
    """`decided`: row ids of subjects that a decision lets be seen, and of all people whom that concerns: everybody in an event,
    everybody who is read as part of somebody. `wrote`: actors whose own words come back, or are told lower. `approvals`: how many.
    """

    decided: frozenset[int] = frozenset()
    wrote: frozenset[str] = frozenset()
    approvals: int = 1


def needed(session: Session, ring: Ring, changes: tuple[Change, ...], going: Applying | None, on: date) -> Needed:
    """Of changes that stand in a rehearsal."""
    if going is None:
        return Needed()
    number, shown = going.recorder.number, shown_by(session, changes, going)
    people = read_as_one(session, people_of(session, shown))
    moved, returns = people_and_events(session, moved_by(session, {number}))
    others = read_as_one(session, moved | people_of(session, returns)) - people
    again = count_again(session, changes) | ruled_again(session, number)
    fell = lowered(session, number)
    again |= fell.made_in
    if not people | others | returns:
        return Needed(frozenset(shown), frozenset(authors_of(session, again)))
    record = compared(session, ring, people, others, returns, number, on)
    more = record.more()
    again |= _comes_back(session, changes, number, record, record.wider(more))
    decided = frozenset(shown | people | read_as_one(session, row_ids(session, more)))
    two = record.two_decide(more, names_of(session, fell.of))
    return Needed(decided, frozenset(authors_of(session, again)), 2 if two else 1)


def _comes_back(
    session: Session, changes: tuple[Change, ...], number: int, record: Compared, wider: set[str]
) -> set[int]:
    """Numbers of the changesets of which something comes back, is told lower, or shows somebody who was not shown by it."""
    again = numbers_back(session, record.both.before.rows, record.both.after.rows, number)
    if any(isinstance(change, TAKES_BACK) for change in changes):
        again |= alone_again(session, number, with_their_cases(session, row_ids(session, wider)))
    asked = record.shown | record.moved | record.returns
    return again | shows_anew(session, record.both, asked, record.on, number)
