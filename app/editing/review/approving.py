"""Writing an approved draft as one changeset, and rehearsing it: the same writing, taken back, to see what would come of it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from app.editing.drafts.changes import Change, EndMerge, MergeSubjects, Revert
from app.editing.drafts.document import Draft
from app.editing.history.merging import read_as_one
from app.editing.review.applying import apply
from app.editing.review.deciding import people_of, who_needs_two
from app.editing.review.shown_by import shown_by, told_of
from app.editing.review.under_way import Applying, Deciders
from app.publishing.part import public_ids
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
    told = told_of(session, changes, going) - people
    two = bool(_need_two(session, ring, people, at) or _need_two_now(session, ring, told, going.recorder.number, at))
    return Applied(frozenset(shown | people), 2 if two else 1)


def _need_two(session: Session, ring: Ring, people: Iterable[int], at: datetime, upto: int | None = None) -> set[str]:
    """Those people (row ids) about whom two decide, by public id; as of changeset `upto`."""
    names = public_ids(session, Subject, people)
    if not names:
        return set()
    return who_needs_two(load(session, ring, upto, scope_about(session, people)), names, at.date())


def _need_two_now(session: Session, ring: Ring, told: set[int], number: int, at: datetime) -> set[str]:
    """Of those who may be seen already: about whom two would have decided, had this been known. Then two have to know of it."""
    now = _need_two(session, ring, told, at)
    return now - _need_two(session, ring, told, at, number - 1) if now else set()
