"""A home with the shipped cases, imported and published once per test process by the commands themselves, then copied."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from app.cli.house import open_house
from app.cli.import_ import import_batch
from app.cli.publish import publish_editions, publish_house
from app.codebook.levels import Level
from app.editions.manifest import read_manifest
from app.editions.read.opening import Edition
from app.importing.founding import shipped_data
from app.keys.ring import KeyRing
from app.publishing.shelves import Shelves
from app.publishing.standing import standing

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


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


@cache
def _empty() -> Path:
    home = Path(tempfile.mkdtemp(prefix="empty-home-")) / "home"
    with open_house(home, None, make=True) as house:
        publish_house(house, lambda _: None)
    return home


def empty_home(copy: Path) -> Path:
    """A copy of a home in which nobody is recorded yet, at `copy`: for tests that publish again and again."""
    shutil.copytree(_empty(), copy)
    return copy


def look_at_shipped_home() -> Path:
    """That home itself, to be read only."""
    return _shipped()


def edition_at(home: Path, level: Level) -> Edition:
    """The edition of the level in force in a home, opened with the home's own keys."""
    ring, shelves = KeyRing(home / "keys"), Shelves(home / "editions")
    return standing(read_manifest(shelves.manifest(level), ring.verifier()), level, shelves, ring)
