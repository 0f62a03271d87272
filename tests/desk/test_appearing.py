"""From an approved sheet to people whom readers see: one form, one proposal, decided by whoever wrote none of it."""

from __future__ import annotations

import re
from html import unescape

import pytest

from app.codebook.levels import Form, Level
from tests.desk.forms import Writer, form_on
from tests.desk.test_writing import TWELVE, approved, recorded, told

PEOPLE = tuple(f"Synthetic Appearing {name[10:]}" for name in TWELVE)


@pytest.fixture(scope="module")
def seats(desk):
    return {
        "author": desk.seat("author", "editor", "reviewer"),
        "editor": desk.seat("proposer", "editor", "reviewer"),
        "reviewer": desk.seat("decider", "reviewer"),
        "second": desk.seat("seconder", "reviewer"),
        "low": desk.seat("low", "editor", level=Level.RESEARCHER),
    }


@pytest.fixture(scope="module")
def sheet(desk, seats):
    """A sheet with twelve people, approved: its address, and their ids by name."""
    writer = Writer(seats["author"])
    writer.press("add", {"many": "9"})
    rows = writer.rows()
    child = {f"c:{rows[11]}:birth:1:value": "2015"}
    done = writer.press("hand_in", told(rows, PEOPLE) | child | {"level": "public", "subjects": "public"})
    place = done.place
    assert approved(desk, seats, place.rpartition("/")[2]).status == 303
    held = recorded(desk)
    return place, {c.value.text: c.subject for c in held.claims if c.field == "name" and c.value.text in PEOPLE}


def word(browser, place):
    return unescape(browser.get(place).text)


def approve(browser, place):
    content = re.search(r'name="content" value="(\w+)"', browser.get(place).text)[1]
    return browser.post(f"{place}/approve", page="/", content=content)


def filled(form, **typed):
    fields = {
        "form": "full",
        "basis": "explicit_consent_family",
        "consent_status": "given",
        "why": "their families asked",
    }
    return fields | {"purpose:public_name": "yes", "purpose:public_detail": "yes"} | typed


def standing(desk, ids):
    """By name: the last decision about each, and the states of their cases."""
    rows = recorded(desk)
    last = {d.subject: d for d in rows.decisions}
    return {name: (last.get(key), {c.state for c in rows.cases if c.individual == key}) for name, key in ids.items()}


def test_the_sources_that_tell_of_them_are_offered_as_evidence(desk, seats, sheet):
    place, ids = sheet
    (source,) = {c.source for c in recorded(desk).claims if c.subject in ids.values()}
    offered = form_on(seats["editor"].get(f"{place}/appear").text, f"{place}/appear")
    assert f'name="evidence:{source}"' in seats["editor"].get(f"{place}/appear").text
    chosen = filled(offered) | {
        "form": "as_published",
        "effect": "unclear",
        f"evidence:{source}": "yes",
        f"p.{ids[PEOPLE[1]]}": "yes",
    }
    without = {name: value for name, value in chosen.items() if name != f"evidence:{source}"}
    tokens = {name: value for name, value in offered.fields.items() if name.startswith(("csrf", "if_match:"))}
    refused = seats["editor"].bare_post(f"{place}/appear", **tokens | without)
    assert refused.status == 422 and "exactly one source" in unescape(refused.text)
    taken = seats["editor"].bare_post(f"{place}/appear", **tokens | chosen | {"state": ""})
    assert taken.status == 303, re.findall(r'role="alert".*?</ul>', taken.text, re.DOTALL)


def test_a_preview_says_in_words_why_nobody_of_a_new_sheet_is_shown(seats, sheet):
    place, _ = sheet
    page = word(seats["reviewer"], f"{place}/preview/public")
    assert "the case is not published; nobody has decided how they appear" in page
    assert page.count("the case is not published") == 1 and all(name in page for name in PEOPLE)


def test_a_preview_says_when_it_is_the_source_that_is_for_others(desk, seats):
    writer = Writer(seats["author"])
    done = writer.press("hand_in", told(writer.rows()[:1], ["Synthetic Above"]) | {"level": "public"})
    page = word(seats["reviewer"], f"{done.place}/preview/public")
    assert "all that is said comes from sources for readers of a higher level" in page
    assert "the person is for readers of a higher level" in page


def test_twelve_people_are_published_by_one_form_with_what_departs_for_one_of_them(desk, seats, sheet):
    place, ids = sheet
    assert f'href="{place}/appear"' in seats["editor"].get(place).text
    form = Writer(seats["editor"], f"{place}/appear")
    held, out = ids[PEOPLE[3]], ids[PEOPLE[4]]
    assert all(f'name="p.{key}" value="yes" checked' in form.page for key in ids.values())
    assert form.page.count("may be a child today</span>") == 1 and f"as long as {PEOPLE[11]} is ticked" in form.page
    typed = filled(form, **{f"p.{held}.form": "descriptor", f"p.{held}.why": "they asked for it"})
    fields = {name: value for name, value in form_on(form.page, "/proposals").fields.items() if name != f"p.{out}"}
    done = seats["editor"].bare_post(f"{place}/appear", **fields | typed)
    assert done.status == 303, unescape(done.text)
    decision = done.place
    assert approve(seats["author"], decision).status == 403  # who wrote about them does not decide
    assert approve(seats["reviewer"], decision).status == 303
    assert standing(desk, ids)[PEOPLE[0]] == (None, {"unpublished"})  # a child is among them: one is not enough
    assert approve(seats["second"], decision).status == 303
    now = standing(desk, ids)
    assert now.pop(PEOPLE[4]) == (None, {"unpublished"})
    assert {tuple(states) for _, states in now.values()} == {("published",)}
    assert now[PEOPLE[3]][0].form is Form.DESCRIPTOR and now[PEOPLE[0]][0].form is Form.FULL
    assert now[PEOPLE[11]][0].review_on < now[PEOPLE[0]][0].review_on
    page = word(seats["reviewer"], f"{place}/preview/public")
    assert f"{PEOPLE[4]}:" in page and PEOPLE[0] in page and f"{PEOPLE[0]}," not in page
    ids_on_it = re.findall(r' id="([^"]+)"', page)
    assert len(ids_on_it) == len(set(ids_on_it)), "a source of one person is led to from another"
    assert all(f'id="{aim}"' in page for aim in re.findall(r'href="#([^"]+)"', page))
    assert not re.search(r'href="/(cases|returns|api|cite|sources)\b', page), "the desk has no such pages"
    assert "What it changed" in word(seats["reviewer"], decision)


def test_who_is_decided_already_is_not_ticked_and_nothing_is_handed_in_of_nobody(seats, sheet):
    place, ids = sheet
    form = Writer(seats["editor"], f"{place}/appear")
    ticked = [key for key in ids.values() if f'name="p.{key}" value="yes" checked' in form.page]
    assert ticked == [ids[PEOPLE[4]]]
    fields = {
        name: value for name, value in form_on(form.page, "/proposals").fields.items() if name != f"p.{ticked[0]}"
    }
    refused = seats["editor"].bare_post(f"{place}/appear", **fields | filled(form, why="synthetic words that stay"))
    assert refused.status == 422 and "Tick at least one" in refused.text and "synthetic words that stay" in refused.text
    somebody = ticked[0]
    cells = {f"p.{somebody}": "yes", f"p.{somebody}.review_on": "next week"}
    refused = seats["editor"].bare_post(f"{place}/appear", **fields | filled(form, why="w") | cells)
    assert f"To be looked at again on, otherwise for {PEOPLE[4]}: A day is written" in refused.text


def test_what_moved_meanwhile_comes_back_with_what_was_chosen(desk, seats, sheet):
    place, ids = sheet
    form = Writer(seats["editor"], f"{place}/appear")
    other = Writer(seats["editor"], f"/records/{ids[PEOPLE[4]]}/propose/decision")
    sent = other.press("", {"form": "hold", "why": "not yet"}, action="/records").place
    assert approve(seats["reviewer"], sent).status == 303
    stale = form.press("", filled(form, why="synthetic words that stay"), action="/proposals")
    assert stale.status == 412 and "synthetic words that stay" in stale.text and "Changed meanwhile" in stale.text
    assert f'name="p.{ids[PEOPLE[4]]}" value="yes" checked' in stale.text


def test_neither_its_author_nor_anybody_below_has_the_form(desk, seats, sheet):
    place, _ = sheet
    assert seats["author"].get(f"{place}/appear").status == 403
    assert f'href="{place}/appear"' not in seats["author"].get(place).text
    assert seats["low"].get(f"{place}/appear").status == 404
    assert seats["reviewer"].get(f"{place}/appear").status == 403
