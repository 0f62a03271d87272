"""The files of an edition: where they are, and whether they still have the bytes that were published."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from app.editions.errors import CorruptEdition, MissingEdition


@dataclass(frozen=True, slots=True)
class File:
    """A file of an edition. `file_hash`: refused unless its bytes have that SHA-256; without one its rows are looked at."""

    path: Path
    file_hash: str | None = None


def hash_of(path: Path) -> str:
    """SHA-256 of the file's bytes, as hexadecimal digits."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


class Verified:
    """Files whose bytes had a hash when they were last read. A file that was replaced or written to since is read again."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[str, int, int, int]] = {}

    def has(self, path: Path, file_hash: str) -> bool:
        """Whether the bytes have that hash."""
        found = path.stat()
        stamp = (file_hash, found.st_ino, found.st_mtime_ns, found.st_size)
        if self._known.get(path) == stamp:
            return True
        if hash_of(path) != file_hash:
            return False
        self._known = {known: of for known, of in self._known.items() if known.exists()} | {path: stamp}
        return True


def as_published(file: File, verified: Verified) -> None:
    """The file is there and, where its hash is known, has these bytes."""
    if not file.path.is_file():
        raise MissingEdition(f"There is no edition file {file.path.name}.")
    if file.file_hash is not None and not verified.has(file.path, file.file_hash):
        raise CorruptEdition(
            f"{file.path.name} was changed or damaged since it was published. Copy or publish it again."
        )


def address(path: Path) -> str:
    """The file as SQLite is asked to open it: read-only, and never changing."""
    return f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"


def driver_for(*, encrypted: bool) -> Any:
    """The library that opens it."""
    if not encrypted:
        return sqlite3
    from sqlcipher3 import dbapi2  # noqa: PLC0415  only the members' application reads encrypted editions

    return dbapi2
