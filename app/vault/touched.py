"""Which subjects a span of changesets touched: whose rows came, or began or ceased to count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Select, Table, select
from sqlalchemy.orm import Session

from app.vault import models
from app.vault.scope import merged_with, people_and_events, returned_in

COLUMNS: tuple[tuple[type, str], ...] = (
    (models.Subject, "id"),
    (models.Claim, "subject_id"),
    (models.CaseStanding, "case_id"),
    (models.PublicationDecision, "subject_id"),
    (models.Withdrawal, "subject_id"),
    (models.SubjectRuling, "subject_id"),
    (models.VerificationRuling, "case_id"),
    (models.Merge, "kept_id"),
    (models.Merge, "merged_id"),
)
"""Rows that name their subjects themselves."""
BY_PARENT: tuple[tuple[type, str, type, tuple[str, ...]], ...] = (
    (models.ClaimRuling, "claim_id", models.Claim, ("subject_id",)),
    (models.Erasure, "claim_id", models.Claim, ("subject_id",)),
    (models.WithdrawalClosing, "withdrawal_id", models.Withdrawal, ("subject_id",)),
    (models.MergeEnd, "merge_id", models.Merge, ("kept_id", "merged_id")),
)


@dataclass(frozen=True, slots=True)
class Touched:
    """Row ids. `people`: of individuals, those merged with one that was touched included; `events`: of return events.

    `withdrawn`: whether a withdrawal began or ended.
    """

    people: frozenset[int]
    events: frozenset[int]
    withdrawn: bool


def whom_it_touched(session: Session, since: int) -> Touched:
    """Whom and what the changesets after `since` may have changed. An event that was touched touches everybody returned in it."""
    people, events = people_and_events(session, touched(session, since))
    people |= returned_in(session, events)
    return Touched(frozenset(merged_with(session, people)), frozenset(events), _withdrawn(session, since))


def touched(session: Session, since: int) -> set[int]:
    """Row ids of the subjects that changesets after `since` touched."""
    return touched_by(session, session.scalars(select(models.Changeset.number).where(models.Changeset.number > since)))


def touched_by(session: Session, changesets: Iterable[int]) -> set[int]:
    """Row ids of the subjects that these changesets touched, by themselves or by what they reversed.

    A source that was found to repeat another touches all of whom it says something: their facts rest on less now. So does one
    whose level was ruled.
    """
    numbers = with_reversed(session, changesets)
    return {subject for wanted in (*_moved(numbers), *_by_source(numbers)) for subject in session.scalars(wanted)}


def moved_by(session: Session, changesets: Iterable[int]) -> set[int]:
    """The same without those of whom only a source says something that was found to repeat another: they are seen as before."""
    numbers = with_reversed(session, changesets)
    ruled = _columns(models.SourceRuling)
    told = told_by(session, select(ruled.source_id).where(ruled.added_in.in_(numbers)))
    return told | {subject for wanted in _moved(numbers) for subject in session.scalars(wanted)}


def told_by(session: Session, sources: Select[Any]) -> set[int]:
    """Row ids of the subjects of which these sources (a query for row ids) say something, ties included."""
    return {subject for wanted in _told_by(sources) for subject in session.scalars(wanted)}


def with_reversed(session: Session, changesets: Iterable[int]) -> set[int]:
    """The changesets, what they reversed, what that had reversed, and so on."""
    numbers = set(changesets)
    new = numbers
    while new:
        reversal = models.Reversal
        new = set(session.scalars(select(reversal.changeset_number).where(reversal.added_in.in_(new)))) - numbers
        numbers |= new
    return numbers


def _withdrawn(session: Session, since: int) -> bool:
    tables = (_columns(models.Withdrawal), _columns(models.WithdrawalClosing))
    return any(session.execute(select(own.id).where(own.added_in > since).limit(1)).first() for own in tables)


def _moved(numbers: set[int]) -> Iterator[Select[Any]]:
    for model, column in COLUMNS:
        own = _columns(model)
        yield select(own[column]).where(own.added_in.in_(numbers))
    for model, link, parent, columns in BY_PARENT:
        own, theirs = _columns(model), _columns(parent)
        for column in columns:
            yield select(theirs[column]).where(theirs.id == own[link], own.added_in.in_(numbers))


def _by_source(numbers: set[int]) -> Iterator[Select[Any]]:
    """Of whom a source says something that was found to repeat another. Of whom one that was ruled on does, and of whom one does that
    repeats it: that may be a second voice now.
    """
    ruled, derived = _columns(models.SourceRuling), _columns(models.SourceDerivation)
    said = _columns(models.Claim)
    yield select(said.subject_id).where(said.source_id == derived.source_id, derived.added_in.in_(numbers))
    sources = select(ruled.source_id).where(ruled.added_in.in_(numbers))
    repeating = select(derived.source_id).where(derived.derived_from_id.in_(sources))
    yield select(said.subject_id).where(said.source_id.in_(repeating))
    yield from _told_by(sources)


def _told_by(sources: Select[Any]) -> Iterator[Select[Any]]:
    claim, tie = _columns(models.Claim), _columns(models.Relationship)
    yield select(claim.subject_id).where(claim.source_id.in_(sources))
    yield select(tie.id).where(tie.source_id.in_(sources))


def _columns(model: type) -> Any:
    return cast("Table", model.__table__).c  # type: ignore[attr-defined]  # every model has one
