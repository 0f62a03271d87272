"""The people of one moment of the record, filed once for each clearance: opening every name takes long in a large vault.

Kept in memory alone. Each clearance has its own file, made of what it sees and nothing else.
"""

from __future__ import annotations

from threading import Lock

from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.matching.candidates import Candidate, People
from app.matching.known import known_people
from app.publishing.load import changeset_number
from app.storage.sealed import Ring
from app.vault.reading import load


class KeptPeople:
    """Made anew when the record has moved since."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._files: dict[Level, tuple[int, People]] = {}
        self._pairs: dict[Level, tuple[int, list[Candidate]]] = {}

    def of(self, session: Session, ring: Ring, clearance: Level) -> People:
        """Everybody whom the clearance sees by a name."""
        with self._lock:
            return self._filed(session, ring, clearance)[1]

    def pairs(self, session: Session, ring: Ring, clearance: Level) -> list[Candidate]:
        """All pairs that may be one, decided or not. Compares everybody with everybody near once for each state of the record."""
        with self._lock:
            number, people = self._filed(session, ring, clearance)
            found = self._pairs.get(clearance)
            if found is None or found[0] != number:
                found = (number, people.pairs())
                self._pairs[clearance] = found
            return found[1]

    def _filed(self, session: Session, ring: Ring, clearance: Level) -> tuple[int, People]:
        number = changeset_number(session)
        kept = self._files.get(clearance)
        if kept is None or kept[0] != number:
            kept = (number, People(known_people(load(session, ring), clearance)))
            self._files[clearance] = kept
        return kept
