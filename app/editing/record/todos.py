"""What is still to be done, over all records, for the front page: the to-dos that their records' own pages would show this person.

Asked of the notes and their ends, never of everybody in the record; a page is looked for only where a note is seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.editing.people import Person
from app.editing.record.notes import TODO, NoteSeen, may_see, opened, read_on
from app.storage.sealed import Ring
from app.vault.models import Note, NoteDone, Subject

FIRST, AT_ONCE = 20, 40
"""How many are told at once, and of how many it is asked at once whether this person sees them."""


@dataclass(frozen=True, slots=True)
class Todo:
    """A to-do that is not done. `page`: the record (public id) on whose page it stands."""

    page: str
    note: NoteSeen


def open_todos(session: Session, ring: Ring, person: Person) -> tuple[list[Todo], bool]:
    """The first of them: those that this person wrote, then those of others, each the newest first. And whether more follow."""
    found: list[tuple[str, Note]] = []
    for each in _seen(session, ring, person):
        found.append(each)
        if len(found) > FIRST:
            break
    return [Todo(page, opened(ring, note, None)) for page, note in found[:FIRST]], len(found) > FIRST


def _seen(session: Session, ring: Ring, person: Person) -> Iterator[tuple[str, Note]]:
    """Those that are seen, in order, each with the record on whose page it stands."""
    done = exists().where(NoteDone.note_id == Note.id)
    wanted = select(Note.id).where(Note.kind == TODO, ~done)
    ids = session.scalars(wanted.order_by(Note.author != person.id, Note.made_at.desc(), Note.id)).all()
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        rows = session.execute(
            select(Note, Subject.public_id).join(Subject, Subject.id == Note.subject_id).where(Note.id.in_(some))
        )
        about = {note.id: (note, subject) for note, subject in rows if may_see(person, note)}
        pages = read_on(session, ring, person, {subject for _, subject in about.values()})
        for note, subject in (about[key] for key in some if key in about):
            if subject in pages:
                yield pages[subject], note
