"""Who was merged into whom, as somebody at the desk may know it: only where they may see both by themselves."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.editing.history.merging import roots_of
from app.editing.people import Person
from app.editing.views import visible
from app.vault.models import Case, Subject

CASE = Case.__table__.c


def merged_into(session: Session, person: Person, key: str) -> str | None:
    """The one that `key` is read as part of now; None where it is merged into nobody, or either is above the person."""
    roots = roots_of(session)
    kept = roots.get(key)
    return kept if kept is not None and _both(session, person, key, kept) else None


def merged_here(session: Session, person: Person, key: str) -> list[str]:
    """Individuals who were merged into this one and whom the person may see."""
    people = set(session.scalars(select(Subject.public_id).where(Subject.kind == "individual", Subject.public_id.in_(
        old for old, kept in roots_of(session).items() if kept == key))))  # fmt: skip
    return sorted(visible(session, person, sorted(people)))


def _both(session: Session, person: Person, *keys: str) -> bool:
    """Whether all are seen, and whose cases they are."""
    cases = select(Subject.id).where(Subject.public_id.in_(keys))
    owners = select(Subject.public_id).join(Case.__table__, Subject.id == CASE.individual_id).where(CASE.id.in_(cases))
    asked = {*keys, *session.scalars(owners)}
    return visible(session, person, sorted(asked)) == asked
