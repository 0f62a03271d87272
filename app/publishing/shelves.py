"""Where editions stand: a folder for the public host, one for the members' host, each all that its host needs.

The public folder can be copied as it is: it holds the edition, its manifest, the suppression list and the public key.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.codebook.levels import Level
from app.editions.manifest import suppression_list


@dataclass(frozen=True, slots=True)
class Shelves:
    """The two folders under `root`."""

    root: Path

    def folder(self, level: Level) -> Path:
        return self.root / ("public" if level is Level.PUBLIC else "members")

    def manifest(self, level: Level) -> Path:
        return self.folder(level) / f"{level.code}.json"

    def suppressed(self, level: Level) -> Path:
        return suppression_list(self.folder(level), level.code)

    def left(self, level: Level) -> Path:
        """Marks of whom the level's editions held once. It stays in the home: no host needs it."""
        return self.root / f"{level.code}-left.txt"

    def make(self) -> None:
        for name in ("public", "members"):
            (self.root / name).mkdir(parents=True, exist_ok=True)

    @contextmanager
    def listing(self) -> Iterator[None]:
        """Hold the suppression lists: the desk writes them while a publication may be under way. Held for moments only."""
        with (self.root / "lists.lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` at `path` at one moment: written beside it, flushed, renamed, the folder flushed."""
    beside = path.with_name(path.name + ".new")
    try:
        with beside.open("wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        beside.replace(path)
    except OSError:  # a disk without room: what was begun would take the little that is left
        beside.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
