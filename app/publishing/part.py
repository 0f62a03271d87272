"""A few people and events out of the vault, as dossiers: all that is held about each of them, and the sources it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.disclosure.assemble import Record
from app.disclosure.dossier import MovedRecord
from app.keys.ring import KeyRing
from app.publishing.load import record_of
from app.vault.models import Individual, ReturnEvent, Source, Subject
from app.vault.reading import load, standing_merges
from app.vault.scope import scope_about

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Rows:
    """Row ids of individuals, return events and sources."""

    people: frozenset[int] = frozenset()
    events: frozenset[int] = frozenset()
    sources: frozenset[int] = frozenset()

    def joined(self, other: Rows) -> Rows:
        return Rows(self.people | other.people, self.events | other.events, self.sources | other.sources)


def load_part(session: Session, ring: KeyRing, wanted: Rows) -> Record:
    """The record of these people, of the events in which they or these are, and of all sources those rest on, and of these.

    Whoever was merged into somebody, or counts no more, is not in it. `moved` is whole.
    """
    scope = scope_about(session, wanted.people | wanted.events)
    found = record_of(load(session, ring, scope=replace(scope, sources=scope.sources | wanted.sources)))
    people = public_ids(session, wanted.people)
    return replace(
        found,
        dossiers=tuple(d for d in found.dossiers if d.public_id in people),
        moved=tuple(MovedRecord(m.merged, m.kept, m.redirect_at) for m in standing_merges(session)),
    )


def public_ids(session: Session, subjects: Iterable[int]) -> frozenset[str]:
    """The public ids of subjects, by their row ids."""
    return frozenset(
        key for some in _parts(subjects) for key in session.scalars(_ids(Subject.public_id, Subject.id, some))
    )


def source_ids(session: Session, sources: Iterable[int]) -> frozenset[str]:
    """The public ids of sources, by their row ids."""
    wanted = _parts(sources)
    return frozenset(key for some in wanted for key in session.scalars(_ids(Source.public_id, Source.id, some)))


def row_ids(session: Session, keys: Iterable[str]) -> Rows:
    """The row ids of the individuals, events and sources among these public ids."""
    wanted = list(_parts(keys))

    def found(model: Any) -> frozenset[int]:
        return frozenset(n for some in wanted for n in session.scalars(_ids(model.id, model.public_id, some)))

    return Rows(found(Individual), found(ReturnEvent), found(Source))


def _ids(column: Any, by: Any, some: list[Any]) -> Select[Any]:
    return select(column).where(by.in_(some))


def _parts(keys: Iterable[Any]) -> Iterator[list[Any]]:
    """Few enough for one query each."""
    every = sorted(keys)
    return (every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE))
