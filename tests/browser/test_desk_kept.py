"""What somebody types at the desk is not lost, in a browser with script: kept by itself, and held in the page while the desk is away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from app.apps import desk as desk_application
from tests.browser.test_desk import Visitor, free_port, listening
from tests.desk.host import DeskHost
from tests.homes import empty_home


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> DeskHost:
    return DeskHost(tmp_path_factory.mktemp("kept") / "home", made=empty_home)


@pytest.fixture(scope="module")
def seats(house):
    return {who: house.seat(who, "editor") for who in ("writer", "other")}


@pytest.fixture(scope="module")
def desk(house, seats) -> Iterator[str]:
    port = free_port()
    at_home = replace(house.house, origins=frozenset({f"http://127.0.0.1:{port}"}))
    with listening(desk_application.create_app(at_home), port) as address:
        yield address


@pytest.fixture
def visitors(desk, seats, browser) -> Iterator[dict[str, Visitor]]:
    there = {who: Visitor(browser, desk, seat.cookies, "desk", script=True) for who, seat in seats.items()}
    yield there
    for one in there.values():
        one.context.close()


def title(page: Page):
    return page.get_by_label("Title", exact=True)


def kept(page: Page) -> None:
    expect(page.locator(".kept")).to_contain_text("Kept by itself", timeout=30_000)


def test_what_is_typed_is_kept_without_a_press_and_comes_back_after_a_crash(visitors):
    page = visitors["writer"].goes("/drafts/new")
    title(page).fill("A synthetic testimony")
    page.get_by_label("Name in Hangul").nth(1).fill("김가상")
    kept(page)
    first = page.url
    assert "/drafts/new" not in first
    page.get_by_label("Name in Latin letters").nth(1).fill("Kim Ga-sang")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        pass
    again = visitors["writer"].context.new_page()
    again.goto(first)
    expect(title(again)).to_have_value("A synthetic testimony")
    expect(again.get_by_label("Name in Hangul").nth(1)).to_have_value("김가상")
    expect(again.get_by_label("Name in Latin letters").nth(1)).to_have_value("Kim Ga-sang")
    visitors["writer"].presses("Save")
    assert (
        page.url.partition("#")[0].partition("?")[0] == first
    )  # the page that was kept by itself goes on where it is: no second draft
    expect(page.get_by_text("Two people wrote on this")).to_have_count(0)


def test_nothing_is_lost_while_the_desk_does_not_answer(visitors):
    page = visitors["writer"].goes("/drafts/new")
    title(page).fill("A synthetic report")
    visitors["writer"].context.set_offline(True)
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator(".kept")).to_contain_text("The desk does not answer")
    expect(title(page)).to_have_value("A synthetic report")
    visitors["writer"].context.set_offline(False)
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).first.click()
    expect(title(page)).to_have_value("A synthetic report")


def test_more_than_the_desk_takes_stays_in_the_page(visitors):
    page = visitors["writer"].goes("/drafts/new")
    title(page).fill("A synthetic flood")
    page.get_by_label("Name in Hangul").first.evaluate("cell => { cell.value = '가'.repeat(500000) }")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator(".kept")).to_contain_text("Nothing was sent")
    expect(title(page)).to_have_value("A synthetic flood")


@pytest.mark.nightly  # tests/desk/test_kept_by_itself.py asks the same of the desk on every change
def test_enter_leads_on_and_what_another_wrote_meanwhile_stays(visitors):
    writer = visitors["writer"].goes("/drafts/new")
    title(writer).fill("A synthetic shared sheet")
    title(writer).press("Enter")
    expect(writer.get_by_label("Author or interviewer")).to_be_focused()
    kept(writer)
    address = writer.url
    other = visitors["other"].goes(address)
    other.get_by_label("A new one is called").fill("A return by the other")
    other.get_by_role("button", name="Add", exact=True).click()
    expect(other.locator("fieldset.person")).to_have_count(4)
    writer.get_by_label("Author or interviewer").fill("an interviewer")
    with writer.expect_response(lambda answer: answer.request.method == "POST" and answer.ok):
        pass
    writer.get_by_label("Publisher", exact=True).fill("a publisher")
    with writer.expect_response(lambda answer: answer.request.method == "POST" and answer.ok):
        pass
    again = visitors["other"].goes(address)
    expect(again.get_by_label("A new one is called")).to_have_value("A return by the other")
    expect(again.locator("fieldset.person")).to_have_count(4)
    expect(again.get_by_label("Publisher", exact=True)).to_have_value("a publisher")
    again.get_by_label("Author or interviewer").fill("somebody else")
    with again.expect_navigation():
        again.get_by_role("button", name="Save", exact=True).first.click()
    writer.get_by_label("Author or interviewer").fill("a third one")
    expect(writer.locator(".kept")).to_contain_text("Press Save to see both", timeout=30_000)
    with writer.expect_navigation():
        writer.get_by_role("button", name="Save", exact=True).first.click()
    expect(writer.locator("h1")).to_contain_text("Two people wrote on this")
    assert [fault for one in visitors.values() for fault in one.broken] == []
