"""The whole path of a case at the desk, in a browser: written, sent back, mended, approved, decided, published, read by the public,
hidden, gone. With script off, and with script on, when axe looks at every page that is met on the way.
"""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from app.apps import desk as desk_application
from app.apps.public import create_app
from app.codebook.levels import Level
from app.editions.read.shelf import Shelf
from app.publishing.shelves import Shelves
from tests.browser.conftest import SIZES
from tests.browser.test_accessible import FIND, RULES
from tests.desk.host import DeskHost
from tests.homes import empty_home

NAME = "Synthetic Arirang"


@contextmanager
def listening(app: Any, port: int) -> Iterator[str]:
    """The application on a port of this machine, while this holds."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", date_header=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 60
    while not server.started:
        assert thread.is_alive() and time.monotonic() < until, "the application does not start"
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> DeskHost:
    return DeskHost(tmp_path_factory.mktemp("path") / "home", made=empty_home)


@pytest.fixture(scope="module")
def seats(house):
    return {
        "writer": house.seat("writer", "editor"),
        "decider": house.seat("decider", "editor"),
        "reviewer": house.seat("reviewer", "reviewer"),
    }


@pytest.fixture(scope="module")
def places(house, seats) -> Iterator[tuple[str, str]]:
    """Addresses of the desk and of the public pages over the same home."""
    port = free_port()
    at_home = replace(house.house, origins=frozenset({f"http://127.0.0.1:{port}"}))
    shelf = Shelf(Shelves(house.home / "editions").manifest(Level.PUBLIC), house.house.ring.verifier())
    with (
        listening(desk_application.create_app(at_home), port) as desk,
        listening(create_app(shelf, "", None, None), free_port()) as public,
    ):
        yield desk, public


class Visitor:
    """Somebody's browser at the desk; with script on, axe looks at each page it is shown."""

    def __init__(self, browser: Browser, desk: str, cookies: dict[str, str], size: str, *, script: bool) -> None:
        self.context = browser.new_context(base_url=desk, viewport=SIZES[size], java_script_enabled=script)
        self.context.add_cookies([{"name": n, "value": v, "url": desk} for n, v in cookies.items()])
        self.script, self.broken = script, []
        if script:
            self.context.add_init_script(Axe().axe_script)
        self.page: Page = self.context.new_page()

    def goes(self, address: str) -> Page:
        answer = self.page.goto(address)
        assert answer is not None and answer.status == 200, (address, answer and answer.status)
        return self.looked()

    def looked(self) -> Page:
        if self.script:
            self.page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true })")
            self.broken += [(self.page.url, *each) for each in self.page.evaluate(FIND, RULES)]
            assert not self.page.evaluate("document.documentElement.scrollWidth > innerWidth"), self.page.url
        return self.page

    def presses(self, name: str) -> Page:
        with self.page.expect_navigation():  # with script the desk is first asked whether it is there
            self.page.get_by_role("button", name=name, exact=True).last.click()
        return self.looked()


@pytest.mark.parametrize("script", [False, True], ids=["script off", "script on"])
def test_from_a_draft_to_the_public_and_out_of_sight(house, seats, places, browser, script):
    desk, public = places  # made before the browser: its loop would stand in the way of the people who sign in
    name = f"{NAME} {'Beta' if script else 'Alpha'}"
    size = "desk" if script else "phone"
    people = {who: Visitor(browser, desk, seat.cookies, size, script=script) for who, seat in seats.items()}
    reader = browser.new_context(base_url=public, java_script_enabled=script, viewport=SIZES["phone"]).new_page()

    proposal = _written(people["writer"], name)
    _sent_back(people["reviewer"], proposal)
    _mended(people["writer"], proposal)
    _approved(people["reviewer"], proposal)
    person, case = _record_of(people["decider"], house, name)
    _approved(people["reviewer"], _published_case(people["decider"], case))
    _approved(people["reviewer"], _decided(people["decider"], person))
    house.publish_without_pictures()

    reader.goto(f"/cases/{case}")
    expect(reader.get_by_role("heading", level=1)).to_contain_text(re.compile("synthetic", re.IGNORECASE))
    _hidden(people["writer"], person)
    assert reader.goto(f"/cases/{case}").status == 404
    house.publish_without_pictures()
    assert reader.goto(f"/cases/{case}").status == 404
    front = people["reviewer"].goes("/")
    expect(front.get_by_role("heading", name="Hidden by one person")).to_be_visible()
    assert [fault for one in people.values() for fault in one.broken] == []


def _written(writer: Visitor, name: str) -> str:
    """A sheet with one person, handed in; the address of its proposal."""
    page = writer.goes("/drafts/new")
    page.get_by_label("Title", exact=True).fill("A synthetic testimony")
    page.get_by_label("Key of the publisher").fill("synthetic")
    page.get_by_label("Kind of source").select_option("ngo_report")
    page.get_by_label("A new one is called").fill("A synthetic return")
    page.get_by_label("Returned by").select_option("CN")
    page.get_by_label("Returned to").select_option("KP")
    page.get_by_label("Kind of case").select_option("forced_return")
    page.get_by_label("Returned", exact=True).fill("2013-05")
    page.get_by_label("Name in Latin letters").first.fill(name)
    page.get_by_label("Born").first.fill("1970")
    for label in ("Who may see its claims", "Who may know of new people and sources"):
        page.get_by_label(label).select_option("public")
    page.get_by_label("Why it is entered, in words").fill("a synthetic testimony came in")
    writer.presses("Check")
    expect(writer.page.locator("body")).to_contain_text("May 2013")
    for _ in range(2):  # the sheet begins with three rows
        with writer.page.expect_navigation():
            writer.page.locator("fieldset.person").last.get_by_role("button", name="Remove this person").click()
    writer.presses("Hand in for review")
    expect(writer.page.locator("p.lead")).to_contain_text("Waits for review")
    return writer.page.url.partition("?")[0]


def _sent_back(reviewer: Visitor, proposal: str) -> None:
    front = reviewer.goes("/")
    expect(front.get_by_role("heading", name="To review")).to_be_visible()
    reviewer.goes(proposal)
    reviewer.page.get_by_label("Comment on all of it").fill("say where they came from")
    reviewer.presses("Ask for changes")
    expect(reviewer.page.locator("body")).to_contain_text("say where they came from")


def _mended(writer: Visitor, proposal: str) -> None:
    page = writer.goes(proposal)
    page.get_by_role("link", name="Go on with it").click()
    writer.looked()
    page.get_by_label("Home town").first.fill("Synthetic town|KP")
    writer.presses("Hand in for review")
    expect(page.locator("p.lead")).to_contain_text("Waits for review")


def _approved(reviewer: Visitor, proposal: str) -> None:
    reviewer.goes(proposal)
    reviewer.goes(f"{proposal}/preview/public")
    reviewer.goes(proposal)
    reviewer.presses("Approve exactly this")
    expect(reviewer.page.locator("p.lead")).to_contain_text("Approved")
    expect(reviewer.page.get_by_role("status")).to_have_text("Approved. It is in the record now.")
    expect(reviewer.page.get_by_role("status")).to_be_focused()
    expect(reviewer.page).to_have_title(re.compile("^Approved"))


def _record_of(decider: Visitor, house: DeskHost, name: str) -> tuple[str, str]:
    """Ids of the person and of their case, found by a search at the desk."""
    page = decider.goes("/records")
    page.get_by_label("A name in any script, or an id").fill(name)
    decider.presses("Search")
    page.get_by_role("link", name=name).first.click()
    decider.looked()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    person = page.url.rpartition("/")[2]
    page.locator("#together ~ ul a").first.click()
    decider.looked()
    return person, page.url.rpartition("/")[2]


def _published_case(decider: Visitor, case: str) -> str:
    page = decider.goes(f"/records/{case}/propose/state")
    page.get_by_label("State", exact=True).select_option("published")
    page.get_by_label("Why, in words").fill("its source was checked")
    decider.presses("Hand in for review")
    return page.url.partition("?")[0]


def _decided(decider: Visitor, person: str) -> str:
    page = decider.goes(f"/records/{person}/propose/decision")
    page.get_by_label("Form of display").select_option("full")
    for fold in page.locator("details:not([open]) > summary").all():
        fold.click()
    page.locator('input[name="purpose:public_name"]').check()
    page.locator('input[name="purpose:public_detail"]').check()
    page.get_by_label("Basis", exact=True).select_option("explicit_consent_family")
    page.get_by_label("Consent", exact=True).select_option("given")
    page.locator('textarea[name="why"]').fill("a synthetic family asked")
    decider.presses("Hand in for review")
    return page.url.partition("?")[0]


def _hidden(writer: Visitor, person: str) -> None:
    page = writer.goes(f"/records/{person}")
    if not writer.script:
        page.get_by_text("Hide or mask at once").click()
    page.get_by_label("Ground").select_option("family_wish")
    writer.presses("Do it now")
    expect(page.locator("body")).to_contain_text("Readers do not see it")
