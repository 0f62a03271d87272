from __future__ import annotations

from pathlib import Path

import pytest

from app.keys.ring import KeyRing
from tests.databases import empty_database, vault_database

__all__ = ["empty_database", "vault_database"]


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing.first_use(tmp_path / "keys")
