"""A whole import: read, check, and record or propose. Nothing is written unless everything is right; never commits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.editing.drafts.document import Draft
from app.editing.drafts.kept import start
from app.editing.drafts.targets import with_base
from app.editing.people import Person, Role
from app.importing.agreement import disagreements
from app.importing.checks import check
from app.importing.founding import batch_hash, is_founding
from app.importing.interpret import interpret
from app.importing.prepared import PreparedBatch
from app.importing.problems import BatchRefused
from app.importing.proposing import changes_of
from app.importing.reading import Rows, read_batch
from app.importing.record import Progress, Recorded, record_founding
from app.keys.ring import KeyRing
from app.vault.models import ImportBatch
from app.vault.reading import load
from app.vault.recording import Recorder

FOUNDERS = ("founding-editor-1", "founding-editor-2")


@dataclass(frozen=True, slots=True)
class CheckedBatch:
    """A batch without a fault: its rows, its hash, and what it would record."""

    rows: Rows
    digest: str
    prepared: PreparedBatch

    @property
    def is_founding(self) -> bool:
        return is_founding(self.digest)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`what`: unchanged, recorded or proposed; `recorded` counts, `proposal` names what was made."""

    what: str
    recorded: Recorded | None = None
    proposal: str | None = None


class OtherFounding(Exception):
    """The vault was founded on another state of the shipped data."""


def checked_batch(folder: Path, today: date) -> CheckedBatch:
    """Read and check the batch in `folder`; BatchRefused lists every fault. `today`: nothing it tells of happened later."""
    rows, problems = read_batch(folder)
    unread = frozenset(problem.file for problem in problems if problem.lost_rows)
    problems += check(rows, today) + disagreements(rows, unread)
    if problems:
        raise BatchRefused(problems)
    return CheckedBatch(rows, batch_hash(folder), interpret(rows))


def bring_in(
    batch: CheckedBatch,
    session: Session,
    ring: KeyRing,
    *,
    author: str,
    at: datetime,
    progress: Progress = lambda _, __: None,
) -> Outcome:
    """Record the founding batch, propose any other; the same batch again changes nothing."""
    digest = bytes.fromhex(batch.digest)
    if session.scalar(select(ImportBatch.id).where(ImportBatch.file_hash == digest)) is not None:
        return Outcome("unchanged")
    if not batch.is_founding:
        return _propose(batch, session, ring, author, at)
    if session.scalar(select(ImportBatch.id).where(ImportBatch.kind == "founding")) is not None:
        raise OtherFounding(
            "This vault was founded on another state of the shipped data; its changes go through review."
        )
    with Recorder(
        session, ring, FOUNDERS[0], FOUNDERS[1], at, kind="founding", summary="The founding batch"
    ) as recorder:
        recorded = record_founding(batch.prepared, recorder, batch.digest, at, progress)
    return Outcome("recorded", recorded)


def _propose(batch: CheckedBatch, session: Session, ring: KeyRing, author: str, at: datetime) -> Outcome:
    with Recorder(session, ring, author, None, at, kind="batch_received", summary="A batch came in") as recorder:
        made = recorder.add_batch(bytes.fromhex(batch.digest), "proposal", len(batch.prepared.claims), at)
    rows = load(session, ring)
    person = Person(author, frozenset({Role.EDITOR}), Level.SEALED)
    draft = Draft(title="An imported batch", why="A batch that was imported.", changes=changes_of(batch.prepared, rows))
    draft = with_base(session, ring, draft, Level.SEALED)
    return Outcome("proposed", proposal=start(session, ring, person, draft, at, state="submitted", batch=made))
