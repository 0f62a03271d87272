"""The presses of a large house in processes of their own: one goes on while another builds, and none is left when they are stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.cli.house import House, open_house
from app.codebook.levels import Form, Level
from app.editions.read.cases import case
from app.editions.read.shelf import Shelf
from app.vault.models import Subject
from app.vault.recording import DecisionText, Recorder
from tests.cli.test_press import NOW, say, shown
from tests.homes import shipped_home

AS_A_PROCESS = "import sys; from pathlib import Path; from app.cli.relay import Place, relay; relay(Place(Path(sys.argv[1]), None), lambda: None)"
PATIENCE = 240
"""Seconds after which something is taken never to happen."""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with open_house(shipped_home(tmp_path / "home"), None) as opened:
        yield opened


@pytest.fixture
def relay(house: House) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-c", AS_A_PROCESS, house.home.root], start_new_session=True)
    yield process
    process.send_signal(signal.SIGTERM)
    process.wait(60)
    _until(lambda: not _alive(process.pid))


def test_presses_take_turns_and_nobody_waits(house: House, relay: subprocess.Popen[bytes]) -> None:
    key, individual = shown(house)
    shelf = Shelf(house.home.shelves.manifest(Level.PUBLIC), house.ring.verifier())
    say(house, individual, "a synthetic weaver")
    _until(lambda: "a synthetic weaver" in str(case(shelf.current(), key)))
    other = _another(house, individual)
    _hold(house, other[1])
    _until(lambda: case(shelf.current(), other[0]) is None)
    _until(lambda: other[0].encode() not in _bytes(house))
    assert "a synthetic weaver" in str(case(shelf.current(), key))
    say(house, individual, "a synthetic miner")
    _until(lambda: "a synthetic miner" in str(case(shelf.current(), key)))
    assert relay.poll() is None


@pytest.mark.nightly
def test_a_press_that_dies_ends_the_others(house: House, relay: subprocess.Popen[bytes]) -> None:
    """The supervisor starts all of it again."""
    _until(lambda: len(_presses(relay.pid)) > 0)
    os.kill(_presses(relay.pid)[0], signal.SIGKILL)
    _until(lambda: relay.poll() is not None)
    assert relay.returncode != 0


def _until(happened: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < until, "it never happened"
        time.sleep(0.2)


def _alive(group: int) -> bool:
    """Whether a process of the group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _presses(pid: int) -> list[int]:
    """The processes that were started by it, but for those that only look after others."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


def _bytes(house: House) -> bytes:
    """All edition files of the public folder."""
    return b"".join(path.read_bytes() for path in house.home.shelves.folder(Level.PUBLIC).glob("public-*.sqlite"))


def _another(house: House, individual: str) -> tuple[str, str]:
    shelf = Shelf(house.home.shelves.manifest(Level.PUBLIC), house.ring.verifier())
    sql = "SELECT id, individual FROM case_row WHERE individual <> ? ORDER BY n LIMIT 1"
    found: tuple[str, str] = shelf.current().rows(sql, (individual,))[0]
    return found


def _hold(house: House, individual: str) -> None:
    with house.writing() as session:
        subject = session.scalars(select(Subject.id).where(Subject.public_id == individual)).one()
        with Recorder(session, house.ring, "nobody", "another", NOW) as recorder:
            recorder.decide(
                subject, Form.HOLD, (), DecisionText("synthetic"), basis="unknown", consent_status="unknown", effect="harmful",
                decided_by="nobody", second_by=None, decided_on=NOW.date(),
            )  # fmt: skip
