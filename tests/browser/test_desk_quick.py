"""What the desk costs a tired editor: a testimony of twelve people within fifteen minutes, a typo within one, its reviewer included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from app.apps import desk as desk_application
from tests.browser.effort import Counted
from tests.browser.test_desk import free_port, listening
from tests.desk.host import DeskHost
from tests.desk.walk import record_people
from tests.homes import empty_home

TESTIMONY, TYPO = 15 * 60, 60
"""Seconds (issue 6)."""
FAMILIES = (("김", "Kim"), ("리", "Ri"), ("박", "Pak"), ("최", "Choe"))
GIVEN = (("가상", "Ga-sang"), ("가명", "Ga-myong"), ("가공", "Ga-gong"))
TWELVE = [(one + two, f"{first} {last}") for one, first in FAMILIES for two, last in GIVEN]
"""Synthetic: 가상, "imaginary", 가명, "false name", and 가공, "made up", are what nobody is called."""


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> DeskHost:
    return DeskHost(tmp_path_factory.mktemp("quick") / "home", made=empty_home)


@pytest.fixture(scope="module")
def people(house) -> dict[str, str]:
    return record_people(house)


@pytest.fixture(scope="module")
def seats(house):
    return {"writer": house.seat("writer", "editor"), "reviewer": house.seat("reviewer", "reviewer")}


@pytest.fixture(scope="module")
def desk(house, people, seats) -> Iterator[str]:
    port = free_port()
    at_home = replace(house.house, origins=frozenset({f"http://127.0.0.1:{port}"}))
    with listening(desk_application.create_app(at_home), port) as address:
        yield address


@pytest.fixture
def visitors(desk, seats, browser) -> Iterator[dict[str, Counted]]:
    there = {who: Counted(browser, desk, seat.cookies, "desk", script=False) for who, seat in seats.items()}
    yield there
    for one in there.values():
        one.context.close()


def test_a_typo_is_put_right_and_approved_within_a_minute(visitors, people):
    """From the front page of each. The old value is Born 1970."""
    writer, reviewer = visitors["writer"], visitors["reviewer"]
    page = writer.goes("/")
    writer.follows(page.get_by_role("link", name="Records").first)
    writer.types(page.get_by_label("A name in any script, or an id"), "synthetic alpha")
    writer.does("Search")
    writer.follows(page.get_by_role("link", name="Synthetic Alpha").first)
    born = page.locator("dd", has_text="1970")
    writer.follows(born.get_by_role("link", name="correct it").first)
    writer.types(page.locator("#value"), "1907")
    writer.types(page.locator("#reason"), "a slip", next_cell=True)
    writer.does("Hand it in")
    expect(page.locator("p.lead")).to_contain_text("Waits for review")

    page = reviewer.goes("/")
    reviewer.follows(page.locator("section[aria-labelledby=review] a").first)
    reviewer.reads(page.locator("main"))
    reviewer.does("Approve exactly this")
    expect(page.locator("p.lead")).to_contain_text("Approved")
    assert writer.seconds + reviewer.seconds <= TYPO


def test_a_testimony_that_names_twelve_people_is_entered_within_a_quarter_of_an_hour(visitors):
    """Source, return, and of each person two spellings, year of birth and sex. Reading the testimony itself is not in it."""
    writer = visitors["writer"]
    page = writer.goes("/drafts/new")
    for label, text in (
        ("Title", "A synthetic testimony about a return by train"),
        ("Author or interviewer", "A synthetic interviewer"),
        ("Publisher", "A synthetic publisher"),
        ("Key of the publisher", "synthetic"),
        ("Language", "ko"),
        ("Published", "2014-03"),
        ("A new one is called", "A synthetic return by train, May 2013"),
        ("Returned", "2013-05"),
    ):
        writer.types(page.get_by_label(label, exact=True).first, text)
    for label, code in (
        ("Kind of source", "ngo_report"),
        ("How reliable it is", "b"),
        ("How it knows", "witnessed"),
        ("Returned by", "CN"),
        ("Returned to", "KP"),
        ("Kind of case", "forced_return"),
    ):
        writer.chooses(page.get_by_label(label).first, code)
    writer.types(page.get_by_label("People to add"), "9")
    writer.does("Add")
    expect(page.locator("fieldset.person")).to_have_count(12)
    for row, (hangul, latin) in zip(page.locator("fieldset.person").all(), TWELVE, strict=True):
        writer.types(row.get_by_label("Name in Hangul"), hangul)
        writer.types(row.get_by_label("Name in Latin letters"), latin, next_cell=True)
        writer.types(row.get_by_label("Born"), "1970")
        writer.chooses(row.get_by_label("Sex"), "female")
    writer.types(page.get_by_label("Why it is entered, in words"), "a testimony came in")
    writer.does("Check")
    writer.reads(page.locator("[role=status]").first)
    writer.does("Hand in for review")
    expect(page.locator("p.lead")).to_contain_text("Waits for review")
    assert writer.seconds <= TESTIMONY
