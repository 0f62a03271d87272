"""Whoever holds the paper of a frozen list is told of every name on it that may not be read any more, and never why."""

from __future__ import annotations

import re

import pytest

from app.apps.public import create_app
from app.keys.letters import make_letter_keys, read_public_key
from app.noticeboard.opening import open_noticeboard
from tests.publishing.hidden import ALPHA, BETA, GAMMA, hide, two_returns
from tests.publishing.press import DAY, LATER, press_of
from tests.web.conftest import reader

FORM = {"content-type": "application/x-www-form-urlencoded"}
NAMES = {ALPHA: "Synthetic Alpha", BETA: "Synthetic Beta", GAMMA: "Synthetic Gamma"}


@pytest.fixture
def press(tmp_path):
    made = press_of(two_returns(), tmp_path / "house")
    made.publish(DAY)
    yield made
    made.engine.dispose()


@pytest.fixture
def read(press, tmp_path):
    make_letter_keys(tmp_path)
    board = open_noticeboard(tmp_path / "noticeboard.sqlite")
    key = read_public_key(tmp_path / "letters.pub")
    return reader(create_app(press.shelf(), "https://casebook.example", board, key))


def printed(read, address: str) -> dict[int, str]:
    """The lines of the list, as its text has them, by number."""
    text = read(f"{address}/list.txt").text
    return {int(n): line for n, line in re.findall(r"^(\d+)\. (.*)$", text, re.MULTILINE)}


def to_send(page: str) -> str:
    return re.search(r"<pre>(.*?)</pre>", page, re.DOTALL)[1]


@pytest.mark.parametrize("masked", [True, False])
@pytest.mark.parametrize("published", [True, False])
@pytest.mark.parametrize("person", NAMES)
def test_every_name_on_paper_that_may_not_be_read_now_is_struck(press, read, person, masked, published):
    address = read("/lists/freeze", method="POST", content="receiving_state=", headers=FORM).headers["location"]
    paper = printed(read, address)
    hide(press, person, masked=masked)
    if published:
        press.publish(LATER)
        press.suppress(LATER)
    now, answer, page = printed(read, address), read(f"/api/v1{address}").json(), read(address).text
    unsaid = {n for n, line in paper.items() for name in NAMES.values() if name in line and name not in now.get(n, "")}
    assert {n for n, line in paper.items() if NAMES[person] in line} == unsaid
    assert unsaid <= set(answer["struck"]) and not answer["current"]
    numbers = ", ".join(map(str, answer["struck"]))
    assert f"Do not read as printed: lines {numbers}<" in page
    assert f"strike these lines from list 1 before it is read: {numbers}." in to_send(page)
    assert f"Lines not to be read from older prints: {numbers}" in read(f"{address}/list.txt").text


@pytest.mark.parametrize("prefix", ["", "/ko"])
def test_the_same_words_are_said_of_who_is_gone_and_of_who_is_masked(press, read, prefix):
    frozen = read("/lists/freeze", method="POST", content="receiving_state=", headers=FORM).headers["location"]
    hide(press, GAMMA, masked=True)
    gone = read(prefix + frozen).text
    press.publish(LATER)
    press.suppress(LATER)
    masked = read(prefix + frozen).text
    assert len(printed(read, frozen)) == 4
    assert to_send(gone) == to_send(masked)
