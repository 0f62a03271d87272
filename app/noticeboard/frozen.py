"""Frozen lists: which lines a list had on a day, and whether they still hold. No line's text is kept, only its id and a mark.

So somebody who is withdrawn from the edition is in no frozen list either: files made from it leave the line out. The mark
is a keyed hash under the list's own random salt, of what is read aloud and printed of the line.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.noticeboard.errors import Enough
from app.noticeboard.opening import Noticeboard

MOST_LINES = 50_000
MOST_A_DAY = 500
"""New lists; one that was frozen before has its address already and counts nothing."""
_MARK = 8
WHOLE_NAME = "full"
"""The form of a line whose name is not held back in part (`app.codebook.levels.Form`)."""
SAID = (
    "name", "form", "section", "verification", "disputed", "age_at_return", "known_as", "sex", "age_band", "return_date",
    "seizure_date", "seizure_place", "returning_state", "receiving_state", "feared_state", "source_count", "others", "aid",
)  # fmt: skip
"""What of a line is read aloud or printed: a change in anything else does not change the line."""
Line = Mapping[str, Any]
Asked = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class FrozenList:
    """`asked`: the filters as parameters; `lines`: id and mark of each, in order; `edition`: the content hash it was taken from."""

    number: int
    key: str
    sha256: str
    edition: str
    edition_number: int | None
    edition_date: str | None
    asked: tuple[tuple[str, str], ...]
    frozen_on: str
    salt: bytes
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Numbers of lines, from 1: `struck` may not be read as they were printed, `changed` say something else now.

    No reason is known here, nor whether a name was on a line: whoever is not there any more and whoever is there without
    their whole name stand in one row of numbers.
    """

    struck: tuple[int, ...]
    changed: tuple[int, ...]

    @property
    def current(self) -> bool:
        return not self.struck and not self.changed


def freeze(
    board: Noticeboard, edition: tuple[str, int | None, str | None], asked: Asked, lines: Sequence[Line], today: str
) -> FrozenList:
    """Keep the list, or find it again: the same edition and filters have one number and address. `edition`: content, number, date."""
    sha256 = list_hash(edition[0], asked, lines)
    key = key_of(sha256)
    known = find_list(board, key)
    if known is not None:
        return known
    salt = secrets.token_bytes(16)
    kept = zlib.compress(json.dumps([[line["id"], _mark(salt, line)] for line in lines]).encode())
    with board.writing() as connection:
        _enough(connection.execute("SELECT count(*) FROM frozen_list WHERE frozen_on = ?", (today,)).fetchone()[0])
        connection.execute(
            "INSERT INTO frozen_list (key, sha256, edition, edition_number, edition_date, asked, frozen_on, salt, lines)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
            (key, sha256, *edition, json.dumps([list(pair) for pair in asked]), today, salt, kept),
        )
    found = find_list(board, key)
    assert found is not None  # noqa: S101  it was put there, by this process or by one that was first
    return found


def find_list(board: Noticeboard, key: str) -> FrozenList | None:
    """The list at an address, None if it is not kept here."""
    rows = board.rows(
        "SELECT number, key, sha256, edition, edition_number, edition_date, asked, frozen_on, salt, lines"
        " FROM frozen_list WHERE key = ?",
        (key,),
    )
    return _read(rows[0]) if rows else None


def standing(frozen: FrozenList, present: Mapping[str, Line]) -> Standing:
    """The list against the lines of the current edition by id."""
    struck, changed = list[int](), list[int]()
    for number, (key, mark) in enumerate(frozen.lines, 1):
        line = present.get(key)
        if line is None:
            struck.append(number)
        elif not hmac.compare_digest(_mark(frozen.salt, line), mark):
            (changed if _reads_safely(line) else struck).append(number)
    return Standing(tuple(struck), tuple(changed))


def _reads_safely(line: Line) -> bool:
    """Whether a line that changed can have printed no name that it does not say now, nor a fuller one.

    What was printed is not kept. So a line without a whole name is taken for one that had it; the line of all others of a
    return never has one.
    """
    return "others" in line or (bool(line.get("name")) and line.get("form") == WHOLE_NAME)


def list_hash(edition: str, asked: Asked, lines: Sequence[Line]) -> str:
    """SHA-256 of the edition's identity, the filters and what every line says, in order."""
    digest = hashlib.sha256(f"casebook-list-1\n{edition}\n".encode())
    digest.update(_canonical([list(pair) for pair in asked]))
    for line in lines:
        digest.update(_canonical([line["id"], *(line.get(name) for name in SAID)]))
    return digest.hexdigest()


def key_of(sha256: str) -> str:
    """The list's part of its address: 80 bits of its hash."""
    return base64.b32encode(bytes.fromhex(sha256)[:10]).decode().lower()


def _mark(salt: bytes, line: Line) -> str:
    said = _canonical([line.get(name) for name in SAID])
    return hmac.digest(salt, said, hashlib.sha256)[:_MARK].hex()


def _canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _enough(today: int) -> None:
    if today >= MOST_A_DAY:
        raise Enough("So many lists were frozen today that no more is taken before tomorrow.")


def _read(row: tuple[Any, ...]) -> FrozenList:
    number, key, sha256, edition, edition_number, edition_date, asked, frozen_on, salt, lines = row
    return FrozenList(
        number, key, sha256, edition, edition_number, edition_date,
        tuple((name, value) for name, value in json.loads(asked)), frozen_on, salt,
        tuple((one, mark) for one, mark in json.loads(zlib.decompress(lines))),
    )  # fmt: skip
