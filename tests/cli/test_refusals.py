"""What can be wrong around the command: a full disk, a home that may not be written or is newer, an edition that is not one.

Each ends with an exit code and a sentence, never with a traceback, and nothing has changed.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
import tempfile
from pathlib import Path

import pytest

from app.cli.main import COMMANDS
from app.cli.verify import verify
from app.importing.founding import shipped_data
from tests.cli.command import Ended, run
from tests.cli.test_kill import batches, public_shelf, small_home, withdraw_somebody
from tests.cli.test_kill import contents as contents_of_editions
from tests.importing.synthetic_batch import Batch

BATCH = str(Batch().write(Path(tempfile.mkdtemp(prefix="synthetic-batch-")) / "batch"))
"""A small batch, where a command is refused before it matters what it would bring in."""


def refusal(ended: Ended, code: int = 1) -> str:
    """What a refused command said: a sentence, and no traceback."""
    assert ended.code == code, ended.said
    assert "Traceback" not in ended.said
    return " ".join(ended.said.split())


def contents(home: Path) -> dict[str, bytes]:
    """Every file of a home but the lock, and what SQLite keeps beside an open database."""
    return {
        str(path.relative_to(home)): path.read_bytes()
        for path in home.rglob("*")
        if path.is_file() and path.name not in ("writing.lock", "vault.sqlite-shm", "vault.sqlite-wal")
    }


# a full disk, by a limit that the kernel keeps


@pytest.mark.parametrize("room", [4096, 65_536, 400_000])
def test_a_disk_that_fills_during_an_import(unfounded, room):
    content = public_shelf(unfounded).current().content
    said = refusal(run("import", shipped_data(), "--home", unfounded, largest_file=room))
    assert "The disk is full." in said
    assert public_shelf(unfounded).current().content == content
    assert batches(unfounded) == []
    verify(unfounded)


@pytest.mark.parametrize("falls_on", ["the suppression list", "the first edition", "the largest edition"])
def test_a_disk_that_fills_during_a_publication(tmp_path, falls_on):
    home = small_home(tmp_path / "home")
    withdraw_somebody(home)
    whole = Path(shutil.copytree(home, tmp_path / "whole"))
    assert run("publish", "--home", whole).code == 0
    sizes = [path.stat().st_size for path in (whole / "editions").rglob("*.sqlite")]
    room = {"the suppression list": 100, "the first edition": min(sizes) // 2, "the largest edition": max(sizes) - 1}[
        falls_on
    ]
    old = contents_of_editions(home)
    assert "The disk is full." in refusal(run("publish", "--home", home, largest_file=room))
    now = contents_of_editions(home)
    assert now != contents_of_editions(whole)
    assert now == old or falls_on == "the largest edition"
    verify(home)
    assert not [
        path for path in (home / "editions").rglob("*") if path.suffix in (".work", ".new") or ".whole" in path.name
    ]


# homes


@pytest.fixture
def read_only(home):
    """A home that nobody may write; given back its rights at the end."""
    folders = [home, *(path for path in home.rglob("*") if path.is_dir())]
    for path in home.rglob("*"):
        path.chmod(0o500 if path.is_dir() else 0o400)
    home.chmod(0o500)
    yield home
    for folder in folders:
        folder.chmod(0o700)


@pytest.mark.parametrize("command", [["publish"], ["import", BATCH], ["migrate"], ["verify"]], ids=lambda c: c[0])
def test_a_home_that_may_not_be_written(read_only, command):
    before = contents(read_only)
    said = refusal(run(*command, "--home", read_only, powerless=True))
    assert "may not be" in said
    assert contents(read_only) == before


def test_a_home_that_may_not_be_written_can_still_be_read_from(read_only, tmp_path):
    ended = run("list", "--home", read_only, "--out", tmp_path / "list.txt", powerless=True)
    assert ended.code == 0, ended.said
    assert (tmp_path / "list.txt").read_text(encoding="utf-8")


def test_a_place_where_no_home_can_be_made(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    said = refusal(run("import", BATCH, "--home", closed / "home", powerless=True))
    assert "may not be" in said


@pytest.mark.parametrize("command", [["publish"], ["import", BATCH], ["migrate"], ["verify"], ["list"], ["up", "--port", "1"]], ids=lambda c: c[0])  # fmt: skip
def test_a_home_written_by_a_newer_version(home, command):
    (home / "casebook-home.json").write_text(json.dumps({"format": 99}), encoding="utf-8")
    before = contents(home)
    said = refusal(run(*(part if part != "1" else str(free_port()) for part in command), "--home", home))
    assert "newer version of Casebook" in said
    assert contents(home) == before


@pytest.mark.parametrize("text", ["", "{", '{"format": "x"}', "[]", '{"format": null}'])
def test_a_home_whose_mark_cannot_be_read(home, text):
    (home / "casebook-home.json").write_text(text, encoding="utf-8")
    said = refusal(run("publish", "--home", home))
    assert "cannot be read" in said


@pytest.mark.parametrize("command", [["publish"], ["import", BATCH], ["migrate"], ["verify"]], ids=lambda c: c[0])
def test_a_vault_at_a_revision_that_nobody_here_knows(home, command):
    with sqlite3.connect(home / "vault.sqlite") as vault:
        vault.execute("UPDATE alembic_version SET version_num = '2031_01_01_1'")
    vault.close()
    before = contents(home)
    said = refusal(run(*command, "--home", home))
    assert "newer version of Casebook" in said
    assert contents(home) == before


def test_a_vault_that_is_no_database(home):
    (home / "vault.sqlite").write_bytes(b"not a vault at all, whatever its name says" * 100)
    before = contents(home)
    assert "not a vault" in refusal(run("publish", "--home", home))
    assert contents(home) == before


def test_keys_that_are_gone_are_not_made_anew(home):
    (home / "keys" / "names.key").unlink()
    before = contents(home)
    assert "key ring" in refusal(run("publish", "--home", home))
    assert "key ring" in refusal(run("import", BATCH, "--home", home))
    assert contents(home) == before


# editions


@pytest.mark.parametrize("name", ["missing.json", "missing.sqlite"])
def test_serving_an_edition_that_is_not_there(tmp_path, name):
    assert "There is no edition" in refusal(run("serve", "public", "--edition", tmp_path / name))


@pytest.mark.parametrize("damage", ["garbage", "empty", "cut", "flipped", "a database, but none of ours"])
def test_serving_an_edition_that_is_damaged(home, tmp_path, damage):
    folder = shutil.copytree(home / "editions" / "public", tmp_path / "public")
    (file,) = Path(folder).glob("*.sqlite")
    raw = file.read_bytes()
    file.unlink()
    if damage == "a database, but none of ours":
        with sqlite3.connect(file) as made:
            made.execute("CREATE TABLE meta (key TEXT, value TEXT)")
        made.close()
    else:
        at = raw.index(b"Kim Cheol-ok")
        file.write_bytes(
            {
                "garbage": os.urandom(4096),
                "empty": b"",
                "cut": raw[: len(raw) // 2],
                "flipped": raw[:at] + b"X" + raw[at + 1 :],
            }[damage]
        )
    said = refusal(run("serve", "public", "--edition", Path(folder) / "public.json"))
    assert "Copy or publish it again." in said


def test_serving_on_a_port_that_is_taken(home):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = refusal(
            run("serve", "public", "--edition", home / "editions" / "public" / "public.json", "--port", str(port))
        )
        assert f"Port {port} is taken." in said
        said = refusal(run("up", "--home", home, "--port", str(port)))
        assert f"Port {port} is taken." in said


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


# help and lists


@pytest.mark.parametrize(
    "command", [[], *([name] for name in COMMANDS), ["serve", "public"], ["names", "evaluate"]], ids=" ".join
)
def test_help_teaches(command):
    ended = run(*command, "--help")
    assert ended.code == 0, ended.said
    assert "Usage: casebook" in ended.said
    options = [line for line in ended.said.splitlines() if " --" in line]
    assert options
    assert all(len(line.replace("│", "").split()) > 1 for line in options)  # no option without a word on what it does
    before_options = ended.said.partition("Options")[0].splitlines()
    assert any(len(line.split()) > 4 for line in before_options if "Usage" not in line)


def test_a_list_to_a_file_and_to_the_terminal(home, tmp_path):
    out = tmp_path / "list.csv"
    ended = run("list", "--home", home, "--format", "csv", "--out", out)
    assert ended.code == 0, ended.said
    assert "Written to" in ended.said
    assert "김철옥" in out.read_text(encoding="utf-8")
    printed = run("list", "--home", home, "--format", "csv")
    assert printed.said.encode() == out.read_bytes()


def test_a_list_asked_for_wrongly(home):
    assert "Did you mean" in refusal(run("list", "--home", home, "--outcome", "imprisonned"), code=2)
    assert "A list is" in refusal(run("list", "--home", home, "--format", "odt"), code=2)
    assert "Set the house's address" in refusal(run("list", "--home", home, "--format", "pdf"))


def test_a_list_to_a_place_that_is_not_there(home, tmp_path):
    said = refusal(run("list", "--home", home, "--out", tmp_path / "nowhere" / "list.txt"))
    assert "nowhere" in said
