"""The level of a source, ruled by one person and approved by another: all that only this source says moves with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.editing.drafts.changes import RuleSource
from app.editing.drafts.document import Draft
from app.editing.drafts.kept import start
from app.editing.drafts.naming import called
from app.editing.errors import BadDraft, Fault, NotThere
from app.editing.people import Person, must_edit
from app.editing.review.handing_in import submit
from app.editing.views import source_levels
from app.storage.sealed import Ring
from app.vault.levels import told_of


@dataclass(frozen=True, slots=True)
class SourceSeen:
    """A source as somebody sees it. `says_of`: of how many people, cases and returns they see that it says something."""

    public_id: str
    title: str
    level: Level
    says_of: int


def source_seen(session: Session, ring: Ring, person: Person, key: str) -> SourceSeen:
    """NotThere where there is none for this person."""
    level = source_levels(session, [key]).get(key)
    if level is None or level > person.clearance:
        raise NotThere
    title = called(session, ring, [key], person.clearance).get(key, key)
    return SourceSeen(key, title, level, len(told_of(session, key, person.clearance)))


def propose_source_level(
    session: Session, ring: Ring, person: Person, ruling: RuleSource, why: str, at: datetime
) -> str:
    """Hand in the ruling; returns the proposal's id."""
    must_edit(person)
    seen = source_seen(session, ring, person, ruling.source)
    if ruling.level == seen.level:
        raise BadDraft([Fault("level", "It has that level.")])
    draft = Draft(title=f"The level of a source: {seen.title}", why=why, changes=(ruling,))
    key = start(session, ring, person, draft, at)
    submit(session, ring, person, key, at)
    return key
