"""A vigil from the list to the last name, by phone and at a desk, with script off; and the family's door."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import addresses


@pytest.fixture
def page(reader: BrowserContext) -> Page:
    return reader.new_page()


@pytest.fixture
def frozen(page: Page) -> Page:
    """A list chosen and frozen as a reader does it."""
    page.goto("/lists")
    page.locator("#f-returning_state").select_option("CN")
    page.get_by_role("button", name="Apply").click()
    page.get_by_role("button", name="Freeze this list").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Frozen list")
    return page


def test_a_list_is_chosen_frozen_and_downloaded(frozen: Page):
    expect(frozen.get_by_text("This list still holds")).to_be_visible()
    row = frozen.get_by_role("row", name=re.compile("English"))
    with frozen.expect_download() as taken:
        row.get_by_role("link", name="script PDF").click()
    assert taken.value.path().read_bytes().startswith(b"%PDF-1.7")
    with frozen.expect_download() as taken:
        row.get_by_role("link", name="list XLSX").click()
    assert taken.value.path().read_bytes().startswith(b"PK")


def test_a_list_is_shared_and_read_one_name_at_a_time(frozen: Page):
    frozen.get_by_label("Readers, one after the other").fill("5")
    frozen.get_by_label("Begin at").fill("18:30")
    frozen.get_by_role("button", name="Share").click()
    expect(frozen.get_by_text("18:30:00")).to_be_visible()
    frozen.get_by_role("table").get_by_role("link").first.click()
    expect(frozen.get_by_role("heading", level=1)).to_contain_text("Line 1 of")
    frozen.get_by_role("link", name="Next name").click()
    expect(frozen.get_by_role("heading", level=1)).to_contain_text("Line 2 of")


def test_with_script_it_goes_on_by_itself_and_stops(browser, site):
    context = browser.new_context(base_url=site)
    page = context.new_page()
    page.goto(addresses.frozen(site) + "/read/1")
    page.get_by_role("button", name="every 4 seconds").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Line 2 of", timeout=15_000)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("button", name="every 8 seconds")).to_be_visible()
    context.close()


def test_a_ledger_is_opened_and_added_to(frozen: Page):
    frozen.get_by_role("button", name="Open a ledger").click()
    frozen.get_by_label("Where").fill("Synthetic Square")
    frozen.get_by_label("To line").fill("2")
    frozen.get_by_role("button", name="Add", exact=True).click()
    expect(frozen.get_by_role("cell", name="Synthetic Square")).to_be_visible()


def test_a_letter_is_sealed_and_its_receipt_looked_up(page: Page):
    page.goto("/ko/family")
    page.get_by_label("누군가를 숨기기").check()
    page.get_by_role("button", name="봉하여 보내기").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("누군가를 숨기기")).to_be_checked()
    page.get_by_label("알려 주실 내용").fill("가상의 편지")
    page.get_by_role("button", name="봉하여 보내기").click()
    code = page.locator(".huge code").inner_text()
    page.goto("/family/receipt")
    page.get_by_label("Receipt code").fill(code)
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Nobody at the desk has read it yet")).to_be_visible()
