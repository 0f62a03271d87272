"""After an act the page says what was done: at its top, with the focus, and in its title. No word of anybody's stands in an address."""

from __future__ import annotations

import re

import pytest

from app.web.desk.done import SENTENCES
from tests.desk.forms import Writer
from tests.desk.test_writing import told
from tests.desk.walk import content_of_page, record_people

SAID = re.compile(r'<p class="outcome" role="status" tabindex="-1" autofocus>([^<]*)</p>')


@pytest.fixture(scope="module")
def seats(desk):
    return {
        "editor": desk.seat("s-editor", "editor"),
        "reviewer": desk.seat("s-reviewer", "reviewer"),
        "second": desk.seat("s-second", "reviewer"),
    }


def heard(browser, answer) -> str:
    """What the page that the act leads to says first."""
    assert answer.status == 303, answer.text
    assert re.fullmatch(r"[\w/#]+\?((check|more)=\w+&)?done=[a-z_]+(#\w+)?", answer.headers["location"])
    page = browser.get(answer.headers["location"].partition("#")[0]).text
    (words,) = SAID.findall(page)
    assert f"<title>{words} " in page and page.index(words, page.index("<main")) < page.index("<h1")
    return words


def test_of_drafts_and_proposals_each_act_is_said(desk, seats):
    editor, reviewer = seats["editor"], seats["reviewer"]
    writer = Writer(editor)
    row = writer.rows()[0]
    typed = told([row], ["Synthetic Said"])
    assert heard(editor, writer.press("save", typed)) == "Saved."
    assert heard(editor, writer.press("check")) == "Saved and checked."
    sent = writer.press("hand_in")
    assert heard(editor, sent) == "Handed in for review."
    place = sent.place
    for verdict, who, words in (
        ("ask", reviewer, "You asked for changes."),
        ("give_up", editor, "Given up. It waits for nobody any more."),
        ("take_up", editor, "Taken up again. You can go on writing."),
    ):
        done = who.post(f"{place}/answer", page="/", verdict=verdict, **{"comment:": "a word of a person"})
        assert heard(who, done) == words
    assert Writer(editor, place.replace("proposals", "drafts")).press("hand_in").status == 303
    desk.clock.on(seconds=9)  # a form that is drawn in another moment is another act
    back = editor.post(f"{place}/answer", page="/", verdict="take_back")
    assert heard(editor, back) == "Taken back. You can go on writing."
    assert Writer(editor, place.replace("proposals", "drafts")).press("hand_in").status == 303
    content = content_of_page(reviewer.get(place).text)
    done = reviewer.post(f"{place}/approve", page="/", content=content)
    assert heard(reviewer, done) == "Approved. It is in the record now."


def test_the_first_of_two_approvals_is_said_to_wait(desk, seats):
    child = record_people(desk, "Said")["Said Child"]
    form = Writer(seats["editor"], f"/records/{child}/propose/decision")
    given = {"form": "hold", "basis": "none", "consent_status": "pending", "effect": "unclear", "why": "w"}
    given |= {
        "form": "full",
        "purpose:public_name": "yes",
        "basis": "explicit_consent_family",
        "consent_status": "given",
    }
    sent = form.press("", given, action="/records")
    assert heard(seats["editor"], sent) == "Handed in for review."
    for who, words in (("reviewer", "You have approved it. It waits"), ("second", "Approved.")):
        content = content_of_page(seats[who].get(sent.place).text)
        done = seats[who].post(f"{sent.place}/approve", page="/", content=content)
        assert heard(seats[who], done).startswith(words)


def test_a_page_that_follows_no_act_says_nothing_and_an_unknown_code_is_refused(seats):
    assert not SAID.search(seats["editor"].get("/").text)
    assert SAID.findall(seats["editor"].get("/?done=note_done").text) == [SENTENCES["note_done"]]
    for wrong in ("/?done=", "/?done=everything", "/?done=<b>", "/proposals?done=Approved", "/?DONE=saved"):
        refused = seats["editor"].get(wrong)
        assert refused.status == 400 and not SAID.search(refused.text), wrong
