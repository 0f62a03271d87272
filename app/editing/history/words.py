"""Of which changesets somebody may read the words: why they were made, and the reasons that stand in them."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.editing.people import Person
from app.vault.above import changesets_above
from app.vault.models import Proposal, ProposalAuthor


class Words:
    """Of one person. One for a whole history: what lies above them is looked up once."""

    def __init__(self, session: Session, person: Person) -> None:
        self._session, self._person = session, person

    def may_be_read(self, number: int) -> bool:
        """Where they are cleared for its proposal, and for all that it touched, as high as that lies now: words tell of all of it. Who
        wrote it may read it as before, and is not told that something of it was sealed.
        """
        made = select(Proposal.id, Proposal.level).where(Proposal.changeset_number == number)
        proposal = self._session.execute(made).first()
        if self._person.clearance < (proposal.level if proposal else Level.VETTED):
            return False
        return number not in self._above or (proposal is not None and self._wrote(proposal.id))

    @cached_property
    def _above(self) -> frozenset[int]:
        return changesets_above(self._session, self._person.clearance)

    def _wrote(self, proposal: str) -> bool:
        made = ProposalAuthor
        theirs = select(made.actor).where(made.proposal_id == proposal, made.actor == self._person.id)
        return self._session.scalar(theirs) is not None
