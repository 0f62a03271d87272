from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app.keys.ring import KeyRing
from app.storage.engines import for_writing
from tests.databases import empty_database, make, template, vault_database
from tests.editing.desk import Desk

__all__ = ["empty_database", "vault_database"]


@pytest.fixture(scope="session")
def ring(tmp_path_factory: pytest.TempPathFactory) -> KeyRing:
    return KeyRing.first_use(tmp_path_factory.mktemp("home") / "keys")


@pytest.fixture
def desk(request: pytest.FixtureRequest, tmp_path: Path, ring: KeyRing) -> Iterator[Desk]:
    """A desk on an empty vault, in one transaction that is never committed. On SQLite; on both where a test is marked `both`."""
    kind = getattr(request, "param", "sqlite")
    for engine in make(kind, tmp_path, template(kind)):
        with Session(for_writing(engine)) as session:
            yield Desk(session, ring)
