"""From a draft to history by the desk's own pages, and what its pages refuse."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from app.accounts.models import AccessEntry
from app.codebook.levels import Level
from app.codebook.values import TextValue
from app.editing.drafts import changes as c
from app.editing.drafts.document import Draft
from app.editing.drafts.kept import start
from app.editing.drafts.targets import with_base
from app.editing.people import Person, Role
from app.editing.review.handing_in import submit
from tests.desk.forms import form_on


@pytest.fixture(scope="module")
def seats(desk):
    return {
        "editor": desk.seat("editor", "editor"),
        "reviewer": desk.seat("reviewer", "reviewer"),
        "low": desk.seat("low", "editor", "reviewer", level=Level.RESEARCHER),
    }


def proposed(desk, browser, words="synthetic words", about="@k"):
    """A new synthetic source and person, and a text about somebody, submitted by whoever sits in the browser."""
    me = Person(browser.id, frozenset({Role.EDITOR}), Level.VETTED)
    changes = (
        c.NewSource(ref="s", title="A synthetic report", publisher_key="synthetic", type="ngo_report"),
        c.NewIndividual(ref="k"),
        c.NewClaim(ref="f", subject=about, field="occupation", value=TextValue(text=words), source="@s"),
    )
    with desk.house.books.writing() as session:
        draft = with_base(session, desk.house.ring, Draft(title=words, why="synthetic", changes=changes), Level.VETTED)
        key = start(session, desk.house.ring, me, draft, desk.clock())
        submit(session, desk.house.ring, me, key, desk.clock())
    return key


def _content(page: str) -> str:
    return re.search(r'name="content" value="(\w+)"', page)[1]


def test_asked_for_changes_then_approved_by_another(desk, seats):
    key = proposed(desk, seats["editor"])
    assert f"/proposals/{key}" in seats["reviewer"].get("/").text
    asked = seats["reviewer"].post(f"/proposals/{key}/answer", page="/", verdict="ask", **{"comment:f": "say when"})
    assert asked.status == 303
    page = seats["editor"].get(f"/proposals/{key}").text
    assert "say when" in page and "Go on with it" in page
    with desk.house.books.writing() as session:
        submit(
            session,
            desk.house.ring,
            Person(seats["editor"].id, frozenset({Role.EDITOR}), Level.VETTED),
            key,
            desk.clock(),
        )
    shown = seats["reviewer"].get(f"/proposals/{key}").text
    done = seats["reviewer"].post(f"/proposals/{key}/approve", page="/", content=_content(shown))
    assert done.status == 303, done.text
    assert "Approved" in seats["reviewer"].get(f"/proposals/{key}").text


def test_nobody_approves_their_own_and_the_page_says_so(desk, seats):
    both = desk.seat("both", "editor", "reviewer")
    key = proposed(desk, both)
    page = both.get(f"/proposals/{key}").text
    assert "Approve exactly this" not in page
    content = _content(seats["reviewer"].get(f"/proposals/{key}").text)
    done = both.post(f"/proposals/{key}/approve", page="/", content=content)
    assert done.status == 403 and "Nobody approves what they wrote" in done.text


def test_what_lies_above_is_not_there(desk, seats):
    key = proposed(desk, seats["editor"])
    hidden, absent = (seats["low"].get(f"/proposals/{one}") for one in (key, "0" * 16))
    assert hidden.status == absent.status == 404 and hidden.body == absent.body
    assert key not in seats["low"].get("/proposals").text


def test_a_look_at_a_proposal_is_on_record(desk, seats):
    key = proposed(desk, seats["editor"])
    with desk.house.books.reading() as session:
        before = set(session.scalars(select(AccessEntry.number)))
    assert seats["reviewer"].get(f"/proposals/{key}").status == 200
    with desk.house.books.reading() as session:
        made = session.scalars(select(AccessEntry).where(AccessEntry.number.not_in(before))).all()
    assert [(e.viewer, e.object, e.fields) for e in made] == [(seats["reviewer"].id, key, "proposal")]


@pytest.mark.parametrize("verdict", ["ask", "reject"])
def test_comments_on_what_was_taken_back_meanwhile_come_back(desk, seats, verdict):
    key = proposed(desk, seats["editor"])
    typed = {**form_on(seats["reviewer"].get(f"/proposals/{key}").text, f"/proposals/{key}/answer").fields}
    typed |= {"comment:": "Two things,\nboth small", "comment:f": "say <when>"}
    assert seats["editor"].post(f"/proposals/{key}/answer", page="/", verdict="take_back").status == 303
    refused = seats["reviewer"].bare_post(f"/proposals/{key}/answer", **typed, verdict=verdict)
    form = form_on(refused.text, f"/proposals/{key}/answer")
    assert refused.status == 409 and "not in a state" in refused.text
    assert form.fields["comment:"] == "Two things,\nboth small" and form.fields["comment:f"] == "say <when>"
    with desk.house.books.writing() as session:
        me = Person(seats["editor"].id, frozenset({Role.EDITOR}), Level.VETTED)
        submit(session, desk.house.ring, me, key, desk.clock())
    assert seats["reviewer"].bare_post(form.action, **form.fields).status == 303
    assert "both small" in seats["editor"].get(f"/proposals/{key}").text


def test_a_rejection_without_a_reason_keeps_the_comments_on_the_page(desk, seats):
    key = proposed(desk, seats["editor"])
    answer = f"/proposals/{key}/answer"
    refused = seats["reviewer"].post(answer, page="/", verdict="reject", **{"comment:f": "say <when>"})
    assert refused.status == 422 and "Say why, in words." in refused.text
    assert form_on(refused.text, answer).fields["comment:f"] == "say <when>"
    assert "What you typed stands below." in refused.text


def test_a_rejection_without_any_word_is_not_told_that_words_stand_below(desk, seats):
    key = proposed(desk, seats["editor"])
    refused = seats["reviewer"].post(f"/proposals/{key}/answer", page="/", verdict="reject", **{"comment:f": " "})
    assert refused.status == 422 and "Say why, in words." in refused.text
    assert "What you typed" not in refused.text


def test_what_is_said_of_a_change_with_a_rejection_is_read_on_the_page(desk, seats):
    key = proposed(desk, seats["editor"])
    said = {"comment:": "not this one", "comment:f": "nobody says so"}
    assert seats["reviewer"].post(f"/proposals/{key}/answer", page="/", verdict="reject", **said).status == 303
    page = seats["editor"].get(f"/proposals/{key}").text
    assert all(page.count(words) == 1 for words in said.values())


def test_an_answer_without_words_that_comes_too_late_hands_nothing_back(desk, seats):
    key = proposed(desk, seats["editor"])
    for status in (303, 409):
        done = seats["editor"].post(f"/proposals/{key}/answer", page="/", verdict="take_back")
        assert done.status == status
    assert "Send it again" not in done.text
