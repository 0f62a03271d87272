"""What waits for whom: drafts to mend, proposals to review, decisions to look at again, withdrawals to confirm.

And the search over drafts. Both within the clearance of who asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.editing.drafts import may_see, read
from app.editing.people import Person
from app.names.folding import fold
from app.storage.sealed import Ring
from app.vault.models import Proposal

WAITING = ("draft", "submitted", "changes_requested")


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal in a list. `changes`: how many it holds."""

    id: str
    state: str
    author: str
    created_at: datetime
    title: str
    why: str
    changes: int


def proposals_seen(
    session: Session, ring: Ring, person: Person, *, everything: bool = False, words: str = ""
) -> list[ProposalLine]:
    """Proposals that this person may see, the oldest first; with `words`, those in which all of them stand."""
    wanted = select(Proposal).order_by(Proposal.created_at, Proposal.id)
    if not everything:
        wanted = wanted.where(Proposal.state.in_(WAITING))
    seen = (proposal for proposal in session.scalars(wanted) if may_see(session, person, proposal))
    found = ((proposal, read(ring, proposal)) for proposal in seen)
    asked = [fold(word) for word in words.split()]
    return [
        ProposalLine(p.id, p.state, p.author, p.created_at, d.title, d.why, len(d.changes))
        for p, d in found
        if not asked or all(word in fold(d.canonical()) for word in asked)
    ]
