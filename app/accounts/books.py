"""The open books of the accounts: an engine and the members' keys. The edge of a request takes its sessions from here."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.orm import Session

from app.accounts.keys import AccountKeys
from app.accounts.queue import Queue, TookTooLong
from app.storage.engines import for_reading, for_writing, is_too_busy
from app.storage.rehearsal import never_kept

A_MOMENT = 0.25
"""Seconds that a write waits which may be left out. Some dozens who write in a row are done sooner, an import is not."""
_log = logging.getLogger("casebook.accounts")


class Books:
    """`reading()` sees one moment; `writing()` commits at its end, whole, unless something was raised.

    A thread that answers all readers never writes: a disk or another writer would hold everybody up. It is refused here, where every
    write comes by, so that a route that forgets it fails at its first request (`anyio.to_thread` is the way).

    Who writes waits in the order of coming: left to SQLite and to the pool, whoever wrote last is first again, and of fifty
    that write without a pause some waited until they were refused.
    """

    def __init__(self, engine: Engine, keys: AccountKeys) -> None:
        self.engine, self.keys = engine, keys
        self._queue = Queue()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with Session(for_reading(self.engine)) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        if _answers_everybody():
            raise RuntimeError("this thread answers all readers; write from another one")
        with self._queue.turn(), Session(for_writing(self.engine)) as session, session.begin():
            yield session

    def write_if_soon(self, write: Callable[[Session], None]) -> bool:
        """Whether it was written. For what may be left out, such as a sign of life: nobody is kept waiting for it, or refused.

        On a full disk, or one that can only be read, it is left out too: whoever only reads need not know of it. The log says so,
        in the kind of the fault alone.
        """
        if _answers_everybody():
            raise RuntimeError("this thread answers all readers; write from another one")
        patience = for_writing(self.engine, A_MOMENT)
        try:
            with self._queue.turn(A_MOMENT), Session(patience) as session, session.begin():
                write(session)
        except TookTooLong:
            return False
        except (OperationalError, InternalError, NoConnection) as problem:
            if not is_too_busy(problem):
                _log.error("%s: what may be left out was not written", type(problem).__name__)
            return False
        return True

    @contextmanager
    def rehearsing(self) -> Iterator[Session]:
        """For writing only to see what would come of it: nothing of it stays. It waits for its turn as whoever writes does."""
        if _answers_everybody():
            raise RuntimeError("this thread answers all readers; rehearse in another one")
        with self._queue.turn(), never_kept(self.engine) as session:
            yield session


def _answers_everybody() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
