from __future__ import annotations

from pathlib import Path

import pytest

from tests.homes import shipped_home
from tests.members.host import Host


@pytest.fixture
def host(tmp_path: Path) -> Host:
    """A members' application over a copy of the shipped home, without anybody in it."""
    return Host(shipped_home(tmp_path / "home"))
