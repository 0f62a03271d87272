from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.keys.ring import KeyRing
from app.storage.engines import for_writing
from tests.databases import empty_database, vault_database
from tests.editing.desk import Desk

__all__ = ["empty_database", "vault_database"]


@pytest.fixture(scope="session")
def ring(tmp_path_factory: pytest.TempPathFactory) -> KeyRing:
    return KeyRing.first_use(tmp_path_factory.mktemp("home") / "keys")


@pytest.fixture
def desk(vault_database: Engine, ring: KeyRing) -> Iterator[Desk]:
    """A desk on an empty vault of each kind of database, in one transaction that is never committed."""
    with Session(for_writing(vault_database)) as session:
        yield Desk(session, ring)
