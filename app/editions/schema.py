"""The tables of an edition and the identity of what they hold. Shared by `build` and `read`; knows no view and no vault.

The identity is SHA-256 over the logical rows in order: two editions that say the same have the same identity, whatever
SQLite library wrote them and however their pages are laid out or encrypted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

FORMAT = 1
"""Raised when a reader of the old format could misread the new one."""

DDL = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE case_row (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, individual TEXT NOT NULL, event TEXT,
    section TEXT NOT NULL, year_low INTEGER, year_high INTEGER, document BLOB NOT NULL);
CREATE INDEX case_row_individual ON case_row (individual);
CREATE INDEX case_row_event ON case_row (event);
CREATE TABLE case_term (field TEXT, term TEXT, n INTEGER, PRIMARY KEY (field, term, n)) WITHOUT ROWID;
CREATE TABLE case_text (n INTEGER PRIMARY KEY, words TEXT NOT NULL);
CREATE TABLE event_row (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document BLOB NOT NULL);
CREATE TABLE source_row (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document BLOB NOT NULL);
CREATE TABLE list_line (position INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, section TEXT NOT NULL,
    aloud INTEGER NOT NULL, year_low INTEGER, year_high INTEGER, document BLOB NOT NULL);
CREATE TABLE list_term (field TEXT, term TEXT, position INTEGER, PRIMARY KEY (field, term, position)) WITHOUT ROWID;
CREATE TABLE picture (name TEXT PRIMARY KEY, media_type TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE case_words USING fts5(words, content='case_text', content_rowid='n', tokenize='trigram');
"""

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "meta": ("key", "value"),
        "case_row": ("n", "id", "individual", "event", "section", "year_low", "year_high", "document"),
        "case_term": ("field", "term", "n"),
        "case_text": ("n", "words"),
        "event_row": ("n", "id", "document"),
        "source_row": ("n", "id", "document"),
        "list_line": ("position", "kind", "id", "section", "aloud", "year_low", "year_high", "document"),
        "list_term": ("field", "term", "position"),
        "picture": ("name", "media_type", "body"),
    }
)
"""Every table and column that may be filled: the allow-list of what enters. The word index is derived from `case_text`."""


def identity(connection: Any) -> str:
    """The content hash of an open edition: 64 hex digits. Works on sqlite3 and sqlcipher3 connections alike."""
    digest = hashlib.sha256(f"casebook-edition-{FORMAT}\n".encode())
    for table, columns in COLUMNS.items():
        digest.update(f"{table}\n".encode())
        for row in connection.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {', '.join(columns[:3])}"):
            digest.update(_encoded(row))
    return digest.hexdigest()


def _encoded(row: tuple[Any, ...]) -> bytes:
    plain = [value.decode() if isinstance(value, bytes) else value for value in row]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
