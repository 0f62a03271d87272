"""Which people, events and sources have text that could name somebody: to be decided anew when a name is withheld, or no more.

Kept in memory alone, and all of it is text at every level: it must never be written anywhere.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from app.disclosure.assemble import Record
from app.disclosure.dossier import Dossier, EventDossier, SourceRecord
from app.disclosure.withheld import looked_through
from app.names.withheld import runs

APART = "_"
"""Stands behind each letter, so that an index of three letters finds a name of two."""


class Texts:
    """The text of everybody and everything, by public id. Hits are too many rather than too few: they are looked at again."""

    def __init__(self, record: Record) -> None:
        self._index = sqlite3.connect(":memory:", isolation_level=None)
        self._index.execute(
            "CREATE VIRTUAL TABLE run USING fts5(letters, content='', tokenize='trigram case_sensitive 1')"
        )
        self._row: dict[str, int] = {}
        self._key: dict[int, str] = {}
        self._last = 0
        self._index.execute("BEGIN")
        self.put(record)
        self._index.execute("COMMIT")

    def put(self, record: Record) -> None:
        """The text of these people, events and sources from now on."""
        everything: tuple[Dossier | EventDossier | SourceRecord, ...] = (
            *record.dossiers,
            *record.events,
            *record.sources,
        )
        for held in everything:
            self._put(held)

    def naming(self, forms: Iterable[str]) -> frozenset[str]:
        """The ids of all whose text has one of the folded spellings somewhere."""
        found: set[str] = set()
        for form in forms:
            rows = self._index.execute("SELECT rowid FROM run WHERE run MATCH ?", (f'"{_apart(form)}"',))
            found |= {self._key[n] for (n,) in rows if n in self._key}
        return frozenset(found)

    def _put(self, held: Dossier | EventDossier | SourceRecord) -> None:
        """An index without content cannot forget: what stood there before is found no more, since its number names nobody."""
        self._last += 1
        self._key.pop(self._row.get(held.public_id, 0), None)
        self._row[held.public_id], self._key[self._last] = self._last, held.public_id
        letters = " ".join(_apart(run) for text in dict.fromkeys(looked_through(held)) if text for run in runs(text))
        self._index.execute("INSERT INTO run (rowid, letters) VALUES (?, ?)", (self._last, letters))


def _apart(run: str) -> str:
    return "".join(letter + APART for letter in run)
