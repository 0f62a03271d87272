"""Who may decide how a person appears, and when two have to: rules over what the record says once the decision stands.

Two approvals are needed for people who may be children today, where sexual violence is told of, and where consent was once
refused or taken back, since relatives may disagree (domain.md, rule 3; issue 6).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.ages import ADULT, full_years, may_be_younger_than
from app.codebook.levels import SPOKEN_FOR, Level
from app.codebook.values import AgeValue, DateValue, TermValue
from app.disclosure.forms import PUBLISHED_STATES
from app.editing.history.raised import seen_by
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
    return (asked & refused) | reasons_for_two(rows, asked, on).keys()


def reasons_for_two(rows: VaultRows, people: Iterable[str], on: date) -> dict[str, frozenset[str]]:
    """Of those about whom two decide by what is said of them: why, as far as these rows tell it."""
    reasons = {who: told.reasons_for_two(on) for who, told in _told(rows, set(people)).items()}
    return {who: why for who, why in reasons.items() if why}


def within(rows: VaultRows, level: Level) -> VaultRows:
    """The rows of which the level is told: of published cases, by claims that still speak, and nothing above it."""
    return seen_by(
        replace(
            rows,
            cases=tuple(case for case in rows.cases if case.state in PUBLISHED_STATES),
            claims=tuple(claim for claim in rows.claims if claim.standing in SPOKEN_FOR),
        ),
        level,
    )


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

    def reasons_for_two(self, on: date) -> frozenset[str]:
        """`CHILD`, and the terms of violence that are told of."""
        violence = VIOLENCE & (self._terms() | self.befell | self.reasons)
        return violence | {CHILD} if self.may_be_child(on) else violence

    def may_be_child(self, on: date) -> bool:
        births = [c.value.date for c in self.claims if c.field == "birth" and isinstance(c.value, DateValue)]
        return (
            CHILD in self.reasons
            or any(may_be_younger_than(ADULT, birth, on) for birth in births)
            or any(age + self._years_since(case, on) < ADULT for case, age in self._young_ages())
        )

    def _terms(self) -> set[str]:
        return {claim.value.term for claim in self.claims if isinstance(claim.value, TermValue)}

    def _young_ages(self) -> Iterator[tuple[str, int]]:
        """Ages in years at a return, at their lowest, each with the case of that return."""
        for claim in self.claims:
            if claim.field == "age_at_return" and isinstance(claim.value, AgeValue) and claim.value.range:
                yield claim.subject, claim.value.range.international().low
            if claim.field == "age_band" and isinstance(claim.value, TermValue) and claim.value.term in YOUNGEST:
                yield claim.subject, YOUNGEST[claim.value.term]

    def _years_since(self, case: str, on: date) -> int:
        """Full years from the latest day that is told of this return until `on`, at their fewest; none where it is not dated."""
        days = [
            c.value.date.latest or on
            for c in self.claims
            if c.subject == case and c.field in RETURNED and isinstance(c.value, DateValue) and _stands(c)
        ]
        return min((full_years(day, on) for day in days), default=0)


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
