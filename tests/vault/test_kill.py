"""Killed at any moment (kill -9), a vault keeps what was acknowledged, holds nothing by halves, and verifies."""

from __future__ import annotations

import contextlib
import random
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect
from sqlalchemy.orm import Session

from app.keys.ring import KeyRing
from app.storage.engines import for_reading, for_writing
from app.storage.migrations import head, upgrade
from app.vault.rekeying import reseal
from app.vault.verify import checkpoint, verify
from tests.conftest import examples
from tests.forked import SERVER
from tests.vault.interrupted import go_on
from tests.vault.record import fill


def killed(work: str, engine: Engine, keys: Path, seconds: float) -> list[int]:
    """Let a process work for some moments after its start, kill it, and return what it had said."""
    url = engine.url.render_as_string(hide_password=False)
    hears, says = SERVER.Pipe(duplex=False)
    process = SERVER.Process(target=go_on, args=(work, url, keys, says))
    process.start()
    says.close()  # the process has its own: when that is gone, all is said
    with hears:
        assert hears.recv() == "ready"
        time.sleep(seconds)
        process.kill()
        process.join()
        return list(said_by(hears))


def said_by(gone: Connection) -> Iterator[int]:
    with contextlib.suppress(EOFError):
        while True:
            yield gone.recv()


@pytest.fixture
def moments() -> list[float]:
    return [random.Random(turn).uniform(0.01, 0.5) for turn in range(examples(4, 60))]


def whole(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"


def test_killed_while_writing(vault_database: Engine, tmp_path: Path, moments: list[float]) -> None:
    keys = tmp_path / "keys"
    ring = KeyRing.first_use(keys)
    for seconds in moments:
        acknowledged = killed("write", vault_database, keys, seconds)
        whole(vault_database)
        # PostgreSQL may still be committing what the dead one sent
        with Session(for_reading(vault_database)) as session:
            assert checkpoint(session).number >= max(acknowledged, default=0)
            assert verify(session, ring) == []


def test_killed_while_keys_rotate(vault_database: Engine, tmp_path: Path, moments: list[float]) -> None:
    keys = tmp_path / "keys"
    with Session(for_writing(vault_database)) as session:
        fill(session, KeyRing.first_use(keys))
        session.commit()
    for seconds in moments:
        killed("rotate", vault_database, keys, seconds)
        whole(vault_database)
        ring = KeyRing(keys)
        with Session(for_reading(vault_database)) as session:
            assert verify(session, ring) == []
        with Session(for_writing(vault_database)) as session:
            reseal(session, ring)
            session.commit()
        ring.retire()


def test_killed_while_migrating(vault_database: Engine, tmp_path: Path, moments: list[float]) -> None:
    for seconds in moments:
        killed("migrate", vault_database, tmp_path / "keys", seconds)
        whole(vault_database)
        tables = set(inspect(vault_database).get_table_names())
        assert tables == {"alembic_version"} or "import_batch" in tables, "all of a vault or nothing of it"
        upgrade(vault_database)
        with Session(vault_database) as session:
            assert verify(session) == []
    assert head()
