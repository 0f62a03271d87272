"""A small act on something that is there, as a proposal in one step: drafted on the revision that its author saw, and handed in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from app.editing.drafts.changes import Change
from app.editing.drafts.document import Draft, Seen
from app.editing.drafts.kept import start
from app.editing.errors import RevisionNeeded, Stale
from app.editing.people import Person
from app.editing.review.handing_in import submit
from app.editing.revisions import moved, read_token
from app.editing.views import look
from app.storage.sealed import Ring


def propose(
    session: Session,
    ring: Ring,
    person: Person,
    changes: tuple[Change, ...],
    why: str,
    seen: Mapping[str, str],
    at: datetime,
    title: str = "",
) -> str:
    """Hand in the changes; returns the proposal's id. `seen`: the revision (If-Match) of each subject, by public id.

    RevisionNeeded (428) without one; Stale (412) where a part that they change moved since.
    """
    for token in seen.values():
        read_token(token)
    if not seen:
        raise RevisionNeeded
    base = {key: Seen(clearance=person.clearance, token=token) for key, token in seen.items()}
    draft = Draft(title=title, why=why, changes=changes, base=base)
    key = start(session, ring, person, draft, at)
    submit(session, ring, person, key, at)
    return key


def check_seen(session: Session, ring: Ring, person: Person, seen: Mapping[str, str | None]) -> None:
    """Stale unless each subject is what its token says; RevisionNeeded without a token. For acts that change no single part."""
    changed: set[str] = set()
    for key, token in seen.items():
        base = read_token(token)
        view = look(session, ring, key, person.clearance)
        changed |= {f"{key} {part}" for part in moved(base, view.parts)}
    if changed:
        raise Stale(changed)
