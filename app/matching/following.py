"""Who of the people filed under their names must be read again, when the record has moved since."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.matching.known import Known, known_people
from app.storage.batches import batches
from app.storage.sealed import Ring
from app.vault.models import Subject
from app.vault.reading import load
from app.vault.scope import scope_about
from app.vault.touched import whom_it_touched

MOST = 2_000
"""More people than this are not read one by one: then everybody is."""


@dataclass(frozen=True, slots=True)
class Moved:
    """`gone`: public ids of everybody who may be another now, or not there; `come`: those of them whom the clearance sees."""

    gone: tuple[str, ...]
    come: tuple[Known, ...]


def people_since(session: Session, ring: Ring, clearance: Level, number: int) -> Moved | None:
    """What became of the people since changeset `number`; None where that is too much to tell."""
    people = whom_it_touched(session, number).people
    if len(people) > MOST:
        return None
    named = (select(Subject.public_id).where(Subject.id.in_(some)) for some in batches(people))
    gone = tuple(key for wanted in named for key in session.scalars(wanted))
    rows = load(session, ring, scope=scope_about(session, people))
    whom = set(gone)
    return Moved(gone, tuple(known for known in known_people(rows, clearance) if known.public_id in whom))
