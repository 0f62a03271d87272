"""However much is sent in a day: as much is kept as docs/security.md says, of each kind, and not one more; tomorrow there is room again."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.keys.letters import SIZES
from app.noticeboard import frozen, letters, schema, vigils
from app.noticeboard.errors import Enough
from app.noticeboard.frozen import find_list, freeze
from app.noticeboard.letters import STATES, letters_in, set_state, state_of_letter, take_letter
from app.noticeboard.opening import Noticeboard, open_noticeboard
from app.noticeboard.vigils import Reading, list_of_vigil, open_vigil, readings, record_reading
from tests.conftest import examples

DAYS = ("2026-11-24", "2026-11-25")
KINDS = ("lists", "letters", "ledgers")
DOCS = Path(__file__).parents[2] / "docs" / "security.md"
LINES = [{"id": "a", "name": {"latin": "Synthetic Person"}, "section": "returned"}]


def promised() -> dict[str, int]:
    """The limits by kind, as the document says them."""
    said = re.search(r"Limits \((\d+) lists, (\d+) letters, (\d+) ledgers a day\)", DOCS.read_text(encoding="utf-8"))
    return dict(zip(KINDS, map(int, said.groups()), strict=True))


class Crowd:
    """People who send one thing after the other; each thing is another one."""

    def __init__(self, board: Noticeboard) -> None:
        self.board, self.sent, self.kept = board, 0, Counter()
        self.proofs: list[tuple[str, str]] = []
        self.first = freeze(board, ("ab" * 32, 1, DAYS[0]), [], LINES, "2026-11-01")

    def send(self, kind: str, day: str) -> None:
        self.sent += 1
        with suppress(Enough):
            self.proofs.append((kind, self._send(kind, day)))
            self.kept[kind, day] += 1

    def _send(self, kind: str, day: str) -> str:
        if kind == "lists":
            return freeze(self.board, ("ab" * 32, 1, day), [("event", str(self.sent))], LINES, day).key
        return take_letter(self.board, b"sealed", day) if kind == "letters" else open_vigil(self.board, self.first, day)

    def all_there(self) -> bool:
        """Whether everything that was taken can still be found, and nothing else is there."""
        find = {"lists": find_list, "letters": state_of_letter, "ledgers": list_of_vigil}
        tables = {"lists": "frozen_list", "letters": "letter", "ledgers": "vigil"}
        held = {kind: self.board.rows(f"SELECT count(*) FROM {table}")[0][0] for kind, table in tables.items()}
        kept = Counter(kind for kind, _ in self.proofs)
        found = all(find[kind](self.board, proof) is not None for kind, proof in self.proofs)
        return found and held == {"lists": kept["lists"] + 1, "letters": kept["letters"], "ledgers": kept["ledgers"]}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("boards")


@settings(max_examples=examples(60, 1000))
@given(st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(DAYS)), max_size=40), st.data())
def test_of_each_kind_so_many_a_day_whoever_sends_what_in_which_order(place, sent, data):
    most = {kind: data.draw(st.integers(1, 5), kind) for kind in KINDS}
    board = open_noticeboard(place / "board.sqlite")
    for table in ("reading", "vigil", "frozen_list", "letter"):
        with board.writing() as connection:
            connection.execute(f"DELETE FROM {table}")
    before = frozen.MOST_A_DAY, letters.MOST_A_DAY, vigils.MOST_VIGILS_A_DAY
    frozen.MOST_A_DAY, letters.MOST_A_DAY, vigils.MOST_VIGILS_A_DAY = (most[kind] for kind in KINDS)
    try:
        crowd = Crowd(board)
        for kind, day in sent:
            crowd.send(kind, day)
        assert crowd.all_there()
    finally:
        frozen.MOST_A_DAY, letters.MOST_A_DAY, vigils.MOST_VIGILS_A_DAY = before
        board.close()
    tried = Counter(sent)
    assert crowd.kept == {(kind, day): min(n, most[kind]) for (kind, day), n in tried.items()}


def test_the_limits_are_those_that_the_document_says(tmp_path):
    board = open_noticeboard(tmp_path / "board.sqlite")
    board.rows("PRAGMA synchronous = OFF")
    crowd, most = Crowd(board), promised()
    for kind, limit in most.items():
        for _ in range(limit + 3):
            crowd.send(kind, DAYS[0])
    assert crowd.kept == {(kind, DAYS[0]): limit for kind, limit in most.items()}
    for kind in KINDS:
        crowd.send(kind, DAYS[1])
    assert all(crowd.kept[kind, DAYS[1]] == 1 for kind in KINDS)
    assert crowd.all_there()


def test_letters_that_nobody_takes_up_fill_the_box_and_those_taken_up_make_room(tmp_path, monkeypatch):
    monkeypatch.setattr(letters, "MOST_WAITING", 3)
    board = open_noticeboard(tmp_path / "board.sqlite")
    for day in ("2026-11-01", "2026-11-02", "2026-11-03"):
        take_letter(board, b"sealed", day)
    with pytest.raises(Enough):
        take_letter(board, b"sealed", "2026-11-04")
    set_state(board, letters_in(board, STATES[:1])[0].receipt_hash, "at_the_desk")
    take_letter(board, b"sealed", "2026-11-04")


def test_a_full_box_of_the_longest_letters_leaves_room_for_everything_else():
    assert letters.MOST_WAITING * max(SIZES) < schema.LARGEST_PAGES * 4096


def test_a_ledger_takes_so_many_readings(tmp_path, monkeypatch):
    monkeypatch.setattr(vigils, "MOST_READINGS", 4)
    board = open_noticeboard(tmp_path / "board.sqlite")
    crowd = Crowd(board)
    full, other = (open_vigil(board, crowd.first, DAYS[0]) for _ in range(2))
    for n in range(1, 10):
        try:
            record_reading(board, full, Reading("Synthetic Square", n, n, DAYS[0]), DAYS[0])
        except Enough:
            assert n > 4
    record_reading(board, other, Reading("Synthetic Square", 1, 1, DAYS[0]), DAYS[0])
    assert (len(readings(board, full)), len(readings(board, other))) == (4, 1)
