"""Opening one edition file, plain or encrypted, and making sure that it is one."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from app.editions.corrections import Corrections
from app.editions.errors import CorruptEdition, EditionError, MissingEdition, NewerEdition
from app.editions.read.authorizer import guard
from app.editions.read.index import Index
from app.editions.schema import FORMAT, identity
from app.names.index import Seal, plain

CACHE_KIB = 65_536
Found = TypeVar("Found")


@dataclass(slots=True)
class Edition:
    """An open edition. `suppressed`: public ids that were withdrawn since it was built and are answered as not there.

    `seal`: what its name index keeps of a key, a keyed hash in encrypted editions.
    """

    connection: Any
    level: str
    content: str
    number: int | None = None
    date: str | None = None
    suppressed: frozenset[str] = field(default_factory=frozenset)
    corrections: Corrections | None = None
    seal: Seal = plain
    index: Index = field(init=False)
    _known: dict[Hashable, Any] = field(default_factory=dict)
    _streams: int = 0
    _retired: bool = False

    def __post_init__(self) -> None:
        self.index = Index(self.connection)

    def rows(self, sql: str, parameters: tuple[Any, ...] = ()) -> list[Any]:
        """All rows of a query."""
        found: list[Any] = self.connection.execute(sql, parameters).fetchall()
        return found

    def once(self, what: Hashable, find: Callable[[], Found]) -> Found:
        """What `find` finds, worked out once and kept as long as the edition is open: only withdrawals change what it says.

        `what` names it with all that it depends on, and there may be a few such names only. Whoever gets it must not change it.
        """
        key = (what, self.suppressed)
        if key not in self._known:
            self._known[key] = find()
        found: Found = self._known[key]
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

    def retire(self) -> None:
        """Close it as soon as nobody is in the middle of a file."""
        self._retired = True
        if not self._streams:
            self.close()

    def close(self) -> None:
        self.connection.close()


def open_edition(
    path: Path, key: bytes | None = None, expect: str | None = None, file_hash: str | None = None
) -> Edition:
    """The edition at `path`; with `expect`, refused unless its rows have that identity. `key`: 32 bytes for an encrypted one.

    `file_hash`: refused unless its bytes have that SHA-256.
    """
    if not path.is_file():
        raise MissingEdition(f"There is no edition file {path.name}.")
    if file_hash is not None and hash_of(path) != file_hash:
        raise CorruptEdition(f"{path.name} was changed or damaged since it was published. Copy or publish it again.")
    driver = _driver(encrypted=key is not None)
    connection = driver.connect(_address(path), uri=True, isolation_level=None, check_same_thread=False)
    try:
        meta, content = _read_whole(connection, path, key)
        if expect is not None and content != expect:
            raise CorruptEdition(f"{path.name} does not hold what its manifest says. Copy or publish it again.")
    except (driver.DatabaseError, ValueError):
        connection.close()
        raise CorruptEdition(
            f"{path.name} is not an edition of Casebook, or it is damaged. Copy or publish it again."
        ) from None
    except EditionError:
        connection.close()
        raise
    return Edition(connection, meta["level"], content)


def hash_of(path: Path) -> str:
    """SHA-256 of the file's bytes, as hexadecimal digits."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _read_whole(connection: Any, path: Path, key: bytes | None) -> tuple[dict[str, str], str]:
    """What the edition says of itself and the identity of its rows; every page of them was read then."""
    if key is not None:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for pragma in ("query_only = 1", "trusted_schema = 0", f"cache_size = -{CACHE_KIB}"):
        connection.execute(f"PRAGMA {pragma}")
    meta = dict(connection.execute("SELECT key, value FROM meta"))
    _known_format(meta, path)
    content = identity(connection)
    guard(connection)
    return meta, content


def _known_format(meta: dict[str, str], path: Path) -> None:
    if "format" not in meta or "level" not in meta:
        raise CorruptEdition(f"{path.name} is a database, but not an edition of Casebook.")
    if int(meta["format"]) > FORMAT:
        raise NewerEdition(f"{path.name} was made by a newer version of Casebook. Update this one to read it.")
    if int(meta["format"]) < FORMAT:
        raise CorruptEdition(f"{path.name} was made by an older version of Casebook. Publish again with this one.")


def _address(path: Path) -> str:
    return f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"


def _driver(*, encrypted: bool) -> Any:
    if not encrypted:
        return sqlite3
    from sqlcipher3 import dbapi2  # noqa: PLC0415  only the members' application reads encrypted editions

    return dbapi2
