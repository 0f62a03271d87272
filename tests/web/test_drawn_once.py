"""Pieces of pages that are drawn once: a page is the same whatever was drawn before it, and by whomever."""

from __future__ import annotations

import pytest

from app.apps.public import create_app
from app.editions.read.shelf import Shelf
from app.sharing.days import day_in_words
from app.web.pages import drawn, marked
from app.web.reading.headline import headline_of
from tests.homes import look_at_shipped_home
from tests.web.conftest import reader

PAGES = (
    "/",
    "/cases",
    "/cases?sex=female",
    "/returns",
    "/lists",
    "/lists?people=children&receiving_state=",
    "/cases?q=a",
)


def _forget() -> None:
    for each in (drawn, marked, headline_of, day_in_words):
        each.cache_clear()


@pytest.mark.parametrize("page", [*PAGES, *("/ko" + page for page in PAGES)])
def test_a_page_is_the_same_cold_and_after_others_were_drawn_from_another_edition(read, place, page):
    other = reader(create_app(Shelf(look_at_shipped_home() / "editions" / "public" / "public.json")))
    _forget()
    cold = reader(create_app(Shelf(place)))(page).content
    _forget()
    for address in PAGES:
        assert other(address).status_code == other("/ko" + address).status_code == 200
    assert read(page).content == cold
    assert read(page).content == cold


def test_a_page_of_cases_shows_whole_lines_whatever_fields_are_asked_of_the_api(read):
    shown = read("/cases?fields=sex")
    assert shown.status_code == 200
    people = read("/cases").text.partition("<tbody>")[2].partition("</tbody>")[0]
    assert people and people in shown.text
