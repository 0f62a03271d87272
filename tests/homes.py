"""A home with the shipped cases, imported and published by the commands themselves, once for all processes of a run, then copied."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

import app
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
from tests import drawings

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DRAWN_ONCE = drawings
"""Whoever publishes these homes draws each picture once in a run."""


def _once(name: str, fill: Callable[[Path], object]) -> Path:
    """A home that the first process which needs it fills, and the others wait for. A copy of the code with a fault in it has its own."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    code = sha256(str(Path(app.__file__).resolve()).encode()).hexdigest()[:8]
    place = Path(tempfile.gettempdir()) / f"{name}-home-{run}-{code}"
    place.mkdir(mode=0o700, exist_ok=True)
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (place / "home").exists():
            shutil.rmtree(place / "filling", ignore_errors=True)
            fill(place / "filling")
            (place / "filling").rename(place / "home")
    return place / "home"


@cache
def _shipped() -> Path:
    def fill(home: Path) -> None:
        import_batch(shipped_data(), home)
        publish_editions(home)

    return _once("shipped", fill)


def shipped_home(copy: Path) -> Path:
    """A copy of that home, at `copy`."""
    shutil.copytree(_shipped(), copy)
    return copy


@cache
def _empty() -> Path:
    def fill(home: Path) -> None:
        with open_house(home, None, make=True) as house:
            publish_house(house, lambda _: None)

    return _once("empty", fill)


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
