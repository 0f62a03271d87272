"""The tables of an edition, and of the addendum that may stand beside it. Shared by `build` and `read`; knows no view, no vault.

An addendum has the tables of an edition, filled with what was written since its base was built, and tables of what it ends:
the rows of the base that no longer count. Its numbers go on where those of the base stop, so that a number means one row.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

FORMAT = 4
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
CREATE TABLE case_order (n INTEGER PRIMARY KEY, year INTEGER NOT NULL, name TEXT NOT NULL, day INTEGER);
CREATE TABLE case_csv (n INTEGER PRIMARY KEY, line BLOB NOT NULL);
CREATE TABLE bitmap (kind TEXT, field TEXT, value TEXT, bits BLOB NOT NULL, PRIMARY KEY (kind, field, value)) WITHOUT ROWID;
CREATE TABLE case_column (name TEXT PRIMARY KEY, numbers BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE marginal (cube TEXT, a TEXT, b TEXT, c TEXT, d TEXT, cases INTEGER NOT NULL, individuals INTEGER NOT NULL,
    events INTEGER NOT NULL, PRIMARY KEY (cube, a, b, c, d)) WITHOUT ROWID;
CREATE TABLE case_text (n INTEGER PRIMARY KEY, words TEXT NOT NULL);
CREATE TABLE event_row (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document BLOB NOT NULL);
CREATE TABLE source_row (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document BLOB NOT NULL);
CREATE TABLE list_line (position INTEGER PRIMARY KEY, place TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
    section TEXT NOT NULL, aloud INTEGER NOT NULL, document BLOB NOT NULL);
CREATE INDEX list_line_place ON list_line (place);
CREATE INDEX list_line_id ON list_line (id);
CREATE TABLE list_term (field TEXT, term TEXT, position INTEGER, PRIMARY KEY (field, term, position)) WITHOUT ROWID;
CREATE TABLE picture (name TEXT PRIMARY KEY, media_type TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE name_form (form_id INTEGER PRIMARY KEY, person_id TEXT NOT NULL, text TEXT NOT NULL, parsed TEXT NOT NULL,
    born INTEGER, sex TEXT, place TEXT);
CREATE INDEX name_form_person ON name_form (person_id);
CREATE TABLE name_key (key TEXT, form_id INTEGER, PRIMARY KEY (key, form_id)) WITHOUT ROWID;
CREATE TABLE digest (part TEXT, id TEXT, hash BLOB NOT NULL, PRIMARY KEY (part, id)) WITHOUT ROWID;
CREATE VIRTUAL TABLE case_words USING fts5(words, content='case_text', content_rowid='n', tokenize='trigram');
"""

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "meta": ("key", "value"),
        "case_row": ("n", "id", "individual", "event", "section", "document"),
        "case_summary": ("n", "document"),
        "case_order": ("n", "year", "name", "day"),
        "case_csv": ("n", "line"),
        "bitmap": ("kind", "field", "value", "bits"),
        "case_column": ("name", "numbers"),
        "marginal": ("cube", "a", "b", "c", "d", "cases", "individuals", "events"),
        "case_text": ("n", "words"),
        "event_row": ("n", "id", "document"),
        "source_row": ("n", "id", "document"),
        "list_line": ("position", "place", "kind", "id", "section", "aloud", "document"),
        "list_term": ("field", "term", "position"),
        "picture": ("name", "media_type", "body"),
        "name_form": ("form_id", "person_id", "text", "parsed", "born", "sex", "place"),
        "name_key": ("key", "form_id"),
    }
)
"""Every table and column that may be filled: the allow-list of what enters. The word index is derived from `case_text`, and
`digest` from the rows themselves (`app.editions.identity`).

`bitmap`: the cases that have a value, one set a row (`app.editions.bits`). `case_column`: a number for each case, and orders.
`case_order`: by what cases are put in order; `place`: by what lines are. Positions are numbers for `list_term` and no more.
`marginal`: every combination of up to four facet fields with its cases, individuals and return events, each once.
"""

ADDENDUM_DDL = """
CREATE TABLE gone_case (n INTEGER PRIMARY KEY);
CREATE TABLE gone_event (n INTEGER PRIMARY KEY);
CREATE TABLE gone_source (n INTEGER PRIMARY KEY);
CREATE TABLE gone_line (position INTEGER PRIMARY KEY);
CREATE TABLE gone_person (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE gone_digest (part TEXT, id TEXT, PRIMARY KEY (part, id)) WITHOUT ROWID;
"""
ADDENDUM_COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **COLUMNS,
        "gone_case": ("n",),
        "gone_event": ("n",),
        "gone_source": ("n",),
        "gone_line": ("position",),
        "gone_person": ("id",),
        "gone_digest": ("part", "id"),
    }
)
"""What an addendum holds: `gone_*` are rows of its base, people whose names are in the base's index, and digests of the base."""
OWN_ORDER = "order:"
"""The column of an addendum in which the cases stand in the edition's own order; without one the numbers are that order."""
