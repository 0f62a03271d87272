"""Writing an approved draft as one changeset, and rehearsing it: the same writing, taken back, to see what would come of it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from app.editing.drafts.changes import Change, EndMerge, MergeSubjects, Revert
from app.editing.drafts.document import Draft
from app.editing.review.applying import apply
from app.editing.review.needed import Needed, needed
from app.editing.review.under_way import Applying, Deciders
from app.storage.rehearsal import check_may_rehearse
from app.storage.sealed import Ring
from app.vault.bodies import Randomness
from app.vault.recording import Recorder, SealedChangeset

AUTHOR, APPROVER = "rehearsal-author", "rehearsal-approver"
"""Names under which a rehearsal writes; nothing of it stays."""
OF_OTHERS = (Revert, MergeSubjects, EndMerge)
"""Whether these can be done may hang on what lies above an author, who therefore is not told: their reviewer is."""
T = TypeVar("T")


def rehearse(session: Session, ring: Ring, draft: Draft, at: datetime) -> Needed:
    """Write the draft, see what it needs, take it back. BadDraft lists what does not fit."""
    changes = draft.changes
    return in_rehearsal(session, ring, changes, at, lambda going: needed(session, ring, changes, going, at.date()))


def check_fits(session: Session, ring: Ring, draft: Draft, at: datetime) -> None:
    """For an author: write what of the draft they may be told of, and take it back. BadDraft lists what does not fit."""
    changes = tuple(c for c in draft.changes if not isinstance(c, OF_OTHERS))
    in_rehearsal(session, ring, changes, at, lambda _: None, merges_checked=False)


def in_rehearsal(
    session: Session,
    ring: Ring,
    changes: tuple[Change, ...],
    at: datetime,
    look: Callable[[Applying | None], T],
    *,
    merges_checked: bool = True,
) -> T:
    """What `look` sees once the changes stand; then everything is as before. OnlyReading in a session for reading.

    `merges_checked`: see `apply`.
    """
    if not changes:
        return look(None)
    check_may_rehearse(session)
    session.flush()
    point = session.begin_nested()
    try:
        recorder = Recorder(session, ring, AUTHOR, APPROVER, at, kind="edit", summary="")
        by = Deciders(APPROVER, None, at.date())
        going = apply(session, ring, recorder, changes, by, merges_checked=merges_checked)
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
