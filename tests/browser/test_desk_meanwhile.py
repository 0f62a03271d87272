"""A verdict on a pair, and a change taken back, of which something moved while they were typed: in a browser, what moved stands beside
the words, and the words go from there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

import pytest
from playwright.sync_api import Page, expect

from app.apps import desk as desk_application
from tests.browser.test_desk import Visitor, free_port, listening
from tests.desk.host import DeskHost
from tests.desk.walk import record, record_twins
from tests.editing.desk import fact, grounds
from tests.homes import empty_home

T = TypeVar("T")


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> DeskHost:
    return DeskHost(tmp_path_factory.mktemp("meanwhile") / "home", made=empty_home)


@pytest.fixture(scope="module")
def writer(house):
    return house.seat("writer", "editor")


@pytest.fixture
def visitor(house, writer, browser, script) -> Iterator[Visitor]:
    port = free_port()
    at_home = replace(house.house, origins=frozenset({f"http://127.0.0.1:{port}"}))
    with listening(desk_application.create_app(at_home), port) as desk:
        there = Visitor(browser, desk, writer.cookies, "desk" if script else "phone", script=script)
        yield there
        there.context.close()


def elsewhere(act: Callable[[], T]) -> T:
    """What the act gives, done by another thread: this one holds the browser's loop, in which nobody writes."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(act).result()


def somebody_records(house: DeskHost, person: str, occupation: str) -> None:
    def act() -> None:
        with house.house.books.writing() as session:
            record(house, session, *grounds(), fact(person, occupation, "@s"))

    elsewhere(act)


def both_shown(page: Page, typed: str, moved: str) -> None:
    expect(page.get_by_role("alert")).to_contain_text("changed")
    expect(page.get_by_label(re.compile(r"^(What you compared|Why)")).last).to_have_value(typed)
    expect(page.locator("main")).to_contain_text(moved)


@pytest.mark.parametrize("script", [True], ids=["script on"])
def test_of_a_pair(house, visitor, script):
    one, _, _, other = elsewhere(lambda: record_twins(house))
    page = visitor.goes(f"/duplicates/{one}/{other}")
    page.get_by_label("What you compared, in words").fill("two lives")
    somebody_records(house, one, "weaver")
    visitor.presses("They are two")
    both_shown(page, "two lives", "weaver")
    visitor.presses("They are two")
    visitor.goes(f"/duplicates/{one}/{other}")
    expect(page.get_by_text("The last verdict: different.")).to_be_visible()
    assert visitor.broken == []


@pytest.mark.parametrize("script", [False], ids=["script off"])
def test_of_what_is_taken_back(house, visitor, script):
    one, *_ = elsewhere(lambda: record_twins(house))
    somebody_records(house, one, "miller")
    page = visitor.goes(f"/records/{one}/history")
    page.locator(f"a[href^='/records/{one}/history/']").first.click()
    visitor.looked().get_by_label("Why, in words").fill("not so")
    somebody_records(house, one, "weaver")
    visitor.presses("Hand in for review")
    both_shown(page, "not so", "weaver")
    visitor.presses("Hand in for review")
    expect(page.locator("main")).to_contain_text("not so")
    assert "/proposals/" in page.url and visitor.broken == []
