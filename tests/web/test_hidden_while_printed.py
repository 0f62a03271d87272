"""A file of a frozen list waits for the press, and takes its time: whoever is hidden meanwhile is in none that goes out."""

from __future__ import annotations

import asyncio
from functools import partial

import httpx2 as httpx
import pytest

from app.apps.public import create_app
from app.keys.letters import make_letter_keys, read_public_key
from app.noticeboard.opening import open_noticeboard
from app.sharing.printing import press as printing
from tests.loop import in_loop
from tests.publishing.hidden import BETA, GAMMA, hide, two_returns
from tests.publishing.press import press_of

FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def press(tmp_path):
    made = press_of(two_returns(), tmp_path / "house")
    made.publish()
    yield made
    made.engine.dispose()


@pytest.fixture
def app(press, tmp_path):
    make_letter_keys(tmp_path)
    board = open_noticeboard(tmp_path / "noticeboard.sqlite")
    return create_app(press.shelf(), "https://casebook.example", board, read_public_key(tmp_path / "letters.pub"))


@pytest.fixture
def child(monkeypatch):
    """In place of the child process: what it was given each time, and what happens while it is at work."""
    given, meanwhile = [], []

    async def makes(message: bytes) -> bytes:
        given.append(message.decode())
        if meanwhile:
            meanwhile.pop()()
        return f"%PDF {len(given)}".encode()

    monkeypatch.setattr(printing, "_in_child", makes)
    return given, meanwhile


async def _ask(app, address, method="GET", **more):
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://casebook.test") as client:
        return await client.request(method, address, **more)


async def _frozen(app) -> str:
    frozen = await _ask(app, "/lists/freeze", "POST", content="receiving_state=", headers=FORM)
    return frozen.headers["location"]


async def _somebody_waits(press: printing.Press) -> None:
    while not press.waiting:  # noqa: ASYNC110  the press tells nobody
        await asyncio.sleep(0.01)


async def _waits_while(app, meanwhile) -> httpx.Response:
    """A file is asked for while two others are being made; then something happens, and those two are ready."""
    turns, address = app.state.press.turns, await _frozen(app)
    for _ in range(printing.AT_ONCE):
        await turns.acquire()
    asked = asyncio.create_task(_ask(app, f"{address}/annex.pdf"))
    await asyncio.wait_for(_somebody_waits(app.state.press), 10)
    meanwhile()
    await _ask(app, "/")  # another reader comes, so that the reader knows of it
    for _ in range(printing.AT_ONCE):
        turns.release()
    return await asked


def test_who_is_hidden_while_a_file_waits_is_not_in_it(app, press, child):
    answer = in_loop(_waits_while(app, lambda: hide(press, BETA)))
    assert answer.status_code == 200
    assert "Synthetic Alpha" in child[0][0]
    assert "Synthetic Beta" not in child[0][0]


def test_a_file_that_waits_outlives_the_edition_it_was_asked_of(app, press, child):
    def meanwhile():
        press.withdraw(BETA)
        press.publish()

    answer = in_loop(_waits_while(app, meanwhile))
    assert answer.status_code == 200
    assert "Synthetic Beta" not in child[0][0]


async def _asked_alone(app) -> httpx.Response:
    return await _ask(app, f"{await _frozen(app)}/list.pdf")


def test_a_file_is_made_once_more_without_who_is_hidden_while_it_is_made(app, press, child):
    given, meanwhile = child
    meanwhile.append(lambda: hide(press, BETA))
    answer = in_loop(_asked_alone(app))
    assert answer.content == b"%PDF 2"
    assert ["Synthetic Beta" in message for message in given] == [True, False]


def test_a_file_of_which_nobody_is_hidden_is_made_once(app, press, child):
    given, meanwhile = child
    meanwhile.append(press.publish)
    assert in_loop(_asked_alone(app)).content == b"%PDF 1"
    assert len(given) == 1


def test_while_people_go_on_being_hidden_no_file_goes_out_and_a_sentence_says_so(app, press, child):
    given, meanwhile = child
    meanwhile += [partial(hide, press, who) for who in (BETA, GAMMA)]
    answer = in_loop(_asked_alone(app))
    assert answer.status_code == 503
    assert len(given) == printing.TIMES
    assert "%PDF" not in answer.text
    assert "<h1" in answer.text
