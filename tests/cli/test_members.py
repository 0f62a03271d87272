"""Accounts from the terminal of the house: inviting, opening after a stop, checkpoints, and `casebook verify` over the access log."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from app.accounts.access_log import Noted, write
from app.accounts.stop import stop, stopped
from app.cli.checkpoints import write_checkpoint
from app.cli.house import open_house
from app.cli.members import checkpoint, first_invitation, invite_somebody, members_keys, reopen
from app.cli.sentences import Refused
from app.cli.verify import verify
from app.keys.errors import NoKeys
from tests.homes import shipped_home

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def home(tmp_path):
    return shipped_home(tmp_path / "home")


def _looks(home, number: int) -> None:
    with open_house(home, None) as house, house.writing() as session:
        write(session, "viewer0000000001", [Noted("view", f"case{n:012d}") for n in range(number)], NOW)


def _cut(home, number: int) -> None:
    """As somebody would who has all rights to the database: the last entries gone, and the head moved back."""
    with open_house(home, None) as house, house.engine.begin() as connection:
        for trigger in ("update", "delete", "replace"):
            connection.exec_driver_sql(f'DROP TRIGGER "keep_access_entry_{trigger}"')
        connection.exec_driver_sql('DROP TRIGGER "keep_access_head_update"')
        last = connection.execute(text(f"SELECT number, hash FROM access_entry WHERE number = {number}")).one()
        connection.execute(text(f"DELETE FROM access_entry WHERE number > {number}"))
        connection.execute(text("UPDATE access_head SET number = :number, hash = :hash"), last._mapping)


def test_verify_finds_a_log_cut_below_a_checkpoint_here_or_kept_elsewhere(home, tmp_path, capsys):
    _looks(home, 5)
    verify(home)
    checkpoint(tmp_path / "elsewhere", home)
    _looks(home, 2)
    verify(home, None, tmp_path / "elsewhere")
    _cut(home, 3)
    with pytest.raises(Refused) as refused:
        verify(home)
    assert refused.value.code == 3
    shutil.rmtree(home / "checkpoints")
    verify(home)
    with pytest.raises(Refused):
        verify(home, None, tmp_path / "elsewhere")
    assert "the checkpoint's entry is not there" in capsys.readouterr().err


def test_a_checkpoint_that_the_house_did_not_sign_is_a_finding(home):
    _looks(home, 2)
    with open_house(home, None) as house:
        path = write_checkpoint(house, NOW)
    path.write_text(path.read_text(encoding="utf-8").replace('"number": 2', '"number": 1'), encoding="utf-8")
    with pytest.raises(Refused):
        verify(home)


def test_the_first_steward_is_invited_and_a_house_without_its_accounts_key_is_not_given_another(home):
    with open_house(home, None) as house:
        members_keys(house)
        assert re.fullmatch(r"/join/[\w-]{43}", first_invitation(house))
        with house.engine.begin() as connection:
            connection.exec_driver_sql(
                "INSERT INTO account (id, login_mark, body, password_hash, roles, made_at) "
                "VALUES ('synthetic0000000', X'00', X'00', '', 'steward', '2026-11-24 12:00:00')"
            )
        assert first_invitation(house) == ""
        (home / "keys" / "accounts.key").unlink()
        with pytest.raises(NoKeys):
            members_keys(house)


def test_a_stop_is_lifted_at_the_terminal(home):
    with open_house(home, None) as house:
        members_keys(house)
        with house.writing() as session:
            stop(session, "steward000000000", NOW)
    reopen(home)
    with open_house(home, None) as house, house.reading() as session:
        assert not stopped(session)


def test_an_unknown_role_is_refused_with_the_roles_there_are(home):
    with pytest.raises(Refused, match="editor, reviewer, steward"):
        invite_somebody(["king"], home)
