"""Of a log of many entries any single change is found at every position, and so is a whole log chained anew: by its checkpoint.

The entries are in memory, as verification reads them; test_access_log does some of it in real databases.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from app.accounts.access_log import HEAD, Head, Noted, payload, wrong_with
from app.storage.chain import GENESIS, link
from tests.conftest import examples

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
ROWS = examples(200, 2000)
WHOLE = 2000
APART = 97
"""On every change a whole log is changed at every so many entries, and a shorter one at each."""
COLUMNS = ("number", "previous_hash", "hash", "at", "viewer", "kind", "object", "fields", "grant", "edition")


@dataclass(frozen=True)
class Entry:
    """A row of the log."""

    number: int
    previous_hash: bytes
    hash: bytes
    at: datetime
    viewer: str
    kind: str
    object: str
    fields: str
    grant: str
    edition: str


def _chained(said: Sequence[Entry]) -> list[Entry]:
    """The entries numbered and chained as the log itself does it."""
    made: list[Entry] = []
    before = GENESIS
    for number, e in enumerate(said, 1):
        after = link(before, payload(number, e.at, e.viewer, Noted(e.kind, e.object, e.fields, e.grant, e.edition)))
        made.append(replace(e, number=number, previous_hash=before, hash=after))
        before = after
    return made


@pytest.fixture(scope="module")
def log() -> list[Entry]:
    return _log(ROWS)


def _log(rows: int) -> list[Entry]:
    said = [
        Entry(
            0, b"", b"", AT + timedelta(seconds=n), f"viewer{n % 7:010d}", "view", f"case{n:012d}", "all", "grant", "ab"
        )
        for n in range(rows)
    ]
    return _chained(said)


def _heads(log: Sequence[Entry]) -> list[tuple[str, Head]]:
    return [(HEAD, _head(log))]


def _head(log: Sequence[Entry]) -> Head:
    return Head(log[-1].number, log[-1].hash) if log else Head(0, GENESIS)


def _noticed(changed: list[Entry], heads: list[tuple[str, Head]], kept: Sequence[Head] = ()) -> bool:
    return next(iter(wrong_with(changed, heads, kept)), None) is not None


def _other(entry: Entry, column: str) -> Entry:
    value = getattr(entry, column)
    other = {int: lambda: value + ROWS, bytes: lambda: bytes([value[0] ^ 1]) + value[1:], str: lambda: value + "x",
             datetime: lambda: value + timedelta(microseconds=1)}[type(value)]()  # fmt: skip
    return replace(entry, **{column: other})


def _renumbered(rows: list[Entry]) -> list[Entry]:
    return [replace(e, number=n) for n, e in enumerate(rows, 1)]


def _changes(log: list[Entry], at: int) -> Iterator[tuple[str, list[Entry]]]:
    """Every single change of the entry at a place: each column, taken out, put in, moved; with the numbers left or made to fit."""
    for column in COLUMNS:
        yield column, [*log[:at], _other(log[at], column), *log[at + 1 :]]
    without = [*log[:at], *log[at + 1 :]]
    yield "taken out", without
    yield "taken out, numbers closed up", _renumbered(without)
    for put_in in (log[at], _other(log[at], "object")):
        more = [*log[:at], put_in, *log[at:]]
        yield "put in", more
        yield "put in, numbers moved on", _renumbered(more)
    if at + 1 < len(log):
        moved = [*log[:at], log[at + 1], log[at], *log[at + 2 :]]
        yield "moved", moved
        yield "moved, numbers in order", _renumbered(moved)


def test_a_whole_log_has_no_findings(log):
    assert not _noticed(log, _heads(log), [_head(log), _head(log[: ROWS // 2])])


def test_every_single_change_is_found_at_every_position(log):
    heads = _heads(log)
    missed = [(at, how) for at in range(ROWS) for how, changed in _changes(log, at) if not _noticed(changed, heads)]
    assert missed == []


def test_every_single_change_of_a_whole_log_is_found():
    log = _log(WHOLE)
    heads = _heads(log)
    places = sorted({*range(0, WHOLE, APART), WHOLE - 2, WHOLE - 1})
    missed = [(at, how) for at in places for how, changed in _changes(log, at) if not _noticed(changed, heads)]
    assert missed == []


def test_a_log_cut_off_anywhere_with_its_head_is_found_by_a_checkpoint_of_an_entry_that_is_gone(log):
    kept = [_head(log)]
    for at in range(ROWS):
        shorter = log[:at]
        assert _noticed(shorter, _heads(log)), at  # the head was forgotten
        assert _noticed(shorter, _heads(shorter), kept), at
        assert not _noticed(shorter, _heads(shorter), [_head(log[:at])]), at  # an older checkpoint cannot know


def test_a_log_chained_anew_from_any_position_is_found_by_a_later_checkpoint_and_so_is_an_older_copy(log):
    kept = _head(log)
    for at in range(0, ROWS, examples(1, 10)):
        anew = _chained([*log[:at], _other(log[at], "viewer"), *log[at + 1 :]])
        assert not _noticed(anew, _heads(anew)), at  # the chain alone cannot know
        assert _noticed(anew, _heads(anew), [kept]), at
