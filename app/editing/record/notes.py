"""Notes and to-dos on a person, case or return event, outside any draft. No edition holds any of them.

A note lies at `vetted` at least and never below its subject. Whoever wrote it sees it, and whoever is cleared for it. While a
merge stands, notes on the merged one are read with the one who was kept, by those who may know of the merge.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.editing.errors import BadDraft, Fault, NotThere, WordsNeeded, WrongState
from app.editing.history.merged import merged_into
from app.editing.history.merging import roots_of
from app.editing.people import Person, must_edit
from app.editing.views import look, look_at
from app.storage.sealed import Ring, Sealed, context
from app.vault.bodies import Randomness
from app.vault.models import Note, NoteDone, Subject
from app.vault.public_ids import new_public_id

TODO = "todo"
KINDS = ("note", TODO)
LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class NoteSeen:
    """A note, opened. `done_by`, `done_at`: set once it is done with."""

    id: str
    kind: str
    text: str
    author: str
    at: datetime
    done_by: str
    done_at: datetime | None


def notes_of(session: Session, ring: Ring, person: Person, public_id: str) -> tuple[NoteSeen, ...]:
    """What stands to be done first, then the rest, each in order; NotThere if the subject is not there for this person."""
    look(session, ring, public_id, person.clearance)
    rows = session.execute(
        select(Note, NoteDone)
        .join(Subject, Subject.id == Note.subject_id)
        .outerjoin(NoteDone, NoteDone.note_id == Note.id)
        .where(Subject.public_id.in_(_read_here(session, person, public_id)))
        .order_by(Note.made_at, Note.id)
    )
    found = [opened(ring, note, done) for note, done in rows if may_see(person, note)]
    return tuple(sorted(found, key=lambda note: (note.done_at is not None, note.kind != TODO)))


def add_note(
    session: Session,
    ring: Ring,
    person: Person,
    public_id: str,
    kind: str,
    text: str,
    at: datetime,
    random: Randomness = secrets,
) -> str:
    """Write a note or a to-do; returns its id."""
    must_edit(person)
    seen = look(session, ring, public_id, person.clearance)
    if not text.strip():
        raise WordsNeeded
    if kind not in KINDS or len(text) > LONGEST:
        raise BadDraft([Fault("note", f"A note or a to-do of at most {LONGEST} letters.")])
    subject = session.scalars(select(Subject.id).where(Subject.public_id == public_id)).one()
    made, level = new_public_id(random), Level(max(Level.VETTED, seen.parts["level"]))
    body = Sealed.close(ring, context("note", made, "body", level), text.strip())
    session.add(Note(id=made, subject_id=subject, kind=kind, author=person.id, made_at=at, level=level, body=body))
    session.flush()
    return made


def end_note(session: Session, ring: Ring, person: Person, note_id: str, at: datetime) -> None:
    """It is done, or no longer holds. It stays readable."""
    must_edit(person)
    note = session.get(Note, note_id)
    if note is None or not may_see(person, note) or not _subject_seen(session, ring, person, note):
        raise NotThere
    if session.get(NoteDone, note_id) is not None:
        raise WrongState
    session.add(NoteDone(note_id=note_id, actor=person.id, done_at=at))
    session.flush()


def may_see(person: Person, note: Note) -> bool:
    """Of notes on what they see: whether they see this one."""
    return person.clearance >= note.level or note.author == person.id


def read_on(session: Session, ring: Ring, person: Person, subjects: set[str]) -> dict[str, str]:
    """On whose page the notes on each of these subjects are read; without those whose page is not there for this person."""
    at = {key: key for key in subjects}
    at |= {key: merged_into(session, person, key) or key for key in subjects & roots_of(session).keys()}
    there = look_at(session, ring, at.values(), person.clearance)
    return {key: page for key, page in at.items() if page in there}


def _subject_seen(session: Session, ring: Ring, person: Person, note: Note) -> bool:
    subject = session.scalars(select(Subject.public_id).where(Subject.id == note.subject_id)).one()
    return bool(read_on(session, ring, person, {subject}))


def _read_here(session: Session, person: Person, public_id: str) -> list[str]:
    """The subject, and those that are read as part of it and that the person sees by themselves."""
    merged = (key for key, root in roots_of(session).items() if root == public_id)
    return [public_id, *(key for key in merged if merged_into(session, person, key) == public_id)]


def opened(ring: Ring, note: Note, done: NoteDone | None) -> NoteSeen:
    """For who may see it. `done`: its end, if there is one."""
    text = note.body.open(ring, context("note", note.id, "body", note.level))
    ended = (done.actor, done.done_at) if done else ("", None)
    return NoteSeen(note.id, note.kind, text, note.author, note.made_at, *ended)
