"""A family's letter that cannot be taken comes back, whole, with why: whatever it is that stands in the way."""

from __future__ import annotations

import sqlite3
from html import unescape
from urllib.parse import urlencode

import pytest

from app.noticeboard import letters
from app.noticeboard.letters import STATES, letters_in
from app.web.reading.family import FORM
from tests.desk.forms import form_on
from tests.web.test_frozen_lists import House

LETTER = {
    "kind": "news", "who": "Synthetic <Person>", "relation": "a sister", "words": 'Words of a family.\n\nIn two parts, "so".',
    "contact": "synthetic@example.org",
}  # fmt: skip


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)


def refused(house, status: int, said: str, path: str = "/family", **other: str) -> str:
    """It is answered so, with all of it on the page."""
    letter = LETTER | other
    answer = house.post(path, urlencode(letter))
    page = unescape(answer.text)
    assert answer.status_code == status and said in page, page
    assert all(words in page for name, words in letter.items() if name != "kind")
    assert answer.headers["cache-control"] == "no-store"
    return page


def test_on_a_day_on_which_too_many_came(house, monkeypatch):
    monkeypatch.setattr(letters, "MOST_A_DAY", 0)
    assert 'value="news" checked' in refused(house, 503, "send it tomorrow")
    refused(house, 503, "내일 보내", path="/ko/family")
    assert letters_in(house.board, STATES[:1]) == []


def test_while_the_noticeboard_cannot_be_written(house):
    house.board.rows("PRAGMA busy_timeout = 50")
    with sqlite3.connect(house.folder / "noticeboard.sqlite", isolation_level=None) as another:
        another.execute("BEGIN IMMEDIATE")
        refused(house, 503, "send it again in a while")
        another.execute("ROLLBACK")
    assert "<code>" in house.post("/family", urlencode(LETTER)).text


@pytest.mark.parametrize("name", [name for name in FORM if name != "kind"])
def test_a_box_that_holds_too_much(house, name):
    refused(house, 400, "shorten it", **{name: "a" * (FORM[name] + 1)})
    assert "<code>" in house.post("/family", urlencode(LETTER | {name: "a" * FORM[name]})).text


def test_where_no_wish_is_chosen_or_nothing_is_said(house):
    refused(house, 400, "choose what you ask for", kind="")
    refused(house, 400, "who it is about", who="", words="")


def test_at_a_house_that_takes_no_letters_any_more(house):
    house.app.state.letters = None
    refused(house, 400, "takes no letters")


def test_at_a_house_that_takes_no_letters_any_more_whatever_was_typed_stands_there(house):
    house.app.state.letters = None
    refused(house, 400, "takes no letters", who="", words="")
    refused(house, 400, "takes no letters", who="", words="", contact="")


HOW = 'by the <door> of a neighbour, "in the evening"'


@pytest.mark.parametrize("prefix", ["", "/ko"])
def test_a_contact_for_a_frozen_list_comes_back(house, monkeypatch, prefix):
    address = prefix + house.freeze() + "/contact"
    for contact, status in (("a" * 301, 400), (HOW, 503)):
        with monkeypatch.context() as patched:
            patched.setattr(letters, "MOST_A_DAY", 0)
            answer = house.post(address, urlencode({"contact": contact}))
        assert answer.status_code == status and answer.headers["cache-control"] == "no-store"
        assert 'role="alert"' in answer.text and form_on(answer.text, address).fields == {"contact": contact}
    assert letters_in(house.board, STATES[:1]) == []
    assert "<code>" in house.post(address, urlencode({"contact": HOW})).text
