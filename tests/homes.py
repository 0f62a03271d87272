"""A home with the shipped cases, imported and published once per test process by the commands themselves, then copied."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from app.cli.import_ import import_batch
from app.cli.publish import publish_editions
from app.importing.founding import shipped_data


@cache
def _shipped() -> Path:
    home = Path(tempfile.mkdtemp(prefix="shipped-home-")) / "home"
    import_batch(shipped_data(), home)
    publish_editions(home)
    return home


def shipped_home(copy: Path) -> Path:
    """A copy of that home, at `copy`."""
    shutil.copytree(_shipped(), copy)
    return copy


def look_at_shipped_home() -> Path:
    """That home itself, to be read only."""
    return _shipped()
