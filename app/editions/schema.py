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

FORMAT = 3
"""Raised when a reader of the old format could misread the new one."""

MOVED = "moved:"
"""In `meta`: this and an old id stand beside the id that the case is continued under."""

DDL = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE case_row (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, individual TEXT NOT NULL, event TEXT,
    section TEXT NOT NULL, document BLOB NOT NULL);
CREATE INDEX case_row_individual ON case_row (individual);
CREATE INDEX case_row_event ON case_row (event);
CREATE TABLE case_summary (n INTEGER PRIMARY KEY, document BLOB NOT NULL);
CREATE TABLE case_csv (n INTEGER PRIMARY KEY, line BLOB NOT NULL);
CREATE TABLE bitmap (kind TEXT, field TEXT, value TEXT, bits BLOB NOT NULL, PRIMARY KEY (kind, field, value)) WITHOUT ROWID;
CREATE TABLE case_column (name TEXT PRIMARY KEY, numbers BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE marginal (cube TEXT, a TEXT, b TEXT, c TEXT, d TEXT, cases INTEGER NOT NULL, individuals INTEGER NOT NULL,
    events INTEGER NOT NULL, PRIMARY KEY (cube, a, b, c, d)) WITHOUT ROWID;
CREATE TABLE case_text (n INTEGER PRIMARY KEY, words TEXT NOT NULL);
CREATE TABLE event_row (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document BLOB NOT NULL);
CREATE TABLE source_row (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document BLOB NOT NULL);
CREATE TABLE list_line (position INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, section TEXT NOT NULL,
    aloud INTEGER NOT NULL, document BLOB NOT NULL);
CREATE TABLE list_term (field TEXT, term TEXT, position INTEGER, PRIMARY KEY (field, term, position)) WITHOUT ROWID;
CREATE TABLE picture (name TEXT PRIMARY KEY, media_type TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE name_form (form_id INTEGER PRIMARY KEY, person_id TEXT NOT NULL, text TEXT NOT NULL, parsed TEXT NOT NULL,
    born INTEGER, sex TEXT, place TEXT);
CREATE TABLE name_key (key TEXT, form_id INTEGER, PRIMARY KEY (key, form_id)) WITHOUT ROWID;
CREATE VIRTUAL TABLE case_words USING fts5(words, content='case_text', content_rowid='n', tokenize='trigram');
"""

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "meta": ("key", "value"),
        "case_row": ("n", "id", "individual", "event", "section", "document"),
        "case_summary": ("n", "document"),
        "case_csv": ("n", "line"),
        "bitmap": ("kind", "field", "value", "bits"),
        "case_column": ("name", "numbers"),
        "marginal": ("cube", "a", "b", "c", "d", "cases", "individuals", "events"),
        "case_text": ("n", "words"),
        "event_row": ("n", "id", "document"),
        "source_row": ("n", "id", "document"),
        "list_line": ("position", "kind", "id", "section", "aloud", "document"),
        "list_term": ("field", "term", "position"),
        "picture": ("name", "media_type", "body"),
        "name_form": ("form_id", "person_id", "text", "parsed", "born", "sex", "place"),
        "name_key": ("key", "form_id"),
    }
)
"""Every table and column that may be filled: the allow-list of what enters. The word index is derived from `case_text`.

`bitmap`: the cases that have a value, one set a row (`app.editions.bits`). `case_column`: a number for each case, and orders.
`marginal`: every combination of up to four facet fields with its cases, individuals and return events, each once.
"""
_NOT_TEXT = frozenset({"bitmap", "case_column"})
"""Tables whose bytes are not UTF-8."""
_KEY = 5
"""No table needs more columns than these to put its rows in order."""


def identity(connection: Any) -> str:
    """The content hash of an open edition: 64 hex digits. Works on sqlite3 and sqlcipher3 connections alike."""
    digest = hashlib.sha256(f"casebook-edition-{FORMAT}\n".encode())
    for table, columns in COLUMNS.items():
        digest.update(f"{table}\n".encode())
        for row in connection.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {', '.join(columns[:_KEY])}"):
            digest.update(_encoded(row, as_hex=table in _NOT_TEXT))
    return digest.hexdigest()


def _encoded(row: tuple[Any, ...], *, as_hex: bool) -> bytes:
    plain = [(v.hex() if as_hex else v.decode()) if isinstance(v, bytes) else v for v in row]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
