"""Opening one edition file, plain or encrypted, and making sure that it is one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from app.editions.errors import CorruptEdition, EditionError, MissingEdition, NewerEdition, OlderEdition
from app.editions.read.authorizer import guard
from app.editions.read.index import Index
from app.editions.schema import FORMAT, identity

CACHE_KIB = 65_536


@dataclass(slots=True)
class Edition:
    """An open edition. `suppressed`: public ids that were withdrawn since it was built and are answered as not there."""

    connection: Any
    level: str
    content: str
    number: int | None = None
    date: str | None = None
    suppressed: frozenset[str] = field(default_factory=frozenset)
    index: Index = field(init=False)
    _streams: int = 0
    _retired: bool = False

    def __post_init__(self) -> None:
        self.index = Index(self.connection)

    def rows(self, sql: str, parameters: tuple[Any, ...] = ()) -> list[Any]:
        """All rows of a query."""
        found: list[Any] = self.connection.execute(sql, parameters).fetchall()
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


def open_edition(path: Path, key: bytes | None = None, expect: str | None = None) -> Edition:
    """The edition at `path`; with `expect`, refused unless its rows have that identity. `key`: 32 bytes for an encrypted one."""
    if not path.is_file():
        raise MissingEdition(f"There is no edition file {path.name}.")
    connection, database_error = _connect(path, key)
    try:
        meta = dict(connection.execute("SELECT key, value FROM meta"))
        _known_format(meta, path)
        content = identity(connection)
        guard(connection)
    except EditionError:
        connection.close()
        raise
    except database_error:
        connection.close()
        raise CorruptEdition(
            f"{path.name} is not an edition of Casebook, or it is damaged. Copy or publish it again."
        ) from None
    if expect is not None and content != expect:
        connection.close()
        raise CorruptEdition(f"{path.name} does not hold what its manifest says. Copy or publish it again.")
    return Edition(connection, meta["level"], content)


def ids_held(path: Path, key: bytes | None = None) -> set[str]:
    """The public ids of everybody and everything in the edition at `path`, of whatever version of Casebook."""
    connection, database_error = _connect(path, key)
    try:
        held = {key for row in connection.execute("SELECT id, individual FROM case_row") for key in row}
        return held | {key for (key,) in connection.execute("SELECT id FROM event_row")}
    except database_error:
        raise CorruptEdition(f"{path.name} is not an edition of Casebook, or it is damaged.") from None
    finally:
        connection.close()


def _known_format(meta: dict[str, str], path: Path) -> None:
    if "format" not in meta or "level" not in meta:
        raise CorruptEdition(f"{path.name} is a database, but not an edition of Casebook.")
    if int(meta["format"]) > FORMAT:
        raise NewerEdition(f"{path.name} was made by a newer version of Casebook. Update this one to read it.")
    if int(meta["format"]) < FORMAT:
        raise OlderEdition(f"{path.name} was made by an older version of Casebook. Publish again with this one.")


def _connect(path: Path, key: bytes | None) -> tuple[Any, Any]:
    uri = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    if key is None:
        connection: Any = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        error: Any = (sqlite3.DatabaseError, ValueError)
    else:
        from sqlcipher3 import dbapi2  # noqa: PLC0415  only the members' application reads encrypted editions

        connection = dbapi2.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        error = (dbapi2.DatabaseError, ValueError)
    for pragma in ("query_only = 1", "trusted_schema = 0", f"cache_size = -{CACHE_KIB}"):
        connection.execute(f"PRAGMA {pragma}")
    return connection, error
