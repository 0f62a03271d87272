"""A write never runs in the thread that answers all readers: it is refused, wherever in the code it is asked for."""

from __future__ import annotations

import asyncio

import pytest
from anyio import to_thread
from sqlalchemy import text

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
