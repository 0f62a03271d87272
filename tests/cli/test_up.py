"""`casebook up` as a newcomer starts it, and the public process alone: what they serve, hold, survive and leave behind."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.codebook.levels import Level
from app.importing.founding import shipped_data
from tests.cli.test_refusals import free_port
from tests.homes import edition_at, shipped_home

ROOT = Path(__file__).parents[2]
SECRET = "CASEBOOK_VAULT"
PATIENCE = 240


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


@contextmanager
def running(*arguments: str, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env=environment(**more),
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:  # a test failed: its children, in sessions of their own, are not to outlive it
            for pid in (*children(process.pid), process.pid):
                os.kill(pid, signal.SIGKILL)
        process.communicate()


def answer(port: int, path: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as got:
            return got.status, got.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read()


def until(true: Callable[[], bool]) -> None:
    """Wait for something that must come; a long patience, since machines are slow and this is no measurement."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def children(pid: int) -> dict[int, str]:
    """The process ids below `pid` and their command lines."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return {
        int(child): Path(f"/proc/{child}/cmdline").read_text(encoding="utf-8").replace("\0", " ") for child in found
    }


def environment_of(pid: int) -> dict[str, str]:
    pairs = Path(f"/proc/{pid}/environ").read_bytes().decode().split("\0")
    return dict(pair.partition("=")[::2] for pair in pairs if pair)


def held_id() -> str:
    import csv  # noqa: PLC0415

    def rows(file: str) -> list[dict[str, str]]:
        with (shipped_data() / file).open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))

    held = {row["key"] for row in rows("decisions.csv") if row["subject"] == "individual" and row["form"] == "hold"}
    return next(row["public_id"] for row in rows("cases.csv") if row["individual_key"] in held)


def test_up_serves_survives_and_stops(tmp_path):
    """One home, one start: looking at several things in turn spares the machine several starts."""
    home = shipped_home(tmp_path / "home")
    port, members_port, desk_port = free_port(), free_port(), free_port()
    address = f"sqlite:///{home / 'vault.sqlite'}"
    with running(
        "app.cli.main",
        "up",
        "--home",
        str(home),
        "--port",
        str(port),
        "--members-port",
        str(members_port),
        "--desk-port",
        str(desk_port),
        CASEBOOK_VAULT=address,
    ) as up:
        until(lambda: up.poll() is not None or listens(port))
        assert up.poll() is None

        for path in ("/", "/cases", "/lists", "/api/v1/edition", "/api/v1/cases"):
            assert answer(port, path)[0] == 200, path
        manifest = json.loads((home / "editions" / "public" / "public.json").read_text(encoding="utf-8"))["signed"]
        assert json.loads(answer(port, "/api/v1/edition")[1])["number"] == manifest["number"]

        hidden, absent = answer(port, f"/api/v1/cases/{held_id()}"), answer(port, "/api/v1/cases/0000000000000000")
        assert hidden[0] == 404
        assert hidden[1].replace(held_id().encode(), b"") == absent[1].replace(b"0000000000000000", b"")

        until(lambda: len(children(up.pid)) == 4 and listens(members_port) and listens(desk_port))
        assert b'name="csrf"' in answer(desk_port, "/account/sign-in")[1]
        assert b'name="csrf"' in answer(members_port, "/account/sign-in")[1]
        assert answer(members_port, "/api/v1/cases")[0] == 401
        (public,) = [pid for pid, line in children(up.pid).items() if "public_process" in line]
        held = environment_of(public)
        folder = str((home / "editions" / "public").resolve())
        assert SECRET not in held
        assert address not in held.values()
        told = {name: value for name, value in held.items() if name.startswith("CASEBOOK")}
        assert told.pop("CASEBOOK_NOTICEBOARD") == str((home / "noticeboard.sqlite").resolve())
        assert told.pop("CASEBOOK_ADDRESS", "") == ""
        assert all(value.startswith(folder) for value in told.values()), told  # nothing below keys/
        held.pop("CASEBOOK_NOTICEBOARD")
        assert not [value for value in held.values() if str(home) in value and not value.startswith(folder)]

        os.kill(public, signal.SIGKILL)
        until(lambda: any("public_process" in line and pid != public for pid, line in children(up.pid).items()))
        until(lambda: listens(port))
        assert answer(port, "/cases")[0] == 200

        pids = list(children(up.pid))
        up.send_signal(signal.SIGINT)
        up.wait(PATIENCE)
        assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]
        assert not listens(port)
        said = up.stderr.read().decode()
        assert "Traceback" not in said
        assert f"http://127.0.0.1:{port}/" in said
        assert said.count(f"http://127.0.0.1:{members_port}/join/") == 1
        assert up.returncode == 0


def test_a_newcomers_up_makes_the_home_itself(tmp_path):
    port = free_port()
    with running(
        "app.cli.main",
        "up",
        "--home",
        str(tmp_path / "home"),
        "--port",
        str(port),
        "--members-port",
        str(free_port()),
        "--desk-port",
        str(free_port()),
    ) as up:
        until(lambda: up.poll() is not None or listens(port))
        assert up.poll() is None
        status, body = answer(port, "/api/v1/cases")
        assert status == 200
        edition = edition_at(tmp_path / "home", Level.PUBLIC)
        assert json.loads(body)["cases"] == edition.rows("SELECT count(*) FROM case_row")[0][0]
        up.send_signal(signal.SIGTERM)
        up.wait(10)


def test_the_public_process_loads_nothing_of_the_vault():
    code = "import sys; import app.cli.public_process; print(*sorted(sys.modules), sep='\\n')"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment(), capture_output=True, text=True, check=True
    )
    modules = loaded.stdout.split()
    assert "app.apps.public" in modules
    barred = (
        "app.vault",
        "app.accounts",
        "app.disclosure",
        "app.publishing",
        "app.importing",
        "app.editions.build",
        "app.storage",
        "app.keys.ring",
    )
    foreign = ("sqlalchemy", "alembic", "sqlcipher3", "psycopg", "argon2", "pyotp")
    assert [name for name in modules if name.startswith(barred) or name.partition(".")[0] in foreign] == []


@pytest.mark.parametrize("alone", [True, False], ids=["the file alone", "the public folder"])
def test_a_copied_edition_is_served_where_nothing_else_is(tmp_path, alone):
    home = shipped_home(tmp_path / "home")
    place = tmp_path / "elsewhere"
    if alone:
        place.mkdir()
        (file,) = (home / "editions" / "public").glob("*.sqlite")
        shutil.copy(file, place / "cases.sqlite")
        edition = place / "cases.sqlite"
    else:
        edition = Path(shutil.copytree(home / "editions" / "public", place)) / "public.json"
    shutil.rmtree(home)
    port = free_port()
    with running("app.cli.main", "serve", "public", "--edition", str(edition), "--port", str(port)) as served:
        until(lambda: served.poll() is not None or listens(port))
        assert served.poll() is None
        assert answer(port, "/cases")[0] == 200
        status, body = answer(port, "/api/v1/edition")
        assert status == 200
        assert (json.loads(body)["number"] is None) == alone
        served.send_signal(signal.SIGTERM)
        served.wait(10)
        assert ("not known" in served.stderr.read().decode()) == alone
