"""Who was merged into whom, as somebody at the desk may know it: only where they may see everybody on the way by themselves."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.editing.history.merging import merged_at
from app.editing.people import Person
from app.editing.views import visible
from app.vault.models import Case, Subject
from app.vault.ways import way_of

CASE = Case.__table__.c


def merged_into(session: Session, person: Person, key: str) -> str | None:
    """The one that `key` is read as part of now; None where it is merged into nobody, or anybody on the way is above the person."""
    way = way_of(merged_at(session), key)
    return way[-1] if len(way) > 1 and _all(session, person, way) else None


def merged_here(session: Session, person: Person, key: str) -> list[str]:
    """Individuals who were merged into this one, directly or through others, and all of whom on the way the person may see."""
    at = merged_at(session)
    ways = {old: way for old in at if (way := way_of(at, old))[-1] == key}
    named = select(Subject.public_id).where(Subject.kind == "individual", Subject.public_id.in_(ways))
    return sorted(old for old in session.scalars(named) if _all(session, person, ways[old]))


def by_themselves(session: Session, person: Person, keys: list[str]) -> set[str]:
    """Those of the subjects that the person sees, and that are read as part of nobody whom they do not see."""
    at = merged_at(session)
    return {key for key in visible(session, person, keys) if key not in at or _all(session, person, way_of(at, key))}


def _all(session: Session, person: Person, keys: list[str]) -> bool:
    """Whether all are seen, and whose cases they are."""
    cases = select(Subject.id).where(Subject.public_id.in_(keys))
    owners = select(Subject.public_id).join(Case.__table__, Subject.id == CASE.individual_id).where(CASE.id.in_(cases))
    asked = {*keys, *session.scalars(owners)}
    return visible(session, person, sorted(asked)) == asked
