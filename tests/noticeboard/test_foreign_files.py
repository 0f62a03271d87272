"""Whatever file is given as a noticeboard: one that is something else is refused with a sentence, and stays as it was, byte for byte."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.noticeboard.errors import NoticeboardError
from app.noticeboard.opening import open_noticeboard
from app.noticeboard.schema import APPLICATION, STEPS
from tests.conftest import examples
from tests.web.conftest import write_public

SECRET = "somebody-elses-column"
MARKS = st.one_of(st.just(0), st.integers(1, 2**31 - 1))


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("foreign")


def _refused_and_left_alone(path: Path) -> None:
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    with pytest.raises(NoticeboardError) as said:
        open_noticeboard(path).close()
    assert str(path.parent) not in str(said.value)
    assert SECRET not in str(said.value)
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before


def _fresh(place: Path) -> Path:
    shutil.rmtree(place / "one", ignore_errors=True)
    (place / "one").mkdir()
    return place / "one" / "board.sqlite"


@settings(max_examples=examples(100, 2000))
@given(st.binary(min_size=1, max_size=2_000), st.booleans())
def test_any_bytes(place, content, headed):
    path = _fresh(place)
    path.write_bytes(b"SQLite format 3\0" * headed + content)
    _refused_and_left_alone(path)


@settings(max_examples=examples(100, 2000))
@given(kind=MARKS, version=st.integers(0, 9), tables=st.integers(0, 3), wal=st.booleans())
def test_any_other_database(place, kind, version, tables, wal):
    """With any mark, version and tables; one without all of them is an empty file, and may become a noticeboard."""
    assume(kind != APPLICATION and (kind or tables or version > len(STEPS)))
    path = _fresh(place)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute(f"PRAGMA journal_mode = {'WAL' if wal else 'DELETE'}")
    for n in range(tables):
        other.execute(f'CREATE TABLE "{SECRET}-{n}" (x)')
    other.execute(f"PRAGMA application_id = {kind}")
    other.execute(f"PRAGMA user_version = {version}")
    other.close()
    _refused_and_left_alone(path)


def test_an_edition(tmp_path):
    manifest = write_public(tmp_path)
    _refused_and_left_alone(next(manifest.parent.glob("*.sqlite")))


@settings(max_examples=examples(40, 500))
@given(data=st.data())
def test_a_noticeboard_of_which_the_beginning_was_written_over(place, data):
    """Refused, or, where the damage is in nothing that is looked at, open: never made anew over what was there."""
    path = _fresh(place)
    board = open_noticeboard(path)
    with board.writing() as connection:
        connection.execute("INSERT INTO letter VALUES (x'00', x'01', '2026-11-24', 'received')")
    board.close()
    whole = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, 90))
    whole[at : at + 10] = data.draw(st.binary(min_size=10, max_size=10))
    path.write_bytes(whole)
    try:
        opened = open_noticeboard(path)
    except NoticeboardError:
        assert path.read_bytes() == bytes(whole)
        return
    try:
        assert opened.rows("SELECT count(*) FROM letter") == [(1,)]
    except NoticeboardError:
        pass
    finally:
        opened.close()
