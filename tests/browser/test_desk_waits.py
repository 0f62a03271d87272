"""The front page on a telephone: letters and to-dos that wait, a to-do that is done there, and what is said of it; axe looks at each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from app.apps import desk as desk_application
from app.codebook.levels import Form
from app.keys.letters import PUBLIC_FILE, read_public_key
from app.noticeboard.letters import take_letter
from tests.browser.test_desk import Visitor, free_port, listening
from tests.desk.host import DeskHost
from tests.desk.walk import APPROVER, DECIDER, record, record_people
from tests.editing.desk import shown
from tests.homes import empty_home

TO_DO = "ask the aunt in Synthetic-dong whether she knows of the letter of 2013"


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> DeskHost:
    house = DeskHost(tmp_path_factory.mktemp("waits") / "home", made=empty_home)
    sealer, board = read_public_key(house.home / "keys" / PUBLIC_FILE), house.house.board()
    for kind in ("news", "hide"):
        letter = {"kind": kind, "who": f"Synthetic {kind}", "relation": "a sister", "words": "please"}
        take_letter(board, sealer.seal(json.dumps(letter).encode()), "2026-11-24")
    board.close()
    return house


@pytest.fixture(scope="module")
def person(house) -> str:
    key = record_people(house)["Synthetic Alpha"]
    with house.house.books.writing() as session:
        record(house, session, shown(key, Form.DESCRIPTOR), by=DECIDER, to=(APPROVER,))
    return key


@pytest.fixture(scope="module")
def desk(house) -> Iterator[str]:
    port = free_port()
    at_home = replace(house.house, origins=frozenset({f"http://127.0.0.1:{port}"}))
    with listening(desk_application.create_app(at_home), port) as desk:
        yield desk


def test_what_waits_is_read_and_done_on_a_telephone(house, person, desk, request):
    editor = house.seat("waits", "editor")
    visitor = Visitor(request.getfixturevalue("browser"), desk, editor.cookies, "phone", script=True)
    page = visitor.goes(f"/records/{person}")
    expect(page.get_by_text("replaced by a later one")).to_have_count(1)
    expect(page.get_by_text("in force", exact=True)).to_have_count(1)
    page.get_by_label("A note for the house").fill(TO_DO)
    visitor.presses("Add a to-do")
    expect(page).to_have_title(re.compile(r"^Your note is kept\."))
    visitor.goes("/")
    expect(page.get_by_role("link", name="2 letters wait")).to_be_visible()
    expect(page.locator("section", has_text="To do on records")).to_contain_text(TO_DO)
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("^Done ?: ask the aunt")).click()
    visitor.looked()
    expect(page.get_by_role("status")).to_have_text("Marked as done.")
    expect(page.get_by_role("status")).to_be_focused()
    expect(page.get_by_text(TO_DO)).to_have_count(0)
    visitor.goes("/letters")
    expect(page.get_by_role("heading", level=2).first).to_have_text("They ask to hide somebody")
    assert visitor.broken == []
