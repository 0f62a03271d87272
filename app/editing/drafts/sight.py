"""Which proposals somebody sees, and who wrote in them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.editing.drafts.changes import Revert, sources_of, subjects_of
from app.editing.drafts.document import Draft, read_draft
from app.editing.errors import NotThere
from app.editing.history.reverting import number_of, resting_on
from app.editing.people import Person
from app.storage.sealed import Ring, context
from app.vault.above import changesets_above, ids_above
from app.vault.models import Proposal, ProposalAuthor

HANDED_IN = frozenset({"submitted", "changes_requested", "rejected"})
OLD_BATCH = "public_claims.csv"


class Sight:
    """Of one person. One for a whole list: what lies above them is looked up once."""

    def __init__(self, session: Session, ring: Ring, person: Person) -> None:
        self._session, self._ring, self._person = session, ring, person

    def sees(self, proposal: Proposal) -> bool:
        """Whoever is cleared for it; and who wrote all of it, since it tells them nothing that they did not write.

        Whoever did not write in it is to be cleared as well for all that it made, takes back, or looks at as it was when it was saved,
        as high as that lies now: what was sealed since is not told by the proposal that brought it, or that was rejected, and who
        decides on a revert sees what it touches.
        """
        wrote = authors(self._session, proposal.id)
        if self._person.id in wrote:
            return self._person.clearance >= proposal.level or wrote == {self._person.id}
        return self._person.clearance >= proposal.level and not self._touches_what_lies_above(proposal)

    @cached_property
    def _above(self) -> frozenset[int]:
        return changesets_above(self._session, self._person.clearance)

    @cached_property
    def _ids_above(self) -> frozenset[str]:
        return ids_above(self._session, self._person.clearance)

    def _touches_what_lies_above(self, proposal: Proposal) -> bool:
        """All that lies above somebody is looked up for those alone who are cleared for less, and for what touches anything."""
        if self._person.clearance == Level.SEALED or not self._above:
            return False
        if proposal.changeset_number is not None:
            return proposal.changeset_number in self._above
        draft = read(self._ring, proposal)
        return not self._above.isdisjoint(self._taken_back(draft)) or not self._ids_above.isdisjoint(
            _looked_at(proposal, draft)
        )

    def _taken_back(self, draft: Draft) -> set[int]:
        """Numbers of the changesets that it would take back, with those for which they are needed: that these are there is told by
        what hinders it.
        """
        found = taken_back(self._session, draft)
        return found.union(*(resting_on(self._session, number) for number in found))


def _looked_at(proposal: Proposal, draft: Draft) -> set[str]:
    """The subjects and sources (public ids) that were there for its author: of which it says how they were, and all that it named when
    it was handed in. What is typed into a draft may never have been.
    """
    named = {*draft.base, *draft.named}
    if proposal.state not in HANDED_IN:
        return named
    return named.union(*((*subjects_of(change), *sources_of(change)) for change in draft.changes))


def may_see(session: Session, ring: Ring, person: Person, proposal: Proposal) -> bool:
    """Whether this person sees it (`Sight.sees`)."""
    return Sight(session, ring, person).sees(proposal)


def sees(session: Session, ring: Ring, person: Person, key: str) -> bool:
    """Whether there is such a proposal for this person."""
    proposal = session.get(Proposal, key)
    return proposal is not None and may_see(session, ring, person, proposal)


def authors(session: Session, key: str) -> set[str]:
    """Everybody who ever wrote in the proposal."""
    return {actor for wanted in _AUTHORS for actor in session.scalars(wanted, {"key": key})}


_AUTHORS = (
    select(ProposalAuthor.actor).where(ProposalAuthor.proposal_id == bindparam("key")),
    select(Proposal.author).where(Proposal.id == bindparam("key")),
)


def read(ring: Ring, proposal: Proposal) -> Draft:
    body = proposal.body.open(ring, context("proposal", proposal.id, "body", proposal.level))
    content = json.loads(body)
    if OLD_BATCH in content:  # written before batches became changes: kept, and readable as far as this
        return Draft(title="A batch that an earlier version received", why="Import it again to have it reviewed.")
    return read_draft(content)


def taken_back(session: Session, draft: Draft) -> set[int]:
    """Numbers of the changesets that a draft would revert; of a hash of nothing none."""
    return numbers_of(session, (change.changeset for change in draft.changes if isinstance(change, Revert)))


def numbers_of(session: Session, hashes: Iterable[str]) -> set[int]:
    """Numbers of the changesets with these hashes (hexadecimal), of those that are there."""
    found = set()
    for text in hashes:
        with suppress(NotThere):
            found.add(number_of(session, text))
    return found
