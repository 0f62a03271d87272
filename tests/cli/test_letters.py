"""`casebook letters`: a desk without a browser reads what families wrote, on record, and says what became of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import AccessEntry
from app.cli import letters
from app.cli.sentences import Refused
from app.editing.errors import WrongState
from app.keys.letters import PUBLIC_FILE, make_letter_keys, read_public_key
from app.noticeboard.letters import state_of_letter, take_letter
from app.noticeboard.opening import open_noticeboard
from app.storage.engines import engine_for
from tests.homes import empty_home


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = empty_home(tmp_path / "home")
    make_letter_keys(made / "keys")
    return made


def _write(home: Path, **told: str) -> str:
    board = open_noticeboard(home / "noticeboard.sqlite")
    try:
        sealer = read_public_key(home / "keys" / PUBLIC_FILE)
        return take_letter(board, sealer.seal(json.dumps(told).encode()), "2026-11-24")
    finally:
        board.close()


def _state(home: Path, code: str) -> str | None:
    board = open_noticeboard(home / "noticeboard.sqlite")
    try:
        return state_of_letter(board, code)
    finally:
        board.close()


def test_a_letter_is_listed_shown_on_record_and_done(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = _write(home, kind="hide", who="Synthetic Alpha", words="please")
    letters.list_letters(home)
    listed = capsys.readouterr().out
    assert "hide" in listed and "Synthetic" not in listed and "please" not in listed
    name = listed.split()[0]
    letters.show(name, home)
    assert "words: please" in capsys.readouterr().out
    with Session(engine_for(f"sqlite:///{home / 'vault.sqlite'}")) as session:
        assert session.scalars(select(AccessEntry.object).where(AccessEntry.fields == "letter")).all() == [name]
    with pytest.raises(WrongState):
        letters.state(name, "received", home)
    letters.state(name, "done", home)
    assert _state(home, code) == "done"
    with pytest.raises(Refused, match="No letter"):
        letters.show(name, home)


def test_a_home_without_a_noticeboard_says_so(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no noticeboard"):
        letters.list_letters(empty_home(tmp_path / "home"))
