"""What an approval is bound to: the draft, and all that it moves as it is, or would be."""

from __future__ import annotations

import hashlib

from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.editing.drafts.changes import TAKES_BACK
from app.editing.drafts.concerned import concerned, names_of
from app.editing.drafts.document import Draft
from app.editing.drafts.targets import Targets
from app.editing.errors import Refused
from app.editing.review.rehearsing import rows_then
from app.editing.views import told_by, views_of
from app.storage.sealed import Ring
from app.vault.models import Proposal


def bound_to(
    session: Session, ring: Ring, proposal: Proposal, draft: Draft, targets: Targets, clearance: Level
) -> bytes:
    """What an approval is bound to; of what takes history back also what it would bring back.

    That may be hidden under what is taken back, so that it moves and nothing that stands does.
    """
    content = targets.content(clearance)
    if not any(isinstance(change, TAKES_BACK) for change in draft.changes):
        return content
    ids = concerned(session, draft.changes)
    try:
        rows = rows_then(session, ring, draft.changes, ids, clearance, proposal.created_at)
    except Refused:
        return content  # nor can it be approved
    then = views_of(rows, names_of(session, ids), clearance)
    words = [f"{key} {then[key].revision}" for key in sorted(then)]
    words += [f"{key} {level}" for key, level in sorted(told_by(rows, then.values(), clearance).items())]
    return hashlib.sha256(content + "\n".join(words).encode()).digest()
