"""What was read where: a ledger for one frozen list, open to whoever holds its link. A list of thousands is finished over the years.

The link carries a random token; only the token's hash is kept, so that a copy of this file opens no ledger.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from app.noticeboard.errors import Enough
from app.noticeboard.frozen import FrozenList, find_list
from app.noticeboard.opening import Noticeboard

MOST_VIGILS_A_DAY = 200
MOST_READINGS = 5_000
LONGEST_PLACE = 80


@dataclass(frozen=True, slots=True)
class Reading:
    """Lines `first` to `last` were read at `place` on the day `read_on` (ISO 8601)."""

    place: str
    first: int
    last: int
    read_on: str


def open_vigil(board: Noticeboard, frozen: FrozenList, today: str) -> str:
    """A new ledger's token: 128 random bits. It is shown once and kept nowhere."""
    token = secrets.token_urlsafe(16)
    with board.writing() as connection:
        today_so_far = connection.execute("SELECT count(*) FROM vigil WHERE opened_on = ?", (today,)).fetchone()[0]
        if today_so_far >= MOST_VIGILS_A_DAY:
            raise Enough("So many ledgers were opened today that no more is taken before tomorrow.")
        connection.execute("INSERT INTO vigil VALUES (?, ?, ?)", (_hash(token), frozen.key, today))
    return token


def list_of_vigil(board: Noticeboard, token: str) -> FrozenList | None:
    """The list that the ledger is about, None if there is no such ledger."""
    rows = board.rows("SELECT list_key FROM vigil WHERE token_hash = ?", (_hash(token),))
    return find_list(board, rows[0][0]) if rows else None


def record_reading(board: Noticeboard, token: str, reading: Reading, today: str) -> None:
    """Add a reading; the same one twice is one."""
    key, values = _hash(token), (reading.place, reading.first, reading.last, reading.read_on)
    with board.writing() as connection:
        if connection.execute("SELECT count(*) FROM reading WHERE vigil = ?", (key,)).fetchone()[0] >= MOST_READINGS:
            raise Enough("This ledger is full.")
        same = "SELECT 1 FROM reading WHERE vigil = ? AND place = ? AND first = ? AND last = ? AND read_on = ?"
        if connection.execute(same, (key, *values)).fetchone() is None:
            connection.execute(
                "INSERT INTO reading (vigil, place, first, last, read_on, recorded_on) VALUES (?, ?, ?, ?, ?, ?)",
                (key, *values, today),
            )


def readings(board: Noticeboard, token: str) -> list[Reading]:
    """All readings of the ledger, by day."""
    sql = "SELECT place, first, last, read_on FROM reading WHERE vigil = ? ORDER BY read_on, id"
    return [Reading(*row) for row in board.rows(sql, (_hash(token),))]


def not_yet_read(lines: int, done: Iterable[Reading]) -> list[tuple[int, int]]:
    """Runs of line numbers that nobody has read, in order."""
    found, begins = [], 1
    for first, last in sorted((r.first, r.last) for r in done):
        if first > begins:
            found.append((begins, first - 1))
        begins = max(begins, last + 1)
    return [*found, (begins, lines)] if begins <= lines else found


def _hash(token: str) -> bytes:
    return hashlib.sha256(b"casebook-vigil\0" + token.encode()).digest()
