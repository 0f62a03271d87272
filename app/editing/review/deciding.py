"""Whom a decision concerns, and who wrote about them: who did decides nothing about how they appear."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.vault.models import (
    Case,
    CaseEvent,
    Changeset,
    Claim,
    Proposal,
    ProposalAuthor,
    Relationship,
    ReturnEvent,
    Subject,
)
from app.vault.scope import returned_in

CASE, EVENT = Case.__table__.c, ReturnEvent.__table__.c
BEFELL, TIE = CaseEvent.__table__.c, Relationship.__table__.c


def people_of(session: Session, subjects: Iterable[int]) -> set[int]:
    """The individuals that decisions about these subjects concern: themselves, or everybody in an event."""
    asked = set(subjects)
    events = set(session.scalars(select(EVENT.id).where(EVENT.id.in_(asked))))
    return (asked - events) | returned_in(session, events)


def wrote_about(session: Session, subjects: Iterable[int]) -> set[str]:
    """Everybody who wrote a claim, a tie or what befell them about these people, their cases or these events, or put them into
    the record.
    """
    ids = set(subjects)
    ids |= set(session.scalars(select(TIE.id).where(TIE.a_id.in_(ids) | TIE.b_id.in_(ids))))
    ids |= set(session.scalars(select(CASE.id).where(CASE.individual_id.in_(ids))))
    ids |= set(session.scalars(select(BEFELL.id).where(BEFELL.case_id.in_(ids))))
    numbers = set(session.scalars(select(Claim.added_in).where(Claim.subject_id.in_(ids))))
    numbers |= set(session.scalars(select(Subject.added_in).where(Subject.id.in_(ids))))
    return authors_of(session, numbers)


def authors_of(session: Session, numbers: set[int]) -> set[str]:
    """Everybody who wrote in what these changesets were made of."""
    found = set(session.scalars(select(Changeset.author).where(Changeset.number.in_(numbers))))
    drafts = select(ProposalAuthor.actor).join(Proposal, Proposal.id == ProposalAuthor.proposal_id)
    return found | set(session.scalars(drafts.where(Proposal.changeset_number.in_(numbers))))
