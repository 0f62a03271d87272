"""Opening the noticeboard: made when there is none, brought to the newest schema, refused when it is something else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.noticeboard.errors import NewerNoticeboard, NoRoom, NotANoticeboard
from app.noticeboard.schema import APPLICATION, LARGEST_PAGES, STEPS

PATIENCE = 5.0
"""Seconds to wait for another writer."""
MAGIC, SMALLEST = b"SQLite format 3\0", 512
"""How every file of SQLite begins, and the bytes of its smallest page (sqlite.org/fileformat2.html)."""


class Noticeboard:
    """An open noticeboard. Every write is one transaction, on the disk before it is answered."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query; NoRoom or NotANoticeboard when the file fails."""
        with _explained():
            return self._connection.execute(sql, values).fetchall()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, whole or not at all."""
        with _explained():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        self._connection.close()


def open_noticeboard(path: Path) -> Noticeboard:
    """The noticeboard at `path`; NotANoticeboard, NewerNoticeboard or NoRoom says what is wrong in a sentence."""
    _look_before_opening(path)
    with _explained():
        connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return Noticeboard(connection)


def _look_before_opening(path: Path) -> None:
    """SQLite takes a file that is too short for a page as an empty one, and would write over it."""
    try:
        with path.open("rb") as file:
            head = file.read(SMALLEST)
    except OSError:
        return  # there is none, or it cannot be read: SQLite says so
    if head and (len(head) < SMALLEST or not head.startswith(MAGIC)):
        raise NotANoticeboard(f"{path.name} is not a noticeboard of Casebook. Nothing was changed.")


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    kind, version = _mark(connection)
    if kind not in (0, APPLICATION) or (kind == 0 and connection.execute("SELECT 1 FROM sqlite_master").fetchone()):
        raise NotANoticeboard(f"{path.name} is not a noticeboard of Casebook. Nothing was changed.")
    if version > len(STEPS):
        raise NewerNoticeboard(f"{path.name} was made by a newer version of Casebook. Update this one to use it.")
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = 1",
        "trusted_schema = 0",
        "secure_delete = 1",
    ):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(f"PRAGMA max_page_count = {LARGEST_PAGES}")
    if version < len(STEPS):
        _upgrade(connection)


def _upgrade(connection: sqlite3.Connection) -> None:
    """The steps that are missing, in one transaction; another process may have been first."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        _, version = _mark(connection)
        for step in STEPS[version:]:
            for statement in step.split(";"):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {len(STEPS)}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _mark(connection: sqlite3.Connection) -> tuple[int, int]:
    kind, version = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    return int(kind), int(version)


@contextmanager
def _explained() -> Iterator[None]:
    """SQLite's errors as sentences; what it says itself may hold a path or a value and is not repeated."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.OperationalError as problem:
        said = str(problem).lower()
        if "locked" in said or "busy" in said:
            raise NoRoom("The noticeboard is busy. Try again in a moment.") from None
        raise NoRoom("The noticeboard cannot take anything now: it is full or cannot be written.") from None
    except sqlite3.DatabaseError:
        raise NotANoticeboard("The noticeboard's file is damaged or is something else. Nothing was changed.") from None
