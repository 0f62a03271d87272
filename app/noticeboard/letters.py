"""Letters to the desk as they lie on the public host: sealed, with a day and a state, and nothing that says who wrote.

The receipt code is shown once to who wrote; only its hash is kept. What is inside, and so even what the letter asks for,
opens with the desk's private key alone, which no public host has (app.keys.letters).
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from app.noticeboard.errors import Enough
from app.noticeboard.opening import Noticeboard

STATES = ("received", "at_the_desk", "done", "declined")
MOST_A_DAY = 500
MOST_WAITING = 20_000
_CODE_BYTES = 10


@dataclass(frozen=True, slots=True)
class SealedLetter:
    """`receipt_hash` is its name towards the desk; `came_on` a day, never a time."""

    receipt_hash: bytes
    sealed: bytes
    came_on: str
    state: str


def take_letter(board: Noticeboard, sealed: bytes, today: str) -> str:
    """Keep the letter; its receipt code, 80 random bits in groups of four letters. Enough where too many came."""
    code = base64.b32encode(secrets.token_bytes(_CODE_BYTES)).decode()
    with board.writing() as connection:
        day, waiting = (
            connection.execute(f"SELECT count(*) FROM letter WHERE {which} = ?", (value,)).fetchone()[0]
            for which, value in (("came_on", today), ("state", STATES[0]))
        )
        if day >= MOST_A_DAY or waiting >= MOST_WAITING:
            raise Enough("So many letters came that no more can be kept now. Please try again tomorrow.")
        connection.execute("INSERT INTO letter VALUES (?, ?, ?, ?)", (receipt_hash(code), sealed, today, STATES[0]))
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def state_of_letter(board: Noticeboard, code: str) -> str | None:
    """The state for a receipt code, however it was typed; None for a code that nobody was given."""
    rows = board.rows("SELECT state FROM letter WHERE receipt_hash = ?", (receipt_hash(code),))
    return str(rows[0][0]) if rows else None


def letters_in(board: Noticeboard, states: Sequence[str]) -> list[SealedLetter]:
    """For the desk: letters in these states, by day."""
    marks = ", ".join("?" * len(states))
    sql = f"SELECT receipt_hash, sealed, came_on, state FROM letter WHERE state IN ({marks}) ORDER BY came_on, receipt_hash"
    return [SealedLetter(*row) for row in board.rows(sql, tuple(states))]


def counted(board: Noticeboard, states: Sequence[str]) -> dict[str, int]:
    """For the desk: how many letters are in each of these states. Reads states alone, by their index, and no letter."""
    marks = ", ".join("?" * len(states))
    rows = board.rows(f"SELECT state, count(*) FROM letter WHERE state IN ({marks}) GROUP BY state", tuple(states))
    return dict.fromkeys(states, 0) | {str(state): int(many) for state, many in rows}


def set_state(board: Noticeboard, name: bytes, state: str, was: str | None = None) -> bool:
    """For the desk: what became of the letter. A letter that is done or declined is emptied. Whether there was one.

    `was`: the state that it must be in still.
    """
    if state not in STATES:
        raise ValueError(f"a letter is {', '.join(STATES)}")
    emptied = ", sealed = x''" if state in ("done", "declined") else ""
    still, values = (" AND state = ?", (was,)) if was is not None else ("", ())
    with board.writing() as connection:
        sql = f"UPDATE letter SET state = ?{emptied} WHERE receipt_hash = ?{still}"
        return connection.execute(sql, (state, name, *values)).rowcount == 1


def receipt_hash(code: str) -> bytes:
    """SHA-256 of the code without what a person adds when typing it."""
    plain = "".join(letter for letter in code.upper() if letter.isascii() and letter.isalnum())
    return hashlib.sha256(b"casebook-receipt\0" + plain.encode()).digest()
