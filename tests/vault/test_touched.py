"""Whoever reads differently after some changesets was touched by them: claims, rulings, decisions, ties, merges, reversals."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.levels import Form, Level, Standing
from app.editing import changes as c
from app.keys.ring import KeyRing
from app.publishing.load import record_of
from app.vault.models import Subject
from app.vault.reading import load
from app.vault.touched import point, touched
from tests.editing.desk import Desk, fact, shown


def _dossiers(session: Session, ring: KeyRing) -> dict[str, object]:
    record = record_of(load(session, ring))
    return {one.public_id: one for one in (*record.dossiers, *record.events)}


def _after(desk: Desk, session: Session, ring: KeyRing, *changes: c.Change) -> tuple[set[str], set[str]]:
    """Who reads differently once the changes are in the record, and who is said to be touched."""
    before, held = point(session), _dossiers(session, ring)
    desk.put(*changes)
    now = _dossiers(session, ring)
    found = touched(session, before, point(session))
    assert found is not None
    names = dict(iter(session.execute(select(Subject.id, Subject.public_id))))
    said = {names[key] for key in found.people | found.events}
    return {key for key in held.keys() | now.keys() if held.get(key) != now.get(key)}, said


def test_each_kind_of_change_touches_whoever_reads_differently(desk: Desk, session: Session, ring: KeyRing) -> None:
    pass
