"""What readers come for, by phone and at a desk, with script off."""

from __future__ import annotations

import csv
import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import NO_CHROMIUM, chromium


@pytest.fixture
def page(reader: BrowserContext) -> Page:
    return reader.new_page()


def test_from_the_first_page_by_a_search_to_a_case_and_its_source(page):
    page.goto("/")
    page.get_by_label("Name, place or word").fill("Kim")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cases")
    found = page.locator("table.people tbody th a").first
    name = found.locator(".name, .unnamed").first.inner_text()
    found.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    source = page.locator("#sources ~ ol .title").first
    title = source.inner_text()
    source.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    expect(page.get_by_role("heading", name="What it supports here")).to_be_visible()
    page.locator("#supports ~ ul a").first.click()
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()


def test_a_filter_is_set_counted_and_taken_away(page):
    page.goto("/cases")
    every = page.locator("p.count").inner_text()
    page.locator("aside").get_by_label("Returned by").select_option("CN")
    page.get_by_role("button", name="Apply").click()
    assert "returning_state=CN" in page.url
    assert page.locator("p.count").inner_text() != every
    page.locator("ul.tags a").first.click()
    assert "returning_state" not in page.url
    expect(page.locator("p.count")).to_have_text(every)


def test_the_list_and_its_file_hold_the_same_lines(page):
    page.goto("/")
    page.get_by_role("link", name=re.compile("The list to read aloud")).click()
    lines = page.locator("ol.aloud > li").count()
    assert lines > 30
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV", exact=True).click()
    with waiting.value.path().open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert waiting.value.suggested_filename == "casebook-list-en.csv"
    assert len(rows) == lines
    headings = page.locator("section > h2").all_inner_texts()
    assert {row["section"] for row in rows} == {re.sub(r"\s*\d+$", "", heading) for heading in headings}


def test_in_korean_from_the_first_page_to_a_case_and_back_to_english(page):
    page.goto("/")
    page.get_by_role("link", name="한국어").click()
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    page.get_by_label("이름, 장소 또는 낱말").fill("김")
    page.get_by_label("이름, 장소 또는 낱말").press("Enter")
    found = page.locator("table.people tbody th a").first
    found.click()
    assert "/ko/cases/" in page.url
    assert re.search("[가-힣]", page.get_by_role("heading", level=1).inner_text())
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert "/ko/" not in page.url
    assert "/cases/" in page.url


def test_a_picture_is_seen_and_its_table_and_data_lie_beside_it(page):
    page.goto("/pictures")
    page.get_by_role("link", name="Returns by year").click()
    drawing = page.locator("figure img")
    assert drawing.bounding_box()["height"] > 60
    assert drawing.get_attribute("alt") == page.locator("p.lead").inner_text()
    assert page.locator("table.numbers tbody tr").count() > 20
    with page.expect_download() as waiting:
        page.locator("p.downloads").get_by_role("link", name="CSV").click()
    header = waiting.value.path().read_text(encoding="utf-8").splitlines()[0]
    assert header == "year,sure,perhaps"


def test_without_a_browser_the_tests_fail_and_say_what_to_do():
    with pytest.raises(pytest.fail.Exception, match=re.escape(NO_CHROMIUM)):
        chromium(None)
