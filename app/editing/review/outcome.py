"""What became of a proposal: the records it made, and whether somebody has approved just what it holds now."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.editing.drafts.sight import may_see, read
from app.editing.drafts.targets import Targets
from app.editing.errors import BadDraft, NotThere
from app.editing.people import Person
from app.editing.review.bound import bound_to
from app.editing.review.reviews import approvals_on
from app.storage.sealed import Ring
from app.vault.levels import subject_levels
from app.vault.models import Case, Individual, Proposal, ReturnEvent, Subject

MADE = (Individual, ReturnEvent)
"""What has a page of its own that people look for; cases stand on the pages of both."""


def records_made(session: Session, ring: Ring, person: Person, key: str) -> list[str]:
    """Ids of the returns and people that came into the record with it, those alone that this person sees there now."""
    return _made(session, ring, person, key, MADE)


def cases_made(session: Session, ring: Ring, person: Person, key: str) -> list[str]:
    """The same of cases, those of people who were there before as well."""
    return _made(session, ring, person, key, (Case,))


def _made(session: Session, ring: Ring, person: Person, key: str, of: tuple[type[Subject], ...]) -> list[str]:
    proposal = session.get(Proposal, key)
    if proposal is None or not may_see(session, ring, person, proposal):
        raise NotThere
    if proposal.changeset_number is None:
        return []
    kinds = [kind.__mapper_args__["polymorphic_identity"] for kind in of]
    made = select(Subject.id, Subject.public_id).where(
        Subject.added_in == proposal.changeset_number, Subject.kind.in_(kinds)
    )
    found = session.execute(made.order_by(Subject.kind.desc(), Subject.id)).all()
    levels = subject_levels(session, (row.id for row in found))
    return [row.public_id for row in found if row.id in levels and levels[row.id] <= person.clearance]


def has_approved(session: Session, ring: Ring, person: Person, key: str) -> bool:
    """Whether this person has approved exactly what the proposal holds and would change now: then it waits for somebody else."""
    given = [review for review in approvals_on(session, key) if review.reviewer == person.id]
    if not given:
        return False
    proposal = session.get(Proposal, key)
    if proposal is None or not may_see(session, ring, person, proposal):
        raise NotThere
    draft = read(ring, proposal)
    targets = Targets(session, ring, draft)
    try:
        return any(
            review.content_hash == bound_to(session, ring, proposal, draft, targets, Level(review.level))
            for review in given
        )
    except BadDraft:
        return False
