"""Which cases and proposals a text names by their ids: for the record of who saw what. Tells nobody anything by itself."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.vault.models import Case, Individual, Proposal, Subject

CASE, PERSON = Case.__table__.c, Individual.__table__.c


def cases_named(session: Session, ids: Collection[str]) -> list[str]:
    """Public ids of the cases that are named, or whose person is; of a person without a case, the person's own."""
    named = select(Subject.id).where(Subject.public_id.in_(ids))
    cases = select(CASE.id).where(or_(CASE.id.in_(named), CASE.individual_id.in_(named)))
    alone = select(PERSON.id).where(PERSON.id.in_(named), PERSON.id.not_in(select(CASE.individual_id)))
    wanted = select(Subject.public_id).where(or_(Subject.id.in_(cases), Subject.id.in_(alone)))
    return sorted(session.scalars(wanted))


def proposals_named(session: Session, ids: Collection[str]) -> list[str]:
    return sorted(session.scalars(select(Proposal.id).where(Proposal.id.in_(ids))))
