"""Who may decide how a person appears, and when two have to: rules over what the record says once the decision stands.

Two approvals are needed for people who may be children today, where sexual violence is told of, and where consent was once
refused or taken back, since relatives may disagree (domain.md, rule 3; issue 6).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.ages import ADULT, age_between
from app.codebook.dates import PartialDate
from app.codebook.levels import SPOKEN_FOR
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
from app.vault.rows import CaseRow, ClaimRow, IndividualRow, VaultRows
from app.vault.scope import returned_in

VIOLENCE = frozenset({"sexual_violence", "forced_abortion"})
"""Terms of `violation`, of `case_event_type` and of `level_reason`."""
CHILD = "minor"
"""The level reason of what concerns somebody who is a child today."""
RETURNED = frozenset({"return_date", "seizure_date"})
REFUSED = frozenset({"refused", "withdrawn"})
YOUNGEST = {"infant": 0, "child": 2, "adolescent": 12}
"""The least age in years of the young age bands (domain.md, age_band)."""
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
    found = set(session.scalars(select(Changeset.author).where(Changeset.number.in_(numbers))))
    drafts = select(ProposalAuthor.actor).join(Proposal, Proposal.id == ProposalAuthor.proposal_id)
    return found | set(session.scalars(drafts.where(Proposal.changeset_number.in_(numbers))))


def two_needed(rows: VaultRows, people: Iterable[str], on: date) -> bool:
    """Whether a decision about any of these individuals (public ids) needs a second person."""
    return bool(who_needs_two(rows, people, on))


def who_needs_two(rows: VaultRows, people: Iterable[str], on: date) -> set[str]:
    """Those individuals (public ids) about whom two decide."""
    refused = {d.subject for d in rows.decisions if d.consent_status in REFUSED}  # then relatives may disagree
    asked = set(people)
    return (asked & refused) | {who for who, told in _told(rows, asked).items() if told.asks_for_two(on)}


def may_be_child(rows: VaultRows, person: str, on: date) -> bool:
    """Whether anything that is said allows the person to be under eighteen on the day `on`."""
    return bool(who_may_be_child(rows, [person], on))


def who_may_be_child(rows: VaultRows, people: Iterable[str], on: date) -> set[str]:
    """Those of the individuals (public ids)."""
    return {who for who, told in _told(rows, set(people)).items() if told.may_be_child(on)}


@dataclass(slots=True)
class _Told:
    """All that is said of one individual, in whatever return. `befell`: types of events of their cases; `reasons`: for levels."""

    claims: list[ClaimRow] = field(default_factory=list)
    befell: set[str] = field(default_factory=set)
    reasons: set[str] = field(default_factory=set)

    def asks_for_two(self, on: date) -> bool:
        return self.may_be_child(on) or not VIOLENCE.isdisjoint(self._terms() | self.befell | self.reasons)

    def may_be_child(self, on: date) -> bool:
        if CHILD in self.reasons:
            return True
        today = PartialDate(on.isoformat(), on, on, "")
        births = [c.value.date for c in self.claims if c.field == "birth" and isinstance(c.value, DateValue)]
        ages = (age_between(birth, today) for birth in births)
        if any(age is not None and age.low < ADULT for age in ages):
            return True
        return any(age + passed < ADULT for age in self._young_ages() for passed in self._years_since(on))

    def _terms(self) -> set[str]:
        return {claim.value.term for claim in self.claims if isinstance(claim.value, TermValue)}

    def _young_ages(self) -> Iterator[int]:
        """Ages in years at the return, at their lowest."""
        for claim in self.claims:
            if claim.field == "age_at_return" and isinstance(claim.value, AgeValue) and claim.value.range:
                yield claim.value.range.international().low
            if claim.field == "age_band" and isinstance(claim.value, TermValue) and claim.value.term in YOUNGEST:
                yield YOUNGEST[claim.value.term]

    def _years_since(self, on: date) -> list[int]:
        """Full years from the latest day of each return told of until `on`; none at all where no return is dated."""
        days = [
            c.value.date.latest
            for c in self.claims
            if c.field in RETURNED and isinstance(c.value, DateValue) and c.value.date.latest and _stands(c)
        ]
        return [on.year - d.year - ((on.month, on.day) < (d.month, d.day)) for d in days] or [0]


def _stands(claim: ClaimRow) -> bool:
    """Whether it is still said: a day that was denied or rejected makes nobody older."""
    return claim.polarity == "asserts" and claim.standing in SPOKEN_FOR


def _told(rows: VaultRows, people: set[str]) -> dict[str, _Told]:
    """By individual; in one pass over the rows, since a return may have hundreds of people."""
    told = {person: _Told() for person in people}
    whose = {person: person for person in people}
    whose |= {case.public_id: case.individual for case in rows.cases if case.individual in people}
    for happened in rows.case_events:
        if happened.case in whose:
            whose[happened.public_id] = whose[happened.case]
            told[whose[happened.case]].befell.add(happened.type)
    leveled: tuple[IndividualRow | CaseRow, ...] = (*rows.individuals, *rows.cases)
    for row in leveled:
        if row.public_id in whose:
            told[whose[row.public_id]].reasons.add(row.level_reason)
    for claim in rows.claims:
        if claim.subject in whose:
            told[whose[claim.subject]].claims.append(claim)
            told[whose[claim.subject]].reasons.add(claim.level_reason)
    return told
