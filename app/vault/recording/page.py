"""One history table's part of a changeset: its rows, and the running digest of their entries."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Dialect

from app.vault.history import HistoryTable, entry
from app.vault.recording.sheet import Sheet, picker


class Page(Sheet):
    """Rows in the order of their ids. `last`: the last id given, once known."""

    __slots__ = ("_added_in", "_cover", "_digest", "last")

    def __init__(self, kept: HistoryTable, number: int, dialect: Dialect) -> None:
        super().__init__(kept.table, dialect)
        self._added_in = {"added_in": number} if "added_in" in kept.table.c else {}
        self._cover = picker(kept.covered)
        self._digest = hashlib.sha256()
        self.last: int | None = None

    def put(self, row: Mapping[str, Any]) -> None:
        self._digest.update(entry(self._cover(row)))
        super().put({**row, **self._added_in})

    def content(self) -> tuple[str, int, str]:
        """For the changeset: table, number of entries, digest."""
        return self.table.name, len(self.rows), self._digest.hexdigest()
