"""The people of the record, filed once for each clearance, and followed: opening every name takes long in a large vault.

Kept in memory alone. Each clearance has its own file, made of what it sees and nothing else. When the record has moved, only the
people whom it touched are read again; where these are very many, everybody is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.matching.candidates import Candidate, People
from app.matching.following import people_since
from app.matching.known import Known, known_people
from app.matching.pairing import Pairs
from app.publishing.load import changeset_number
from app.storage.sealed import Ring
from app.vault.reading import load


class KeptPeople:
    """Brought in line with the record at each question. One question at a time: what is filed changes in place."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._files: dict[Level, tuple[int, Pairs]] = {}

    def named(self, session: Session, ring: Ring, clearance: Level, text: str) -> list[Candidate]:
        """`People.named` among everybody whom the clearance sees by a name."""
        with self._filed(session, ring, clearance) as filed:
            return filed.people.named(text)

    def like(self, session: Session, ring: Ring, clearance: Level, known: Known) -> list[Candidate]:
        """`People.like` among the same."""
        with self._filed(session, ring, clearance) as filed:
            return filed.people.like(known)

    def like_one(self, session: Session, ring: Ring, clearance: Level, key: str) -> list[Candidate]:
        """`People.like_one` among the same."""
        with self._filed(session, ring, clearance) as filed:
            return filed.people.like_one(key)

    def pairs(self, session: Session, ring: Ring, clearance: Level) -> list[Candidate]:
        """All pairs that may be one, decided or not. The first time it compares everybody, and lets others in meanwhile."""
        while True:
            with self._filed(session, ring, clearance) as filed:
                if filed.go_on():
                    return filed.listed()

    @contextmanager
    def _filed(self, session: Session, ring: Ring, clearance: Level) -> Iterator[Pairs]:
        with self._lock:
            number = changeset_number(session)
            before, filed = self._files.get(clearance, (-1, None))
            moved = people_since(session, ring, clearance, before) if filed and before < number else None
            if filed and moved:
                filed.change(moved.gone, moved.come)
            elif filed is None or before < number:
                filed = Pairs(People(known_people(load(session, ring), clearance)))
            if before < number:
                self._files[clearance] = number, filed
            yield filed
