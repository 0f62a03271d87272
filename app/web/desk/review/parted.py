"""What the end of a merge makes of the two, in words: from a rehearsal of it, as its viewer sees both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.editing.drafts.changes import EndMerge
from app.editing.errors import BadDraft
from app.editing.history.merged import merged_into
from app.editing.history.moments import differences
from app.editing.record.page import Seen
from app.editing.review.approving import in_rehearsal
from app.web.desk.house import Act
from app.web.desk.review.undone import moves


@dataclass(frozen=True, slots=True)
class Apart:
    """One of the two. `lines`: what would go and what would come back, part by part."""

    public_id: str
    name: str
    lines: tuple[str, ...]


def parted(act: Act, change: EndMerge) -> Iterator[Apart]:
    """Both; nobody where the one is not read as part of the other, as far as the viewer sees, or they cannot be parted."""
    if merged_into(act.session, act.person, change.merged) != change.kept:
        return
    both = [change.kept, change.merged]
    now = Seen(act.session, act.ring, both, act.person.clearance)
    try:
        then = in_rehearsal(
            act.session, act.ring, (change,), act.at, lambda _: Seen(act.session, act.ring, both, act.person.clearance)
        )
    except BadDraft:
        return
    for key in both:
        changed = differences(now.parts(key) or {}, then.parts(key) or {})
        yield Apart(key, then.name(key), tuple(moves(changed, then)))
