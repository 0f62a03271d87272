"""One desk for the tests that only look; whoever changes much makes their own."""

from __future__ import annotations

import pytest

from tests.desk.host import DeskHost


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> DeskHost:
    return DeskHost(tmp_path_factory.mktemp("desk") / "home")
