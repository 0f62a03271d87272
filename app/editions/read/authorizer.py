"""What a connection to an edition may do: read, and call a few functions by name. Everything else SQLite refuses.

FTS5 of older SQLite asks for UPDATE on sqlite_master when it first opens a virtual table, so that is done before the
authorizer is set (recipes.md, section 2).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

FUNCTIONS = frozenset({"count", "min", "max", "sum", "match", "bm25", "length", "coalesce"})


def guard(connection: Any, parts: Iterable[str] = ("main",)) -> None:
    """Touch the virtual table of each file that is open, then refuse all but reading."""
    for part in parts:
        connection.execute(f"SELECT 1 FROM {part}.case_words LIMIT 0").fetchall()
    connection.set_authorizer(_authorize)


def _authorize(action: int, first: str | None, second: str | None, *_: Any) -> int:
    if action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE):
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION and second in FUNCTIONS:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and first == "data_version" and second is None:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY
