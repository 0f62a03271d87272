"""A decision about a return: its form and its proposal name everybody whom it concerns, as far as they are seen."""

from __future__ import annotations

import re
from html import unescape

import pytest

from app.codebook.levels import Level
from app.vault.reading import load
from tests.desk.forms import Writer
from tests.desk.host import DeskHost
from tests.desk.walk import record_people
from tests.homes import empty_home

GIVEN = {"form": "full", "purpose:public_name": "yes", "basis": "explicit_consent_family", "consent_status": "given"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    return DeskHost(tmp_path_factory.mktemp("return") / "home", made=empty_home)


@pytest.fixture(scope="module")
def event(desk):
    record_people(desk)
    with desk.house.books.reading() as session:
        (found,) = {case.event for case in load(session, desk.house.ring).cases}
    return found


def test_who_decides_about_a_return_reads_whom_it_concerns(desk, event):
    seats = {
        "low": desk.seat("low", "editor", level=Level.RESEARCHER),
        "first": desk.seat("first", "reviewer"),
        "second": desk.seat("second", "reviewer"),
    }
    form = Writer(seats["low"], f"/records/{event}/propose/decision")
    page = unescape(form.page)
    assert "nobody does who wrote about any of them" in page and "Two people have to approve" in page
    url = form.press("", GIVEN | {"why": "their families asked"}, action="/records").place
    told = unescape(seats["first"].get(url).text)
    assert "Synthetic Alpha: not for them, of whom it is decided by themselves" in told
    assert "Synthetic Child: it holds for them; may be a child today" in told
    assert "Concealed Omega: it holds for them" in told
    assert "Concealed" not in seats["low"].get(url).text
    public, vetted = (unescape(seats["first"].get(f"{url}/preview/{level}").text) for level in ("public", "vetted"))
    assert (
        "Synthetic Child" in public
        and "Concealed Omega:</strong> the person is for readers of a higher level" in public
    )
    assert "Concealed Omega" in vetted
    assert "Concealed" not in seats["low"].get(f"{url}/preview/public").text
    for who in ("first", "second"):
        content = re.search('name="content" value="([0-9a-f]+)"', seats[who].get(url).text)
        assert content and seats[who].post(f"{url}/approve", page="/", content=content[1]).status == 303
    assert "Synthetic Child" in seats["low"].get(f"{url}/preview/public").text
