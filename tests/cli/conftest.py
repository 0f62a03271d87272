from __future__ import annotations

from pathlib import Path

import pytest

from tests.homes import shipped_home


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A copy of a home with the shipped cases, published."""
    return shipped_home(tmp_path / "home")


@pytest.fixture
def unfounded(home: Path) -> Path:
    """A home whose editions stand, but whose vault is to be filled yet."""
    (home / "vault.sqlite").unlink()
    return home
