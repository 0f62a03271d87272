"""Writing an approved draft as one changeset, and rehearsing it: the same writing, taken back, to see what would come of it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from app.editing.drafts.changes import Change, EndMerge, MergeSubjects, Revert
from app.editing.drafts.concerned import names_of, row_ids
from app.editing.drafts.document import Draft
from app.editing.history.merging import read_as_one
from app.editing.review.applying import apply
from app.editing.review.deciding import people_of
from app.editing.review.seen_more import judged, seen_more, then, told_anew
from app.editing.review.shown_by import shown_by
from app.editing.review.under_way import Applying, Deciders
from app.storage.rehearsal import check_may_rehearse
from app.storage.sealed import Ring
from app.vault.bodies import Randomness
from app.vault.recording import Recorder, SealedChangeset
from app.vault.scope import people_and_events
from app.vault.touched import moved_by

AUTHOR, APPROVER = "rehearsal-author", "rehearsal-approver"
"""Names under which a rehearsal writes; nothing of it stays."""
OF_OTHERS = (Revert, MergeSubjects, EndMerge)
"""Whether these can be done may hang on what lies above an author, who therefore is not told: their reviewer is."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of a rehearsal. `decided`: row ids of subjects that a decision in it lets be seen, and of all people whom that
    concerns: everybody in an event, everybody who is read as part of somebody. `needed`: how many must approve.
    """

    decided: frozenset[int]
    needed: int


def rehearse(session: Session, ring: Ring, draft: Draft, at: datetime) -> Applied:
    """Write the draft, see what it needs, take it back. BadDraft lists what does not fit."""
    changes = draft.changes
    return in_rehearsal(session, ring, changes, at, lambda going: _needs(session, ring, changes, going, at))


def check_fits(session: Session, ring: Ring, draft: Draft, at: datetime) -> None:
    """For an author: write what of the draft they may be told of, and take it back. BadDraft lists what does not fit."""
    changes = tuple(c for c in draft.changes if not isinstance(c, OF_OTHERS))
    in_rehearsal(session, ring, changes, at, lambda _: None)


def in_rehearsal(
    session: Session, ring: Ring, changes: tuple[Change, ...], at: datetime, look: Callable[[Applying | None], T]
) -> T:
    """What `look` sees once the changes stand; then everything is as before. OnlyReading in a session for reading."""
    if not changes:
        return look(None)
    check_may_rehearse(session)
    session.flush()
    point = session.begin_nested()
    try:
        recorder = Recorder(session, ring, AUTHOR, APPROVER, at, kind="edit", summary="")
        going = apply(session, ring, recorder, changes, Deciders(APPROVER, None, at.date()))
        return look(going)
    finally:
        point.rollback()


def apply_for_good(
    session: Session,
    ring: Ring,
    draft: Draft,
    author: str,
    approver: str,
    by: Deciders,
    at: datetime,
    random: Randomness = secrets,
) -> SealedChangeset:
    """Write the draft as one changeset. Does not commit."""
    recorder = Recorder(session, ring, author, approver, at, random, kind=kind_of(draft), summary=draft.why)
    apply(session, ring, recorder, draft.changes, by)
    return recorder.sealed


def kind_of(draft: Draft) -> str:
    """The kind of changeset: what all its changes are, or `edit`."""
    kinds = {change.kind for change in draft.changes}
    return kinds.pop() if len(kinds) == 1 and kinds <= {"decide", "merge", "end_merge", "revert"} else "edit"


def _needs(session: Session, ring: Ring, changes: tuple[Change, ...], going: Applying | None, at: datetime) -> Applied:
    if going is None:
        return Applied(frozenset(), 1)
    number, on = going.recorder.number, at.date()
    shown = shown_by(session, changes, going)
    people = read_as_one(session, people_of(session, shown))
    moved, events = people_and_events(session, moved_by(session, {number}))
    others = read_as_one(session, moved | people_of(session, events)) - people
    if not people | others:
        return Applied(frozenset(shown), 1)
    after = then(session, ring, people | others)
    two = after.needing_two(names_of(session, people), on)
    more = set[str]()
    if others:
        before, names = then(session, ring, others, number - 1), names_of(session, others)
        more = seen_more(before, after, names, on)
        two |= judged(before, after, more, on) | told_anew(before, after, names - more, on)
    return Applied(frozenset(shown | people | row_ids(session, more)), 2 if two else 1)
