"""Sessions in which something is written only to see what would come of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.storage.engines import for_writing


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
