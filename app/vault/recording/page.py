"""One history table's part of a changeset: its rows, and the running digest of their entries."""

from __future__ import annotations

import hashlib

from sqlalchemy import Dialect

from app.vault.history import HistoryTable, entry
from app.vault.recording.sheet import Row, Sheet, picker


class Page(Sheet):
    """Rows in the order of their ids. `last`: the last id given, once known."""

    __slots__ = ("_cover", "_digest", "_number", "last")

    def __init__(self, kept: HistoryTable, number: int, dialect: Dialect) -> None:
        super().__init__(kept.table, dialect)
        self._number = number
        self._cover = picker(kept.covered)
        self._digest = hashlib.sha256()
        self.last: int | None = None

    def put(self, row: Row) -> None:
        """Takes the row over, and notes in it the changeset it comes with."""
        self._digest.update(entry(self._cover(row)))
        row["added_in"] = self._number
        Sheet.put(self, row)

    def content(self) -> tuple[str, int, str]:
        """For the changeset: table, number of entries, digest."""
        return self.table.name, len(self.rows), self._digest.hexdigest()
