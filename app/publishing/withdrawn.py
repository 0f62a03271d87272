"""Whoever is withdrawn now, out of the vault: as much of the record as the suppression lists are made from."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.disclosure.assemble import Record
from app.keys.ring import KeyRing
from app.publishing.part import Rows, load_part
from app.vault.lookup import open_withdrawals
from app.vault.scope import merged_with, people_and_events


def withdrawn_part(session: Session, ring: KeyRing) -> Record:
    """All people and events with an open withdrawal, and some who are not: `suppress` sees who is."""
    people, events = people_and_events(session, {row.subject_id for row in open_withdrawals(session)})
    return load_part(session, ring, Rows(frozenset(merged_with(session, people)), frozenset(events)))
