"""What the end of a merge makes of the two and of their cases, in words."""

from __future__ import annotations

from app.editing.drafts.changes import EndMerge
from app.editing.errors import Refused
from app.editing.history.merged import merged_into
from app.web.desk.house import Act
from app.web.desk.review.rehearsed import Moved, rehearsed


def parted(act: Act, change: EndMerge) -> list[Moved]:
    """Both, then their cases; nobody where the one is not read as part of the other, as far as the viewer sees, or they cannot
    be parted.
    """
    if merged_into(act.session, act.person, change.merged) != change.kept:
        return []
    try:
        return rehearsed(act, (change,), (change.kept, change.merged))
    except Refused:
        return []
