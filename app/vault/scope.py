"""What belongs together: a person with their cases, events, ties, merges, and the sources all that rests on.

For looking at one person without loading the whole vault. Says which rows to load; drops nothing for any level.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from sqlalchemy import BindParameter, ColumnElement, Row, Select, Table, bindparam, or_, select, true
from sqlalchemy.orm import Session

from app.storage.batches import batches
from app.vault import models

SUBJECT_OF = {"claim": "subject_id", "publication_decision": "subject_id", "withdrawal": "subject_id"}
SUBJECT_OF |= {"subject_ruling": "subject_id", "case_standing": "case_id", "verification_ruling": "case_id"}
SUBJECT_OF |= {"merge": "kept_id"} | dict.fromkeys(("subject", "individual", "return_event", "case"), "id")
SUBJECT_OF |= dict.fromkeys(("case_event", "relationship"), "id")
SOURCES = {"source": "id", "source_derivation": "source_id", "source_ruling": "source_id"}
BY_PARENT = {
    "claim_ruling": ("claim_id", models.Claim, "subject_id"),
    "decision_evidence": ("decision_id", models.PublicationDecision, "subject_id"),
    "withdrawal_closing": ("withdrawal_id", models.Withdrawal, "subject_id"),
}

EVERYTHING: ColumnElement[bool] = true()


@dataclass(frozen=True, slots=True)
class Scope:
    """Row ids of subjects and of sources. What lies outside is not loaded."""

    subjects: frozenset[int]
    sources: frozenset[int]

    def parameters(self) -> dict[str, list[int]]:
        """What `within` asks for."""
        return {"subjects": sorted(self.subjects), "sources": sorted(self.sources)}


@cache
def within(table: Table) -> ColumnElement[bool]:
    """The condition on the rows of a history table, with a scope's ids as parameters."""
    subjects: BindParameter[int] = bindparam("subjects", expanding=True)
    sources: BindParameter[int] = bindparam("sources", expanding=True)
    if table.name in SUBJECT_OF:
        return table.c[SUBJECT_OF[table.name]].in_(subjects)
    if table.name in BY_PARENT:
        column, parent, own = BY_PARENT[table.name]
        rows = cast("Table", parent.__table__)
        return table.c[column].in_(select(rows.c.id).where(rows.c[own].in_(subjects)))
    if table.name in SOURCES:
        return table.c[SOURCES[table.name]].in_(sources)
    return EVERYTHING


def scope_about(session: Session, subjects: Iterable[int]) -> Scope:
    """All that belongs to the people and events among `subjects` (row ids; cases and ties lead to their people)."""
    asked = set(subjects)
    people, events = people_and_events(session, asked)
    people = merged_with(session, people)
    cases, events_of_cases = _columns_of(session, CASES, people)
    later = _found(session, HAPPENED, cases)
    told = merged_with(session, {number for column in _columns_of(session, TIES, people) for number in column})
    merged = {number for column in _columns_of(session, MERGED, told - people) for number in column}
    theirs = {number for column in _columns_of(session, CASES, merged) for number in column if number is not None}
    inside = frozenset(people | cases | events | events_of_cases | later | told | theirs | asked)
    return Scope(inside, frozenset(_sources(session, inside)))


def people_and_events(session: Session, asked: set[int]) -> tuple[set[int], set[int]]:
    """The people and the events that are among the subjects, or that cases, events of a life and ties among them belong to."""
    of_kind: defaultdict[str, set[int]] = defaultdict(set)
    for row in _rows(session, KINDS, asked):
        of_kind[row.kind].add(row.id)
    cases = of_kind["case"] | _found(session, CASE_OF, of_kind["case_event"])
    people = of_kind["individual"] | _found(session, PERSON_OF, cases)
    for ends in _columns_of(session, ENDS, of_kind["relationship"]):
        people |= ends
    return people, of_kind["return_event"]


def returned_in(session: Session, events: Collection[int]) -> set[int]:
    """Everybody (row ids of individuals) who has a case in one of these return events."""
    return _found(session, RETURNED, events)


def events_of(session: Session, cases: Collection[int]) -> set[int]:
    """The return events (row ids) of the cases among these subjects."""
    return _found(session, EVENT_OF, cases)


def with_their_cases(session: Session, people: Collection[int]) -> set[int]:
    """The people (row ids), everybody who was ever merged with one of them, and all of their cases."""
    everybody = merged_with(session, people)
    return everybody | _columns_of(session, CASES, everybody)[0]


def merged_with(session: Session, people: Collection[int]) -> set[int]:
    """The people (row ids), and everybody who was ever merged with one of them."""
    found = set(people)
    while True:
        more = {number for column in _columns_of(session, MERGED, found) for number in column} - found
        if not more:
            return found
        found |= more


def _sources(session: Session, subjects: frozenset[int]) -> set[int]:
    cited = {number for wanted in CITED for number in _found(session, wanted, subjects)}
    return cited | _found(session, ORIGINS, cited)


def _columns(model: type) -> Any:
    """The columns of a model's own table: a subject's second row is enough here."""
    return cast("Table", model.__table__).c  # type: ignore[attr-defined]  # every model has one


IDS: BindParameter[int] = bindparam("ids", expanding=True)
_subject, _case, _tie = _columns(models.Subject), _columns(models.Case), _columns(models.Relationship)
_claim, _happened, _merge = _columns(models.Claim), _columns(models.CaseEvent), _columns(models.Merge)
_derived, _decision = _columns(models.SourceDerivation), _columns(models.PublicationDecision)
_evidence = _columns(models.DecisionEvidence)
KINDS = select(_subject.id, _subject.kind).where(_subject.id.in_(IDS))
CASE_OF = select(_happened.case_id).where(_happened.id.in_(IDS))
PERSON_OF = select(_case.individual_id).where(_case.id.in_(IDS))
EVENT_OF = select(_case.return_event_id).where(_case.id.in_(IDS), _case.return_event_id.is_not(None))
ENDS = select(_tie.a_id, _tie.b_id).where(_tie.id.in_(IDS))
CASES = select(_case.id, _case.return_event_id).where(_case.individual_id.in_(IDS))
RETURNED = select(_case.individual_id).where(_case.return_event_id.in_(IDS))
HAPPENED = select(_happened.id).where(_happened.case_id.in_(IDS))
TIES = select(_tie.id, _tie.a_id, _tie.b_id).where(or_(_tie.a_id.in_(IDS), _tie.b_id.in_(IDS)))
MERGED = select(_merge.kept_id, _merge.merged_id).where(or_(_merge.kept_id.in_(IDS), _merge.merged_id.in_(IDS)))
CITED = (
    select(_claim.source_id).where(_claim.subject_id.in_(IDS)).distinct(),
    select(_tie.source_id).where(_tie.id.in_(IDS), _tie.source_id.is_not(None)),
    select(_evidence.source_id)
    .join_from(
        models.DecisionEvidence.__table__, models.PublicationDecision.__table__, _decision.id == _evidence.decision_id
    )
    .where(_decision.subject_id.in_(IDS)),
)
ORIGINS = select(_derived.derived_from_id).where(_derived.source_id.in_(IDS), _derived.derived_from_id.is_not(None))
"""Built once: a page of the desk asks for a scope or two, each with all of these."""


def _rows(session: Session, wanted: Select[Any], ids: Collection[int]) -> Sequence[Row[Any]]:
    connection = session.connection()
    return [row for some in batches(ids) for row in connection.execute(wanted, {"ids": some})]


def _found(session: Session, wanted: Select[Any], ids: Collection[int]) -> set[int]:
    return {row[0] for row in _rows(session, wanted, ids)}


def _columns_of(session: Session, wanted: Select[Any], ids: Collection[int]) -> list[set[int]]:
    """Each column of the answer as a set."""
    rows = _rows(session, wanted, ids)
    return [{row[at] for row in rows} for at in range(len(wanted.selected_columns))]
