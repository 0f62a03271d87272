"""The tables of the noticeboard and their version. Later versions add a step to STEPS; none is ever changed.

`PRAGMA application_id` says that the file is a noticeboard, `PRAGMA user_version` how many steps it has taken.
"""

from __future__ import annotations

APPLICATION = 0x4361_734E  # "CasN"
STEPS = (
    """
CREATE TABLE frozen_list (number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL,
    edition TEXT NOT NULL, edition_number INTEGER, edition_date TEXT, asked TEXT NOT NULL, frozen_on TEXT NOT NULL,
    salt BLOB NOT NULL, lines BLOB NOT NULL);
CREATE TABLE vigil (token_hash BLOB PRIMARY KEY, list_key TEXT NOT NULL REFERENCES frozen_list (key),
    opened_on TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE reading (id INTEGER PRIMARY KEY, vigil BLOB NOT NULL REFERENCES vigil (token_hash), place TEXT NOT NULL,
    first INTEGER NOT NULL, last INTEGER NOT NULL, read_on TEXT NOT NULL, recorded_on TEXT NOT NULL);
CREATE INDEX reading_vigil ON reading (vigil);
CREATE TABLE letter (receipt_hash BLOB PRIMARY KEY, sealed BLOB NOT NULL, came_on TEXT NOT NULL, state TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX letter_came ON letter (came_on);
""",
    """
CREATE INDEX letter_state ON letter (state);
""",
)
LARGEST_PAGES = 262_144
"""A noticeboard grows to 1 GiB (pages of 4 KiB) and no further, whoever writes."""
