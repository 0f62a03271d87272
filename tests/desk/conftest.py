"""One desk for all tests here that add proposals and look; whoever changes the record itself makes their own."""

from __future__ import annotations

import pytest

from tests.desk.host import DeskHost


@pytest.fixture(scope="session")
def desk(tmp_path_factory) -> DeskHost:
    return DeskHost(tmp_path_factory.mktemp("desk") / "home")
