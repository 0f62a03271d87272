from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.importing.synthetic_batch import Batch
from tests.publishing.press import Press, press_of


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    """A small house that has published once."""
    made = press_of(Batch(), tmp_path / "house")
    made.publish()
    yield made
    made.engine.dispose()
