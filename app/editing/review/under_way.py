"""A draft on its way into a changeset: who approved it, and the row ids of all that it names and makes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.editing.drafts.targets import NOTHING
from app.storage.batches import batches
from app.storage.sealed import Ring
from app.vault.errors import DoesNotFit
from app.vault.models import Subject
from app.vault.recording import Recorder


@dataclass(frozen=True, slots=True)
class Deciders:
    """Who approved, first and second; the day they did."""

    first: str
    second: str | None
    on: date


@dataclass(slots=True)
class Applying:
    """One draft on its way in: row ids of what it names and makes, by name; `kinds`: of subjects, by row id."""

    session: Session
    ring: Ring
    recorder: Recorder
    by: Deciders
    subjects: dict[str, int] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    claims: dict[str, int] = field(default_factory=dict)

    def subject(self, name: str) -> int:
        return found(self.subjects, name)

    def made(self, ref: str, subject: int, kind: str) -> None:
        """A subject that the draft makes."""
        self.subjects["@" + ref], self.kinds[subject] = subject, kind

    def of_kind(self, name: str, *kinds: str) -> int:
        """A subject of one of these kinds. DoesNotFit where it is of another."""
        subject = self.subject(name)
        if self.kinds[subject] not in kinds:
            raise DoesNotFit(OTHER_KIND.format(self.kinds[subject].replace("_", " ")))
        return subject

    def source(self, name: str) -> int:
        return found(self.sources, name)


OTHER_KIND = "This is never said of a {}."


class Lost(LookupError):
    """A name that leads nowhere."""


def found(known: dict[str, int], name: str) -> int:
    if name not in known:
        raise Lost(NOTHING)
    return known[name]


def ids_of(session: Session, model: Any, names: Iterable[str]) -> dict[str, int]:
    """Row ids by public id of what is there already; `@` refs are left out."""
    known: dict[str, int] = {}
    for some in batches(name for name in names if not name.startswith("@")):
        rows = select(model.public_id, model.id).where(model.public_id.in_(some))
        known |= dict(iter(session.execute(rows)))
    return known


def kinds_of(session: Session, subjects: Iterable[int]) -> dict[int, str]:
    """The kinds of subjects by row id."""
    return {
        number: kind
        for some in batches(subjects)
        for number, kind in session.execute(select(Subject.id, Subject.kind).where(Subject.id.in_(some)))
    }
