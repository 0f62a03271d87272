"""A write never runs in the thread that answers all readers, and one that may be left out keeps nobody waiting."""

from __future__ import annotations

import asyncio
import time
from threading import Event, Thread

import pytest
from anyio import to_thread
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.accounts.books import A_MOMENT
from app.storage.engines import LONGEST_WAIT, for_writing

pytestmark = pytest.mark.parametrize("vault_database", ["sqlite"], indirect=True)


def _writes(books) -> int:
    with books.writing() as session:
        return session.scalar(text("SELECT 1"))


def test_what_answers_all_readers_does_not_write(books):
    async def route() -> None:
        _writes(books)

    with pytest.raises(RuntimeError, match="answers all readers"):
        asyncio.run(route())
    assert _writes(books) == 1  # and nobody waits for a turn that was never given back


def test_it_writes_from_another_thread(books):
    async def route() -> int:
        return await to_thread.run_sync(_writes, books)

    assert asyncio.run(route()) == 1


def _sign(session) -> None:
    session.execute(text("SELECT 1"))


def test_what_may_be_left_out_waits_for_a_moment_only(books):
    began = time.monotonic()
    with Session(for_writing(books.engine)) as another:
        another.execute(text("SELECT 1"))
        assert not books.write_if_soon(_sign)
    assert time.monotonic() - began < A_MOMENT * 8 < LONGEST_WAIT
    assert books.write_if_soon(_sign)
    with books.writing() as session:  # on the same connection, which waits as long as ever
        assert session.scalar(text("PRAGMA busy_timeout")) == LONGEST_WAIT * 1000


def test_who_leaves_the_line_holds_up_nobody_behind(books):
    inside, done, wrote = Event(), Event(), []

    def long_write() -> None:
        with books.writing():
            inside.set()
            done.wait()

    threads = [Thread(target=long_write), Thread(target=lambda: wrote.append(_writes(books)))]
    threads[0].start()
    inside.wait()
    assert not books.write_if_soon(_sign)  # came before the other, and left
    threads[1].start()
    done.set()
    for thread in threads:
        thread.join()
    assert wrote == [1] and books.write_if_soon(_sign)
