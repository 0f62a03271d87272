"""What an edition says, as one number: SHA-256 over a digest of each thing that it says, in order.

Two editions that say the same have the same identity, whatever SQLite library wrote them, however their pages are laid out
or encrypted, and whether they are one file or a base and an addendum: no digest covers a number of a row. What is worked out
from what is said (sets, counts, orders, the indexes of names and words, pictures) is no part of the identity; each file has
a digest of its own for it, so that a file that was copied alone shows whether it was changed.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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
_LENGTH = 32
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
    return Said.of(sorted(kept)).identity((), ())


@dataclass(frozen=True, slots=True)
class Said:
    """The digests of all that a file says, in order; for whoever asks again and again what comes of a few others.

    `keys`: part and id of each; `hashes`: the digests behind one another.
    """

    keys: list[tuple[str, str]]
    hashes: bytes

    @classmethod
    def of(cls, held: Iterable[Digest]) -> Said:
        """`held`: all digests of a file, in order."""
        said = [found for found in held if found[0] != DERIVED]
        return cls([found[:2] for found in said], b"".join([digest for _, _, digest in said]))

    def get(self, key: tuple[str, str]) -> bytes | None:
        """The digest of that part and id."""
        at = bisect_left(self.keys, key)
        there = at < len(self.keys) and self.keys[at] == key
        return self.hashes[at * _LENGTH : (at + 1) * _LENGTH] if there else None

    def of_part(self, part: str) -> list[tuple[str, str]]:
        """The keys of one part."""
        return self.keys[bisect_left(self.keys, (part, "")) : bisect_left(self.keys, (part + "\0", ""))]

    def identity(self, gone: Iterable[tuple[str, str]], added: Iterable[Digest]) -> str:
        """The identity of what is said without what is `gone`, and with what is `added`, which may stand in its place."""
        fresh = {(part, key): digest for part, key, digest in added if part != DERIVED}
        pieces, done = [f"casebook-edition-{FORMAT}\n".encode()], 0
        for key in sorted({*gone, *fresh}):
            at = bisect_left(self.keys, key)
            there = at < len(self.keys) and self.keys[at] == key
            pieces += self.hashes[done * _LENGTH : at * _LENGTH], fresh.get(key, b"")
            done = at + there
        return hashlib.sha256(b"".join([*pieces, self.hashes[done * _LENGTH :]])).hexdigest()


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
