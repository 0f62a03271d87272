from __future__ import annotations

from pathlib import Path

import pytest

from tests.homes import shipped_home
from tests.members.host import Host
from tests.quick_hashes import quickly

_quick_hashes = pytest.fixture(scope="package", autouse=True)(quickly)


@pytest.fixture
def host(tmp_path: Path) -> Host:
    """A members' application over a copy of the shipped home, without anybody in it."""
    return Host(shipped_home(tmp_path / "home"))
