"""Writes the rows of an edition into a fresh file. Plain files are byte-stable for one SQLite library; encrypted ones never.

Built in any way, then `rebuild` and `optimize` of the word index, ANALYZE, and `VACUUM INTO`: that drops the change counter,
free pages and insertion order (recipes.md, section 1). An encrypted edition is never written in plain, not even for a moment.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from app.editions.build.rows import Rows
from app.editions.errors import NoRoom
from app.editions.identity import TABLES_SAID, Digest, digests, identity, stored_digests
from app.editions.schema import ADDENDUM_COLUMNS, ADDENDUM_DDL, COLUMNS, DDL


def write_edition(rows: Rows, path: Path, key: bytes | None = None) -> str:
    """Write `rows` to `path` (which must not exist), flushed to disk, and return the content hash. `key`: 32 bytes of SQLCipher."""
    return identity(write_file(rows, path, key, addendum=False))


def write_file(rows: Rows, path: Path, key: bytes | None, *, addendum: bool) -> list[Digest]:
    """A fresh file of an edition or an addendum; returns the digests of what it says."""
    work = path.with_name(path.name + ".work")
    for stale in (work, path):
        stale.unlink(missing_ok=True)
    driver = _driver(encrypted=key is not None)
    connection = driver.connect(str(work), isolation_level=None)
    try:
        _prepare(connection, key)
        _fill(connection, rows, addendum=addendum)
        found = stored_digests(connection)
        connection.execute("VACUUM INTO ?", (str(path),))
    except driver.OperationalError as problem:
        path.unlink(missing_ok=True)
        raise NoRoom(f"The edition cannot be written: {_said(problem)} The editions in place are untouched.") from None
    finally:
        connection.close()
        work.unlink(missing_ok=True)
    _flush(path)
    return found


def digests_said(rows: Rows) -> list[Digest]:
    """The digests of what the rows say, as a file of them would keep them; what is worked out from that is left out."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(DDL)
        _insert(connection, rows, {table: COLUMNS[table] for table in TABLES_SAID})
        return list(digests(connection, tables={}))


def _said(problem: Exception) -> str:
    """SQLite says `full` where it may and `disk I/O error` where a write was cut short; both ask for room first."""
    said = str(problem)
    return "The disk is full." if "full" in said or "I/O" in said else f"{said}."


def _driver(*, encrypted: bool) -> Any:
    if not encrypted:
        return sqlite3
    from sqlcipher3 import dbapi2  # noqa: PLC0415  an own wheel, needed by builders of encrypted editions only

    return dbapi2


def _prepare(connection: Any, key: bytes | None) -> None:
    if key is not None:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA temp_store = MEMORY")


def _fill(connection: Any, rows: Rows, *, addendum: bool) -> None:
    tables = ADDENDUM_COLUMNS if addendum else COLUMNS
    connection.executescript(DDL + ADDENDUM_DDL if addendum else DDL)
    connection.execute("BEGIN")
    _insert(connection, rows, tables)
    connection.executemany(
        "INSERT INTO digest (part, id, hash) VALUES (?, ?, ?)", list(digests(connection, tables=tables))
    )
    connection.execute("INSERT INTO case_words (case_words) VALUES ('rebuild')")
    connection.execute("INSERT INTO case_words (case_words) VALUES ('optimize')")
    connection.execute("COMMIT")
    connection.execute("ANALYZE")


def _insert(connection: Any, rows: Rows, tables: Mapping[str, tuple[str, ...]]) -> None:
    for table, columns in tables.items():
        marks = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows.get(table, ()))


def _flush(path: Path) -> None:
    for target in (path, path.parent):
        handle = os.open(target, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
