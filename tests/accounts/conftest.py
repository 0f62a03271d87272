from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.accounts.books import Books
from app.keys.members import MembersKeys
from app.keys.ring import KeyRing
from app.storage.engines import for_writing
from tests.databases import empty_database, vault_database

__all__ = ["empty_database", "vault_database"]


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> MembersKeys:
    folder = tmp_path_factory.mktemp("home") / "keys"
    KeyRing.first_use(folder)
    return MembersKeys.first_use(folder, make=True)


@pytest.fixture
def books(vault_database: Engine, keys: MembersKeys) -> Books:
    return Books(vault_database, keys)


@pytest.fixture
def session(vault_database: Engine) -> Iterator[Session]:
    with Session(for_writing(vault_database)) as made:
        yield made
