from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.importing.synthetic_batch import Batch
from tests.publishing.press import Press, press_of


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    made = press_of(Batch(), tmp_path / "house")
    yield made
    made.engine.dispose()
