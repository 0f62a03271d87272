"""The noticeboard's file: made, kept, and refused with a sentence when it is something else, newer, full or not to be written."""

from __future__ import annotations

import sqlite3

import pytest

from app.noticeboard import opening
from app.noticeboard.errors import Enough, NewerNoticeboard, NoRoom, NotANoticeboard
from app.noticeboard.frozen import find_list, freeze, standing
from app.noticeboard.letters import STATES, letters_in, set_state, state_of_letter, take_letter
from app.noticeboard.opening import open_noticeboard
from app.noticeboard.vigils import Reading, not_yet_read

TODAY = "2026-11-24"
EDITION = ("ab" * 32, 7, TODAY)


def line(key, **more):
    name = {"latin": f"Synthetic Person {key}"}
    return {"id": key, "name": name, "form": "full", "section": "returned", **more}


LINES = [line(key) for key in ("a", "b", "c")]


@pytest.fixture
def board(tmp_path):
    return open_noticeboard(tmp_path / "noticeboard.sqlite")


def test_what_was_pinned_up_is_there_after_a_restart(tmp_path):
    board = open_noticeboard(tmp_path / "n.sqlite")
    key = freeze(board, EDITION, [("year", "2013")], LINES, TODAY).key
    code = take_letter(board, b"sealed", TODAY)
    board.close()
    again = open_noticeboard(tmp_path / "n.sqlite")
    assert find_list(again, key).asked == (("year", "2013"),)
    assert state_of_letter(again, code) == STATES[0]


@pytest.mark.parametrize(
    "content", [b"not a database at all, but long enough to be looked at", b"SQLite format 3\0" + b"\xff" * 200]
)
def test_another_file_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "n.sqlite"
    path.write_bytes(content)
    with pytest.raises(NotANoticeboard):
        open_noticeboard(path)
    assert path.read_bytes() == content


def test_another_database_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "n.sqlite"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE somebody_elses (x)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(NotANoticeboard, match="not a noticeboard"):
        open_noticeboard(path)
    assert path.read_bytes() == before


def test_a_newer_one_is_refused(tmp_path):
    path = tmp_path / "n.sqlite"
    board = open_noticeboard(path)
    board.rows("PRAGMA user_version = 99")
    board.close()
    with pytest.raises(NewerNoticeboard):
        open_noticeboard(path)


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(NoRoom):
        open_noticeboard(tmp_path / "nowhere" / "n.sqlite")


def test_a_full_one_takes_nothing_and_loses_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "LARGEST_PAGES", 20)
    board = open_noticeboard(tmp_path / "n.sqlite")
    code = take_letter(board, b"x" * 4_000, TODAY)
    with pytest.raises(NoRoom):
        [take_letter(board, b"x" * 4_000, TODAY) for _ in range(40)]
    assert state_of_letter(board, code) == STATES[0]
    assert board.rows("PRAGMA integrity_check") == [("ok",)]


def test_the_same_edition_and_filters_are_one_list_and_anything_else_is_another(board):
    first = freeze(board, EDITION, [], LINES, TODAY)
    assert freeze(board, EDITION, [], LINES, "2027-01-01") == first
    others = [
        freeze(board, EDITION, [("year", "2013")], LINES, TODAY), freeze(board, EDITION, [], LINES[:2], TODAY),
        freeze(board, ("cd" * 32, 8, TODAY), [], LINES, TODAY), freeze(board, EDITION, [], [*LINES[:2], line("c", age_at_return=3)], TODAY),
    ]  # fmt: skip
    assert len({one.sha256 for one in others} | {first.sha256}) == 5
    assert [one.number for one in (first, *others)] == [1, 2, 3, 4, 5]


def test_struck_and_changed_lines_by_number(board):
    frozen = freeze(board, EDITION, [], LINES, TODAY)
    assert standing(frozen, {one["id"]: one for one in LINES}).current
    now = standing(frozen, {"a": LINES[0], "c": line("c", section="escaped")})
    assert (now.struck, now.changed, now.current) == ((2,), (3,), False)
    assert standing(frozen, {one["id"]: {**one, "event_label": "said otherwise"} for one in LINES}).current


@pytest.mark.parametrize("now", [{"name": None, "form": "descriptor"}, {"form": "as_published"}, {"name": None}])
def test_a_line_that_is_printed_without_a_whole_name_now_is_struck_for_whoever_holds_the_paper(board, now):
    frozen = freeze(board, EDITION, [], LINES, TODAY)
    found = standing(frozen, {"a": LINES[0], "c": line("c", **now)})
    assert (found.struck, found.changed) == ((2, 3), ())


def test_the_line_of_all_others_of_a_return_never_had_a_name(board):
    others = {"id": "e", "name": None, "section": "returned", "others": {"low": 3, "high": 3}}
    frozen = freeze(board, EDITION, [], [others], TODAY)
    found = standing(frozen, {"e": {**others, "others": {"low": 2, "high": 2}}})
    assert (found.struck, found.changed) == ((), (1,))


def test_so_many_a_day(board, monkeypatch):
    monkeypatch.setattr("app.noticeboard.frozen.MOST_A_DAY", 1)
    first = freeze(board, EDITION, [], LINES, TODAY)
    with pytest.raises(Enough):
        freeze(board, EDITION, [("year", "2013")], LINES, TODAY)
    assert freeze(board, EDITION, [], LINES, TODAY) == first
    assert freeze(board, EDITION, [("year", "2013")], LINES, "2026-11-25").number == 2
    monkeypatch.setattr("app.noticeboard.letters.MOST_A_DAY", 1)
    take_letter(board, b"sealed", TODAY)
    with pytest.raises(Enough):
        take_letter(board, b"sealed", TODAY)


def test_a_letter_that_is_done_is_emptied(board):
    code = take_letter(board, b"sealed", TODAY)
    (letter,) = letters_in(board, STATES[:1])
    assert set_state(board, letter.receipt_hash, "declined")
    assert board.rows("SELECT sealed FROM letter") == [(b"",)]
    assert state_of_letter(board, code.lower().replace("-", " ")) == "declined"
    assert not set_state(board, b"nobody", "done")
    with pytest.raises(ValueError, match="a letter is"):
        set_state(board, letter.receipt_hash, "lost")


@pytest.mark.parametrize(
    ("done", "left"),
    [([], [(1, 9)]), ([(1, 9)], []), ([(3, 4), (4, 6)], [(1, 2), (7, 9)]), ([(7, 9), (1, 2)], [(3, 6)])],
)
def test_what_nobody_has_read_yet(done, left):
    assert not_yet_read(9, [Reading("Synthetic Square", first, last, TODAY) for first, last in done]) == left
