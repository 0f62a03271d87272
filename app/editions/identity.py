"""What an edition says, as one number: SHA-256 over a digest of each thing that it says, in order.

Two editions that say the same have the same identity, whatever SQLite library wrote them, however their pages are laid out
or encrypted, and whether they are one file or a base and an addendum: no digest covers a number of a row. What is worked out
from what is said (sets, counts, orders, the indexes of names and words, pictures) is no part of the identity; each file has
a digest of its own for it, so that a file that was copied alone shows whether it was changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.editions.schema import COLUMNS, FORMAT

DERIVED = "derived"
"""The part of the digests of what is worked out: one for each table."""
_SAID = {
    "case": "SELECT r.id, r.individual, r.event, r.section, r.document, s.document, c.line, t.words, o.year, o.name, o.day"
    " FROM {of}.case_row AS r LEFT JOIN {of}.case_summary AS s ON s.n = r.n LEFT JOIN {of}.case_csv AS c ON c.n = r.n"
    " LEFT JOIN {of}.case_text AS t ON t.n = r.n LEFT JOIN {of}.case_order AS o ON o.n = r.n",
    "event": "SELECT id, document FROM {of}.event_row",
    "line": "SELECT id, place, kind, section, aloud, document FROM {of}.list_line",
    "meta": "SELECT key, value FROM {of}.meta",
    "source": "SELECT id, document FROM {of}.source_row",
}
TABLES_SAID = frozenset(
    {"case_row", "case_summary", "case_csv", "case_text", "case_order", "event_row", "source_row", "list_line", "meta"}
)
"""The tables of which each row is said; all others are worked out from them."""
_KEY = 5
"""No table needs more columns than these to put its rows in order."""
Digest = tuple[str, str, bytes]
"""Part, id, hash."""


def digests(connection: Any, of: str = "main", tables: Mapping[str, tuple[str, ...]] = COLUMNS) -> Iterator[Digest]:
    """The digests of everything in the file that is open under that name, worked out from its rows."""
    for part, sql in _SAID.items():
        for row in connection.execute(sql.format(of=of)):
            yield part, row[0], hashlib.sha256(_encoded(row)).digest()
    for table, columns in tables.items():
        if table not in TABLES_SAID:
            yield DERIVED, table, _of_table(connection, f"{of}.{table}", columns)


def identity(kept: Iterable[Digest]) -> str:
    """The identity of what has these digests: 64 hex digits."""
    said = sorted(found for found in kept if found[0] != DERIVED)
    return hashlib.sha256(
        f"casebook-edition-{FORMAT}\n".encode() + b"".join([digest for _, _, digest in said])
    ).hexdigest()


def stored_digests(connection: Any, table: str = "main.digest") -> list[Digest]:
    """The digests that a file keeps."""
    found: list[Digest] = connection.execute(f"SELECT part, id, hash FROM {table} ORDER BY part, id").fetchall()
    return found


def _of_table(connection: Any, table: str, columns: tuple[str, ...]) -> bytes:
    digest = hashlib.sha256()
    for row in connection.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {', '.join(columns[:_KEY])}"):
        digest.update(_encoded(row))
    return digest.digest()


def _encoded(row: tuple[Any, ...]) -> bytes:
    plain = [{"bytes": v.hex()} if isinstance(v, bytes) else v for v in row]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
