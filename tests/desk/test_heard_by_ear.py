"""What somebody hears who does not see the desk: where a page begins that refuses, and names of buttons and links that tell them apart."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.desk.forms import Writer
from tests.desk.walk import record_people


@pytest.fixture(scope="module")
def seats(desk):
    return {"editor": desk.seat("ear", "editor")}


@pytest.fixture(scope="module")
def people(desk):
    return record_people(desk, "Audible")


def heard(piece: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", piece)).split())


def test_what_was_refused_is_where_the_page_begins(seats, people):
    writer = Writer(seats["editor"], f"/records/{people['Audible Child']}/propose/decision")
    refused = writer.press("", {"form": "full", "why": "w"}, action="/records", follow=False).text
    first = re.search(r'<div class="problem" role="alert" tabindex="-1" autofocus>.*?</div>', refused, re.DOTALL)
    assert first and "Say for what at least" in first[0], "the list of what is wrong stands in what has the focus"
    assert refused.count("autofocus") == 1


def test_of_many_people_on_a_sheet_no_two_buttons_that_take_one_out_are_called_the_same(seats):
    page = seats["editor"].get("/drafts/new").text
    named = [heard(each) for each in re.findall(r">(Remove this person.*?)</button>", page)]
    assert len(named) == len(set(named)) == 3 and heard(re.search(r"<legend>(.*?)</legend>", page)[1]) == "Person 1"
    for row in re.findall(r'<fieldset id="\w+" class="person">.*?</fieldset>', page, re.DOTALL):
        said = [heard(each) for each in re.findall(r"<summary>(.*?)</summary>", row)]
        assert len(said) == len(set(said)) > 1


def test_what_is_done_to_a_claim_is_called_by_what_it_says(seats, people):
    page = seats["editor"].get(f"/records/{people['Audible Alpha']}").text
    named = [heard(each) for each in re.findall(r">((?:Rule on it|correct it).*?)</a>", page)]
    assert len(named) == len(set(named)) > 2 and "Rule on it: Name, Audible Alpha" in named
