"""The record as it would be once changes stand that take something back, as far as somebody may know of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.editing.drafts.changes import Change
from app.editing.history.raised import levels_now, seen_then
from app.editing.review.approving import in_rehearsal
from app.storage.sealed import Ring
from app.vault.rows import VaultRows
from app.vault.scope import scope_about


def rows_then(
    session: Session, ring: Ring, changes: tuple[Change, ...], ids: Collection[int], clearance: Level, at: datetime
) -> VaultRows:
    """The rows about these subjects (row ids). Refused where it cannot be done as things are.

    What lies above the clearance now is left out, though it would lie lower then.
    """
    scope = scope_about(session, ids)
    levels = levels_now(session, ring, scope)
    return in_rehearsal(session, ring, changes, at, lambda _: seen_then(session, ring, None, scope, levels, clearance))
