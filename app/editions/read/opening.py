"""Opening one edition file, plain or encrypted, and making sure that it is one."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from app.editions.corrections import Corrections
from app.editions.errors import CorruptEdition, EditionError, MissingEdition, NewerEdition
from app.editions.identity import digests, identity, stored_digests
from app.editions.manifest import Manifest
from app.editions.read.amended import ADDED, unite
from app.editions.read.authorizer import guard
from app.editions.read.index import Index
from app.editions.schema import ADDENDUM_COLUMNS, COLUMNS, FORMAT
from app.names.index import Seal, plain

CACHE_KIB = 65_536
AT_ONCE = 500
"""Keys that are asked for by one query."""
Found = TypeVar("Found")


def _follows_nothing() -> None:
    """An edition that was opened by itself stands under no list that could change."""


@dataclass(slots=True)
class Edition:
    """An open edition. `suppressed`: public ids that were withdrawn since it was built and are answered as not there; others take
    their place while it is open.

    `seal`: what its name index keeps of a key, a keyed hash in encrypted editions. `amended`: an addendum stands beside its base.
    `follow`: brings `suppressed` up to now; for answers that go out in pieces.
    """

    connection: Any
    level: str
    content: str
    number: int | None = None
    date: str | None = None
    suppressed: frozenset[str] = field(default_factory=frozenset)
    corrections: Corrections | None = None
    seal: Seal = plain
    amended: bool = False
    follow: Callable[[], None] = _follows_nothing
    index: Index = field(init=False)
    _known: dict[Hashable, tuple[frozenset[str], Any]] = field(default_factory=dict)
    _streams: int = 0
    _retired: bool = False

    def __post_init__(self) -> None:
        self.index = Index(self.connection, amended=self.amended)

    def rows(self, sql: str, parameters: tuple[Any, ...] = ()) -> list[Any]:
        """All rows of a query."""
        found: list[Any] = self.connection.execute(sql, parameters).fetchall()
        return found

    def rows_of(self, columns: str, table: str, by: str, keys: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
        """The rows of a table in which the column `by` is one of the keys, however many these are."""
        every = sorted(set(keys))
        for start in range(0, len(every), AT_ONCE):
            some = every[start : start + AT_ONCE]
            marks = ", ".join("?" * len(some))
            yield from self.rows(f"SELECT {columns} FROM {table} WHERE {by} IN ({marks})", tuple(some))

    def once(self, what: Hashable, find: Callable[[], Found]) -> Found:
        """What `find` finds, worked out once and kept as long as nobody else is suppressed: only that changes what it says.

        `what` names it with all that it depends on, and there may be a few such names only. Whoever gets it must not change it.
        """
        now = self.suppressed
        kept = self._known.get(what)
        if kept is None or kept[0] is not now:  # equal is not enough: another list may have been between
            kept = self._known[what] = (now, find())
        found: Found = kept[1]
        return found

    @contextmanager
    def streaming(self) -> Iterator[None]:
        """While this holds, the edition stays open, although a newer one may have taken its place."""
        self._streams += 1
        try:
            yield
        finally:
            self._streams -= 1
            if self._retired and not self._streams:
                self.close()

    @property
    def is_streaming(self) -> bool:
        """Whether somebody is in the middle of a file of it."""
        return self._streams > 0

    def retire(self) -> None:
        """Close it as soon as nobody is in the middle of a file."""
        self._retired = True
        if not self._streams:
            self.close()

    def close(self) -> None:
        self.connection.close()


@dataclass(frozen=True, slots=True)
class File:
    """A file of an edition. `file_hash`: refused unless its bytes have that SHA-256; without one its rows are looked at."""

    path: Path
    file_hash: str | None = None


def open_edition(
    path: Path, key: bytes | None = None, expect: str | None = None, file_hash: str | None = None
) -> Edition:
    """The edition at `path` alone; with `expect`, refused unless that is the identity of what it says. `key`: 32 bytes for an
    encrypted one.

    `file_hash`: refused unless its bytes have that SHA-256.
    """
    return open_files([File(path, file_hash)], key, expect, Verified())


def open_published(
    folder: Path, manifest: Manifest, key: bytes | None = None, verified: Verified | None = None
) -> Edition:
    """The edition that a manifest in `folder` names, with its addendum if there is one.

    `verified`: files whose bytes were looked at before, so that a base is not read again for each new addendum.
    """
    files = [File(folder / manifest.file, manifest.file_hash)]
    if manifest.addendum is not None:
        files.append(File(folder / manifest.addendum, manifest.addendum_hash))
    return open_files(files, key, manifest.content, verified or Verified())


def open_files(files: list[File], key: bytes | None, expect: str | None, verified: Verified) -> Edition:
    """A base, and the addendum that stands beside it if there are two files."""
    for file in files:
        _as_published(file, verified)
    path = files[0].path
    driver = _driver(encrypted=key is not None)
    connection = driver.connect(address(path), uri=True, isolation_level=None, check_same_thread=False)
    try:
        level = _looked_at(connection, files, key)
        content = _identity(connection, files, expect)
        if expect is not None and content != expect:
            raise CorruptEdition(f"{path.name} does not hold what its manifest says. Copy or publish it again.")
        connection.execute("PRAGMA query_only = 1")
        guard(connection, ["main", ADDED][: len(files)])
    except (driver.DatabaseError, ValueError):
        connection.close()
        raise CorruptEdition(
            f"{path.name} is not an edition of Casebook, or it is damaged. Copy or publish it again."
        ) from None
    except EditionError:
        connection.close()
        raise
    return Edition(connection, level, content, amended=len(files) > 1)


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


def _as_published(file: File, verified: Verified) -> None:
    """The file is there and, where its hash is known, has these bytes."""
    if not file.path.is_file():
        raise MissingEdition(f"There is no edition file {file.path.name}.")
    if file.file_hash is not None and not verified.has(file.path, file.file_hash):
        raise CorruptEdition(
            f"{file.path.name} was changed or damaged since it was published. Copy or publish it again."
        )


def _looked_at(connection: Any, files: list[File], key: bytes | None) -> str:
    """The level of the edition, its files opened as one. Every row of a file is read that has no hash of its bytes."""
    if key is not None:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for pragma in ("trusted_schema = 0", f"cache_size = -{CACHE_KIB}", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    _known_format(dict(connection.execute("SELECT key, value FROM main.meta")), files[0].path)
    names = ["main", ADDED][: len(files)]
    if len(files) > 1:
        _attach(connection, files[1].path, key)
    for file, name in zip(files, names, strict=True):
        if file.file_hash is None:
            _rows_as_digested(connection, name, file.path)
    if len(files) > 1:
        unite(connection)
    meta = dict(connection.execute("SELECT key, value FROM meta"))
    _known_format(meta, files[-1].path)
    return str(meta["level"])


def _identity(connection: Any, files: list[File], expect: str | None) -> str:
    """Whoever signed the hashes of all files with the identity has worked it out from these very bytes: it is as expected."""
    if expect is not None and all(file.file_hash is not None for file in files):
        return expect
    return identity(stored_digests(connection, "digest"))


def _attach(connection: Any, path: Path, key: bytes | None) -> None:
    if key is None:
        connection.execute(f"ATTACH ? AS {ADDED}", (address(path),))
    else:
        connection.execute(f"ATTACH ? AS {ADDED} KEY \"x'{key.hex()}'\"", (address(path),))


def _rows_as_digested(connection: Any, name: str, path: Path) -> None:
    """Nothing was published beside the file that tells of its bytes, so its rows are read against its own digests."""
    tables = ADDENDUM_COLUMNS if name == ADDED else COLUMNS
    if sorted(digests(connection, name, tables)) != sorted(stored_digests(connection, f"{name}.digest")):
        raise CorruptEdition(f"{path.name} was changed or damaged since it was built. Copy or publish it again.")


def _known_format(meta: dict[str, str], path: Path) -> None:
    if "format" not in meta or "level" not in meta:
        raise CorruptEdition(f"{path.name} is a database, but not an edition of Casebook.")
    if int(meta["format"]) > FORMAT:
        raise NewerEdition(f"{path.name} was made by a newer version of Casebook. Update this one to read it.")
    if int(meta["format"]) < FORMAT:
        raise CorruptEdition(f"{path.name} was made by an older version of Casebook. Publish again with this one.")


def address(path: Path) -> str:
    """The file as SQLite is asked to open it: read-only, and never changing."""
    return f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"


def _driver(*, encrypted: bool) -> Any:
    if not encrypted:
        return sqlite3
    from sqlcipher3 import dbapi2  # noqa: PLC0415  only the members' application reads encrypted editions

    return dbapi2
