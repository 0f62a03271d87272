"""A whole edition of a level, built into a fresh file that no manifest names yet."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.codebook.levels import Level
from app.disclosure.assemble import For, Record, everything
from app.disclosure.overview import Overview
from app.disclosure.views import Content
from app.editions.build.file import write_file
from app.editions.build.rows import Rows, rows_of
from app.editions.identity import identity
from app.editions.manifest import Manifest
from app.editions.read.opening import hash_of
from app.editions.schema import FORMAT
from app.keys.ring import KeyRing
from app.publishing.pictures.all import picture_rows
from app.publishing.renaming import name_seal, renaming
from app.publishing.shelves import Shelves

Progress = Callable[[str], None]
Draw = Callable[[Rows], list[tuple[Any, ...]]]
UNFINISHED = ".whole"
"""The end of the name of a file that is being built, or waits. It may wait while smaller publications go on."""


def silent(_: str) -> None:
    """Says nothing."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A file that waits to be put in force. `content`: the identity of what it says; `key`: of an encrypted one."""

    level: Level
    path: Path
    content: str
    file_hash: str
    key: bytes | None

    def manifest(self, ring: KeyRing, number: int, day: str) -> Manifest:
        """What would be published with it. The name of the file is of its bytes: no other file is ever overwritten by it."""
        level = self.level.code
        return Manifest(
            level=level, number=number, date=day, content=self.content, file=f"{level}-{self.file_hash[:16]}.sqlite",
            format=FORMAT, wrapped_key=None if self.key is None else ring.wrap(level, self.key).hex(),
            file_hash=self.file_hash,
        )  # fmt: skip


def decide(record: Record, level: Level, overview: Overview, ring: KeyRing, on: date) -> Content:
    """What the level sees of everybody on the day `on`; `overview` is filled."""
    return everything(overview, record, For(level, on, renaming(ring, level)))


def build_whole(
    record: Record,
    level: Level,
    overview: Overview,
    shelves: Shelves,
    ring: KeyRing,
    on: date,
    progress: Progress = silent,
    draw: Draw = picture_rows,
) -> Fresh:
    """The edition of the level as of the day `on`. `draw`: makes its pictures from its rows; `overview` is filled."""
    progress(f"deciding what {level.code} may see")
    content = decide(record, level, overview, ring, on)
    progress(f"building the {level.code} edition")
    key = None if level is Level.PUBLIC else secrets.token_bytes(32)
    path = shelves.folder(level) / f"{level.code}{UNFINISHED}"
    rows = rows_of(content, name_seal(ring, level))
    rows["picture"] = draw(rows)
    said = write_file(rows, path, key, addendum=False)
    return Fresh(level, path, identity(said), hash_of(path), key)
