"""What each level would see once a draft stood: disclosure's own answer, over the record with the draft in it, as far as the viewer
sees it themselves.

So words that name somebody above the viewer stand in a preview, though an edition withholds them: else whoever writes names of
their own choice would learn by what is missing which of them are kept. A cleared reviewer is told of these (`withheld`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.levels import EDITION_LEVELS, Level
from app.disclosure.assemble import content_of
from app.disclosure.views import Content
from app.editing.drafts.changes import Change, RuleSource
from app.editing.drafts.concerned import let_be_seen
from app.editing.drafts.kept import open_draft
from app.editing.drafts.targets import Targets
from app.editing.errors import NotThere
from app.editing.history.raised import seen_now
from app.editing.people import Person
from app.editing.review.approving import OF_OTHERS, in_rehearsal
from app.editing.review.hindered import Hindered, hindered
from app.editing.review.under_way import Applying
from app.publishing.load import record_of
from app.storage.sealed import Ring
from app.vault.models import Claim, Proposal, Source, Subject
from app.vault.scope import scope_about


@dataclass(frozen=True, slots=True)
class Preview:
    """What a level would see, and why it would not see the others whom the draft concerns, as far as the viewer sees that."""

    content: Content
    hindered: tuple[Hindered, ...]


def preview(session: Session, ring: Ring, person: Person, key: str, level: Level, on: date, at: datetime) -> Preview:
    """What `level` would see of all that the draft concerns, or sees now where it was approved. NotThere above the viewer's own level."""
    draft = open_draft(session, ring, person, key).draft
    if level > person.clearance or level not in EDITION_LEVELS:
        raise NotThere
    targets = Targets(session, ring, draft)
    there = _made(session, key)
    seen = targets.check_named(person.clearance) if there is None else targets.seen(person.clearance)
    sees_all = person.clearance == Level.SEALED
    hidden = () if sees_all else OF_OTHERS
    changes = tuple(change for change in draft.changes if there is None and not isinstance(change, hidden))

    def look(going: Applying | None) -> Preview:
        made = set(going.subjects.values()) if going else there or set()
        ids = (
            made
            | _said_by_ruled(session, changes)
            | let_be_seen(session, draft.changes)
            | set(session.scalars(select(Subject.id).where(Subject.public_id.in_(seen))))
        )
        names = set(session.scalars(select(Subject.public_id).where(Subject.id.in_(ids))))
        record = record_of(seen_now(session, ring, scope_about(session, ids), person.clearance))
        content = content_of(record, level, on, lambda public_id: public_id)
        shown = {case.public_id for case in content.cases}
        return Preview(content, hindered(record, names, level, on, shown))

    return in_rehearsal(session, ring, changes, at, look, merges_checked=sees_all)


def _said_by_ruled(session: Session, changes: tuple[Change, ...]) -> set[int]:
    """Row ids of all of whom sources say something whose level the changes rule."""
    ruled = [change.source for change in changes if isinstance(change, RuleSource)]
    said = select(Claim.subject_id).join(Source, Source.id == Claim.source_id).where(Source.public_id.in_(ruled))
    return set(session.scalars(said)) if ruled else set()


def _made(session: Session, key: str) -> set[int] | None:
    """Row ids of the subjects that an approved proposal made; None for one that is not in the record."""
    number = session.get_one(Proposal, key).changeset_number
    return None if number is None else set(session.scalars(select(Subject.id).where(Subject.added_in == number)))
