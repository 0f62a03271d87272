"""Sessions in which something is written only to see what would come of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.storage.engines import for_writing, is_for_writing


class OnlyReading(Exception):
    """A rehearsal in a session for reading. Whoever only looked begins anew in one that may write and keeps nothing."""


def check_may_rehearse(session: Session) -> None:
    """OnlyReading, before PostgreSQL refuses, or SQLite once somebody else has written meanwhile."""
    if not is_for_writing(session.connection()):
        raise OnlyReading


@contextmanager
def never_kept(engine: Engine) -> Iterator[Session]:
    """A session that may write from its first moment, and whose work is taken back at its end, whatever was done in it.

    One for reading could not: PostgreSQL refuses to write in it, and SQLite does as soon as somebody else has written meanwhile.
    """
    with Session(for_writing(engine)) as session:
        try:
            yield session
        finally:
            session.rollback()
