"""What belongs together: a person with their cases, events, ties, merges, and the sources all that rests on.

For looking at one person without loading the whole vault. Says which rows to load; drops nothing for any level.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, Table, or_, select, true
from sqlalchemy.orm import Session

from app.vault import models

SUBJECT_OF = {"claim": "subject_id", "publication_decision": "subject_id", "withdrawal": "subject_id"}
SUBJECT_OF |= {"subject_ruling": "subject_id", "case_standing": "case_id", "verification_ruling": "case_id"}
SUBJECT_OF |= {"merge": "kept_id"} | dict.fromkeys(("subject", "individual", "return_event", "case"), "id")
SUBJECT_OF |= dict.fromkeys(("case_event", "relationship"), "id")
SOURCES = {"source": "id", "source_derivation": "source_id"}
BY_PARENT = {
    "claim_ruling": ("claim_id", models.Claim, "subject_id"),
    "decision_evidence": ("decision_id", models.PublicationDecision, "subject_id"),
    "withdrawal_closing": ("withdrawal_id", models.Withdrawal, "subject_id"),
    "erasure": ("claim_id", models.Claim, "subject_id"),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Row ids of subjects and of sources. What lies outside is not loaded."""

    subjects: frozenset[int]
    sources: frozenset[int]

    def holds(self, table: Table) -> ColumnElement[bool]:
        """The condition on the rows of a history table."""
        if table.name in SUBJECT_OF:
            return table.c[SUBJECT_OF[table.name]].in_(self.subjects)
        if table.name in BY_PARENT:
            column, parent, own = BY_PARENT[table.name]
            rows = cast("Table", parent.__table__)
            return table.c[column].in_(select(rows.c.id).where(rows.c[own].in_(self.subjects)))
        if table.name in SOURCES:
            return table.c[SOURCES[table.name]].in_(self.sources)
        return true()


def scope_about(session: Session, subjects: Iterable[int]) -> Scope:
    """All that belongs to the people and events among `subjects` (row ids; cases and ties lead to their people)."""
    asked = set(subjects)
    people, events = people_and_events(session, asked)
    people = merged_with(session, people)
    case, tie = _columns(models.Case), _columns(models.Relationship)
    happened = _columns(models.CaseEvent)
    cases = set(_all(session, select(case.id).where(case.individual_id.in_(people))))
    events |= set(_all(session, select(case.return_event_id).where(case.id.in_(cases))))
    later = set(_all(session, select(happened.id).where(happened.case_id.in_(cases))))
    ties = session.execute(select(tie.id, tie.a_id, tie.b_id).where(or_(tie.a_id.in_(people), tie.b_id.in_(people))))
    told = {number for row in ties for number in row}
    inside = frozenset(people | cases | events | later | told | asked)
    return Scope(inside, frozenset(_sources(session, inside)))


def people_and_events(session: Session, asked: set[int]) -> tuple[set[int], set[int]]:
    """The people and the events that are among the subjects, or that cases, events of a life and ties among them belong to."""
    case, happened, tie = _columns(models.Case), _columns(models.CaseEvent), _columns(models.Relationship)
    person, event = _columns(models.Individual), _columns(models.ReturnEvent)
    people = set(_all(session, select(person.id).where(person.id.in_(asked))))
    events = set(_all(session, select(event.id).where(event.id.in_(asked))))
    people |= set(_all(session, select(case.individual_id).where(case.id.in_(asked))))
    cases = select(happened.case_id).where(happened.id.in_(asked))
    people |= set(_all(session, select(case.individual_id).where(case.id.in_(cases))))
    for row in session.execute(select(tie.a_id, tie.b_id).where(tie.id.in_(asked))):
        people |= set(row)
    return people, events


def merged_with(session: Session, people: set[int]) -> set[int]:
    """The people (row ids), and everybody who was ever merged with one of them."""
    found, merge = set(people), _columns(models.Merge)
    while True:
        either = or_(merge.kept_id.in_(found), merge.merged_id.in_(found))
        pairs = session.execute(select(merge.kept_id, merge.merged_id).where(either))
        more = {number for pair in pairs for number in pair} - found
        if not more:
            return found
        found |= more


def _sources(session: Session, subjects: frozenset[int]) -> set[int]:
    claim, tie, derived = _columns(models.Claim), _columns(models.Relationship), _columns(models.SourceDerivation)
    evidence, decision = _columns(models.DecisionEvidence), _columns(models.PublicationDecision)
    cited = set(_all(session, select(claim.source_id).where(claim.subject_id.in_(subjects))))
    cited |= set(_all(session, select(tie.source_id).where(tie.id.in_(subjects), tie.source_id.is_not(None))))
    decisions = select(decision.id).where(decision.subject_id.in_(subjects))
    cited |= set(_all(session, select(evidence.source_id).where(evidence.decision_id.in_(decisions))))
    origins = select(derived.derived_from_id).where(derived.source_id.in_(cited), derived.derived_from_id.is_not(None))
    return cited | set(_all(session, origins))


def _columns(model: type) -> Any:
    """The columns of a model's own table: a subject's second row is enough here."""
    return cast("Table", model.__table__).c  # type: ignore[attr-defined]  # every model has one


def _all(session: Session, wanted: Select[Any]) -> list[int]:
    return list(session.scalars(wanted))
