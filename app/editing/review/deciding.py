"""Who may decide how a person appears, and when two have to: rules over what the record says once the decision stands.

Two approvals are needed for people who may be children today, where sexual violence is told of, and where consent was once
refused or taken back, since relatives may disagree (domain.md, rule 3; issue 6).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.ages import ADULT, age_between
from app.codebook.dates import PartialDate
from app.codebook.levels import Form
from app.codebook.values import AgeValue, DateValue, TermValue
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
from app.vault.rows import ClaimRow, VaultRows

SEXUAL_VIOLENCE = frozenset({"sexual_violence", "forced_abortion"})
REFUSED = frozenset({"refused", "withdrawn"})
YOUNGEST = {"infant": 0, "child": 2, "adolescent": 12}
"""The least age in years of the young age bands (domain.md, age_band)."""
CASE, EVENT = Case.__table__.c, ReturnEvent.__table__.c
BEFELL, TIE = CaseEvent.__table__.c, Relationship.__table__.c
SHOWS_NOBODY = frozenset({Form.HOLD})


def people_of(session: Session, subjects: Iterable[int]) -> set[int]:
    """The individuals that decisions about these subjects concern: themselves, or everybody in an event."""
    asked = set(subjects)
    events = set(session.scalars(select(EVENT.id).where(EVENT.id.in_(asked))))
    return (asked - events) | set(session.scalars(select(CASE.individual_id).where(CASE.return_event_id.in_(events))))


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
    found = set(session.scalars(select(Changeset.author).where(Changeset.number.in_(numbers))))
    drafts = select(ProposalAuthor.actor).join(Proposal, Proposal.id == ProposalAuthor.proposal_id)
    return found | set(session.scalars(drafts.where(Proposal.changeset_number.in_(numbers))))


def two_needed(rows: VaultRows, people: Iterable[str], on: date) -> bool:
    """Whether a decision about any of these individuals (public ids) needs a second person."""
    return any(
        may_be_child(rows, person, on) or _tells_of_violence(rows, person) or _was_refused(rows, person)
        for person in people
    )


def may_be_child(rows: VaultRows, person: str, on: date) -> bool:
    """Whether anything that is said allows the person to be under eighteen on the day `on`."""
    said = list(_said_of(rows, person))
    today = PartialDate(on.isoformat(), on, on, "")
    births = [c.value.date for c in said if c.field == "birth" and isinstance(c.value, DateValue)]
    ages = (age_between(birth, today) for birth in births)
    if any(age is not None and age.low < ADULT for age in ages):
        return True
    return any(age + passed < ADULT for age in _young_ages(said) for passed in _years_since(said, on))


def _was_refused(rows: VaultRows, person: str) -> bool:
    """Whether a decision on record says that consent was refused or taken back: then relatives may disagree."""
    return any(d.subject == person and d.consent_status in REFUSED for d in rows.decisions)


def _tells_of_violence(rows: VaultRows, person: str) -> bool:
    terms = (c.value.term for c in _said_of(rows, person) if c.field == "violation" and isinstance(c.value, TermValue))
    return not SEXUAL_VIOLENCE.isdisjoint(terms)


def _said_of(rows: VaultRows, person: str) -> Iterator[ClaimRow]:
    own = {person} | {case.public_id for case in rows.cases if case.individual == person}
    return (claim for claim in rows.claims if claim.subject in own)


def _young_ages(said: list[ClaimRow]) -> Iterator[int]:
    """Ages in years at the return, at their lowest."""
    for claim in said:
        if claim.field == "age_at_return" and isinstance(claim.value, AgeValue) and claim.value.range:
            yield claim.value.range.international().low
        if claim.field == "age_band" and isinstance(claim.value, TermValue) and claim.value.term in YOUNGEST:
            yield YOUNGEST[claim.value.term]


def _years_since(said: list[ClaimRow], on: date) -> list[int]:
    """Full years from the latest day of each return told of until `on`; none at all where no return is dated."""
    days = [
        c.value.date.latest
        for c in said
        if c.field in {"return_date", "seizure_date"} and isinstance(c.value, DateValue) and c.value.date.latest
    ]
    return [on.year - d.year - ((on.month, on.day) < (d.month, d.day)) for d in days] or [0]
