"""What an approval needs: how many people, and whose it cannot be. Asked of a rehearsal, in which the changes stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.editing.drafts.changes import TAKES_BACK, Change
from app.editing.drafts.concerned import names_of, row_ids
from app.editing.history.merging import read_as_one
from app.editing.review.brought_back import (
    alone_again,
    decided_before,
    governs_again,
    numbers_back,
    ruled_again,
    sources_back,
)
from app.editing.review.deciding import authors_of, people_of
from app.editing.review.ever import ever
from app.editing.review.seen_more import Then, named_anew, seen_more, then, told_anew, uncovered
from app.editing.review.shown_by import come_back, count_again, shown_by
from app.editing.review.under_way import Applying
from app.storage.sealed import Ring
from app.vault.folding import root_of
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
    moved, events = people_and_events(session, moved_by(session, {number}))
    others = read_as_one(session, moved | people_of(session, events)) - people
    again = count_again(session, changes) | ruled_again(session, number)
    again |= sources_back(session, number)
    if not (everybody := people | others) | events:
        return Needed(frozenset(shown), frozenset(authors_of(session, again)))
    before, after = (then(session, ring, everybody | events, upto) for upto in (number - 1, None))
    said = ever(session, ring, everybody, number, before.rows, after.rows)
    names, named = names_of(session, people), names_of(session, others)
    more = seen_more(before, after, named, on) | uncovered(before, after, names | named, on)
    more |= said.needing_two(named_anew(before, after, named - more, on), on, decided_before=True)
    two = said.needing_two(names, on) | said.needing_two(more, on, decided_before=True)
    two |= told_anew(before, after, named - more, on, said.dating)
    again |= numbers_back(session, before.rows, after.rows, number)
    wider = more | seen_more(before, after, names, on)
    if back := names_of(session, come_back(session, changes, going)):
        again |= decided_before(after.rows, {root_of(after.at, one) for one in back | wider}, number)
    if any(isinstance(change, TAKES_BACK) for change in changes):
        again |= alone_again(session, number, with_their_cases(session, row_ids(session, wider)))
        again |= _governing(before, after, wider | names_of(session, events), number)
    decided = frozenset(shown | people | read_as_one(session, row_ids(session, more)))
    return Needed(decided, frozenset(authors_of(session, again)), 2 if two else 1)


def _governing(before: Then, after: Then, people: Iterable[str], number: int) -> set[int]:
    """Numbers of the changesets whose decisions hold again of these people, each as part of whom they are read, and of these returns."""
    read = [(root_of(before.at, one), root_of(after.at, one)) for one in people]
    return governs_again(before.rows, after.rows, read, number)
