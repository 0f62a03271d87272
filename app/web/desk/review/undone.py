"""What a revert takes back: when and why it was recorded, and what would go and come back now, as far as its viewer sees that."""

from __future__ import annotations

from dataclasses import dataclass

from app.editing.drafts.changes import Revert
from app.editing.errors import NotThere, Refused
from app.editing.history.moments import changed_by
from app.sharing.days import day_in_words
from app.web.desk.house import Act
from app.web.desk.review.rehearsed import Moved, rehearsed


@dataclass(frozen=True, slots=True)
class Taken:
    """A changeset that is taken back. `when`: the day on which it was recorded; `why`: empty where the viewer may not read it."""

    when: str
    why: str


def taken_back(act: Act, changeset: str) -> Taken | None:
    """The changeset that a revert undoes; None where the viewer sees nothing of what it changed."""
    try:
        done = changed_by(act.session, act.ring, act.person, changeset)
    except NotThere:
        return None
    one = next(iter(done.values()), None)
    return Taken(day_in_words(one.made_at.date().isoformat(), "en"), one.why) if one else None


def undone(act: Act, changes: tuple[Revert, ...]) -> list[Moved] | None:
    """What would go and come back with all of them; None where they cannot be reverted as things are."""
    try:
        return rehearsed(act, changes)
    except Refused:
        return None
