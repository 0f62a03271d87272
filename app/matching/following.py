"""Who of the people filed under their names must be read again, when the record has moved since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.matching.known import Known, known_people
from app.storage.sealed import Ring
from app.vault.models import Case, Individual, Subject
from app.vault.reading import load
from app.vault.scope import merged_with, scope_about
from app.vault.touched import touched

CASE, PERSON = cast("Table", Case.__table__).c, cast("Table", Individual.__table__).c
MOST = 2_000
"""More people than this are not read one by one: then everybody is."""
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Moved:
    """`gone`: public ids of everybody who may be another now, or not there; `come`: those of them whom the clearance sees."""

    gone: tuple[str, ...]
    come: tuple[Known, ...]


def people_since(session: Session, ring: Ring, clearance: Level, number: int) -> Moved | None:
    """What became of the people since changeset `number`; None where that is too much to tell."""
    people = _people(session, touched(session, number))
    if len(people) > MOST:
        return None
    named = (select(Subject.public_id).where(Subject.id.in_(some)) for some in _parts(people))
    gone = tuple(key for wanted in named for key in session.scalars(wanted))
    rows = load(session, ring, scope=scope_about(session, people))
    whom = set(gone)
    return Moved(gone, tuple(known for known in known_people(rows, clearance) if known.public_id in whom))


def _people(session: Session, subjects: set[int]) -> set[int]:
    """Row ids of the people whose files may be others: those touched, of the cases and returns touched, and their merged ones."""
    found: set[int] = set()
    for some in _parts(subjects):
        found |= set(session.scalars(select(PERSON.id).where(PERSON.id.in_(some))))
        either = CASE.id.in_(some) | CASE.return_event_id.in_(some)
        found |= set(session.scalars(select(CASE.individual_id).where(either)))
    return merged_with(session, found)


def _parts(ids: set[int]) -> Iterator[list[int]]:
    known = sorted(ids)
    yield from (known[start : start + AT_ONCE] for start in range(0, len(known), AT_ONCE))
