"""A source was entered too high or too low: its level is ruled by one person, approved by another, and its claims come along."""

from __future__ import annotations

import re
from html import unescape

import pytest

from app.codebook.levels import Level
from app.editing.drafts import changes as c
from tests.desk.forms import Writer
from tests.desk.test_appearing import approve, word
from tests.desk.test_writing import recorded
from tests.desk.walk import person_named, record
from tests.editing.desk import fact, named

WORDS = "synthetic words of the hidden source"


@pytest.fixture(scope="module")
def seats(desk):
    return {
        "editor": desk.seat("ruler", "editor", "reviewer"),
        "reviewer": desk.seat("ruled", "reviewer"),
        "low": desk.seat("under", "editor", level=Level.RESEARCHER),
    }


@pytest.fixture(scope="module")
def ids(desk):
    """Somebody public, of whom a source for the vetted says something by a claim that is public in itself."""
    new = c.NewSource(
        ref="s", title="A synthetic hidden source", publisher_key="hid", type="ngo_report", level=Level.VETTED
    )
    open_ = c.NewSource(
        ref="o", title="A synthetic open source", publisher_key="op", type="ngo_report", level=Level.PUBLIC
    )
    people = [
        x.model_copy(update={"source": "@o"}) if isinstance(x, c.NewClaim) else x
        for x in named("p", "Synthetic Sourced")
    ]
    event = c.NewEvent(ref="e", label="A synthetic return", level=Level.PUBLIC)
    with desk.house.books.writing() as session:
        record(desk, session, new, open_, event, *people, fact("@p", WORDS, "@s"))
        person = person_named(desk, "Synthetic Sourced", session)
    return {"person": person, "source": source_of(desk).public_id}


def source_of(desk):
    return next(s for s in recorded(desk).sources if s.title == "A synthetic hidden source")


def brought_to(level, desk, seats, ids):
    """Whatever the tests before have made of it."""
    if source_of(desk).level != level:
        assert approve(seats["reviewer"], ruled(seats, ids, level.code).place).status == 303


def ruled(seats, ids, level, **typed):
    form = Writer(seats["editor"], f"/sources/{ids['source']}/level")
    return form.press("", {"level": level, "why": "its publisher agreed", **typed}, action="/sources")


def test_a_source_comes_lower_by_a_ruling_and_all_that_it_says_with_it(desk, seats, ids):
    brought_to(Level.VETTED, desk, seats, ids)
    page = word(seats["editor"], f"/records/{ids['person']}")
    assert f'href="/sources/{ids["source"]}/level"' in page
    assert WORDS not in word(seats["low"], f"/records/{ids['person']}")
    assert seats["low"].get(f"/sources/{ids['source']}/level").status == 404
    place = ruled(seats, ids, "public").place
    assert "Approve exactly this" not in seats["editor"].get(place).text
    assert WORDS not in word(seats["low"], f"/records/{ids['person']}")  # handed in is not approved
    told = word(seats["reviewer"], place)
    assert "level public instead of vetted, and with it all that only this source says" in told
    assert approve(seats["reviewer"], place).status == 303
    assert source_of(desk).level == Level.PUBLIC
    assert WORDS in word(seats["low"], f"/records/{ids['person']}")
    history = word(seats["low"], f"/records/{ids['person']}/history")
    assert WORDS in history


def test_a_ruling_on_a_level_that_is_another_by_now_is_refused(desk, seats, ids):
    brought_to(Level.PUBLIC, desk, seats, ids)
    first, second = (ruled(seats, ids, level).place for level in ("researcher", "vetted"))
    assert approve(seats["reviewer"], first).status == 303
    refused = approve(seats["reviewer"], second)
    assert refused.status == 422 and "another level by now" in unescape(refused.text)
    assert source_of(desk).level == Level.RESEARCHER


def test_it_goes_up_again_and_is_gone_for_those_below(desk, seats, ids):
    brought_to(Level.PUBLIC, desk, seats, ids)
    place = ruled(seats, ids, "vetted").place
    assert approve(seats["reviewer"], place).status == 303
    assert WORDS not in word(seats["low"], f"/records/{ids['person']}")
    below = seats["low"].get(f"/sources/{ids['source']}/level")
    nobody = seats["low"].get("/sources/0000000000000000/level")
    assert (below.status, re.sub(r"\w{16}", "", below.text)) == (nobody.status, re.sub(r"\w{16}", "", nobody.text))


def test_the_same_level_and_no_reason_are_refused_with_the_form(desk, seats, ids):
    brought_to(Level.VETTED, desk, seats, ids)
    assert ruled(seats, ids, "vetted").status == 422
    assert ruled(seats, ids, "public", why=" ").status == 422
