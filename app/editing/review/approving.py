"""Writing an approved draft as one changeset, and rehearsing it: the same writing, taken back, to see what would come of it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.editing.drafts.changes import Change, EndMerge, MergeSubjects, Revert
from app.editing.drafts.document import Draft
from app.editing.history.merging import read_as_one
from app.editing.review.applying import apply
from app.editing.review.deciding import people_of, two_needed
from app.editing.review.shown_by import shown_by
from app.editing.review.under_way import Applying, Deciders
from app.storage.sealed import Ring
from app.vault.bodies import Randomness
from app.vault.models import Subject
from app.vault.reading import load
from app.vault.recording import Recorder, SealedChangeset
from app.vault.scope import scope_about

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


def rehearse(session: Session, ring: Ring, draft: Draft, at: datetime, *, by_author: bool = False) -> Applied:
    """Write the draft, see what it needs, take it back. BadDraft lists what does not fit."""
    changes = tuple(c for c in draft.changes if not (by_author and isinstance(c, OF_OTHERS)))
    return in_rehearsal(session, ring, changes, at, lambda going: _needs(session, ring, changes, going, at))


def in_rehearsal(
    session: Session, ring: Ring, changes: tuple[Change, ...], at: datetime, look: Callable[[Applying | None], T]
) -> T:
    """What `look` sees once the changes stand; then everything is as before."""
    if not changes:
        return look(None)
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
    shown = shown_by(session, changes, going)
    people = read_as_one(session, people_of(session, shown))
    if not people:
        return Applied(frozenset(shown), 1)
    rows = load(session, ring, scope=scope_about(session, people))
    names = set(session.scalars(select(Subject.public_id).where(Subject.id.in_(people))))
    return Applied(frozenset(shown | people), 2 if two_needed(rows, names, at.date()) else 1)
