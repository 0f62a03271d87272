"""A few people and events out of the vault, as dossiers: all that is held about each of them, and the sources it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.disclosure.assemble import Record
from app.disclosure.dossier import MovedRecord
from app.publishing.load import record_of
from app.storage.batches import batches
from app.storage.sealed import Ring
from app.vault.models import Individual, ReturnEvent, Source, Subject
from app.vault.reading import load, load_moved, standing_merges
from app.vault.scope import Scope, scope_about


@dataclass(frozen=True, slots=True)
class Rows:
    """Row ids of individuals, return events and sources."""

    people: frozenset[int] = frozenset()
    events: frozenset[int] = frozenset()
    sources: frozenset[int] = frozenset()

    def joined(self, other: Rows) -> Rows:
        return Rows(self.people | other.people, self.events | other.events, self.sources | other.sources)


def load_part(session: Session, ring: Ring, wanted: Rows) -> Record:
    """The record of these people, of the events in which they or these are, and of all sources those rest on, and of these.

    Whoever was merged into somebody, or counts no more, is not in it, nor `moved`, which is of everybody (`load_moved_records`).
    """
    scope = scope_about(session, wanted.people | wanted.events)
    found = record_of(load(session, ring, scope=replace(scope, sources=scope.sources | wanted.sources)))
    people = public_ids(session, Subject, wanted.people)
    return replace(found, dossiers=tuple(d for d in found.dossiers if d.public_id in people), moved=())


def load_moved_records(session: Session, ring: Ring) -> tuple[MovedRecord, ...]:
    """Where old addresses lead on, of everybody: nothing is read of who was never merged."""

    def scope() -> Scope:
        merged = frozenset(merge.merged for merge in standing_merges(session))
        return scope_about(session, row_ids(session, merged).people)

    return tuple(MovedRecord(row.old, row.new, row.redirect_at, row.not_at) for row in load_moved(session, ring, scope))


def public_ids(session: Session, model: Any, rows: Iterable[int]) -> frozenset[str]:
    """The public ids of subjects, or of sources, by their row ids."""
    return frozenset(key for some in batches(rows) for key in session.scalars(_ids(model.public_id, model.id, some)))


def row_ids(session: Session, keys: frozenset[str]) -> Rows:
    """The row ids of the individuals, events and sources among these public ids."""

    def found(model: Any) -> frozenset[int]:
        return frozenset(n for some in batches(keys) for n in session.scalars(_ids(model.id, model.public_id, some)))

    return Rows(found(Individual), found(ReturnEvent), found(Source))


def _ids(column: Any, by: Any, some: list[Any]) -> Select[Any]:
    return select(column).where(by.in_(some))
