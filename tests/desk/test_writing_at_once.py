"""Two people, or two browsers, on one draft; a session that ends while somebody types. Nothing that was typed is lost."""

from __future__ import annotations

import re

import pytest

from app.codebook.levels import Level
from tests.desk.forms import Writer, form_on
from tests.desk.test_writing import told
from tests.members.host import Browser

LEVELS = (Level.VETTED, Level.VETTED, Level.RESEARCHER)


@pytest.fixture(scope="module")
def editors(desk):
    return tuple(
        desk.seat(name, "editor", level=level) for name, level in zip(("first", "second", "low"), LEVELS, strict=True)
    )


@pytest.fixture
def begun(editors):
    """A draft of the first editor with two people on it, open in two browsers."""
    first = Writer(editors[0])
    one, two, _ = first.rows()
    first.press("save", told([one, two], ["Synthetic One", "Synthetic Two"]))
    path = first.path
    return first, Writer(editors[1], path), one, two


def value(writer, name):
    return form_on(writer.page, "/drafts/").fields[name]


def test_edits_of_different_parts_are_both_kept_without_asking(begun):
    first, second, one, two = begun
    assert second.press("save", {f"c:{two}:birth:1:value": "1981", "todos": "call back"}).status == 303
    assert first.press("save", {f"c:{one}:birth:1:value": "1980", "s:author": "Nobody", "todos": "write"}).status == 303
    second.open()
    assert (value(second, f"c:{one}:birth:1:value"), value(second, f"c:{two}:birth:1:value")) == ("1980", "1981")
    assert set(value(second, "todos").split("\n")) == {"call back", "write"} and value(second, "s:author") == "Nobody"


def test_two_people_who_add_somebody_at_once_add_two(begun):
    first, second, *_ = begun
    first.press("add")
    second.press("add")
    first.open()
    assert len(first.rows()) == 5


def test_the_same_part_shows_both_and_one_chooses_leaf_by_leaf(begun):
    first, second, one, two = begun
    second.press(
        "save",
        {f"c:{one}:name:1:value": "Theirs Name", f"c:{one}:sex:1:value": "other", f"c:{two}:birth:1:value": "1981"},
    )
    refused = first.press(
        "save", {f"c:{one}:name:1:value": "My Name", f"c:{one}:origin_place:1:value": "Tumen", "e:label": "My label"}
    )
    assert refused.status == 412
    page = refused.text
    assert all(words in page for words in ("My Name", "Theirs Name", "Tumen", "other"))
    assert f"keep:row:{two}" not in page and "My label" not in page  # only one of the two changed these
    key = first.path.rpartition("/")[2].partition("#")[0]
    assert "My Name" in first.browser.get(f"/drafts/{key}").text  # it is on the server: another browser finds it, too
    kept = {
        f"keep:row:{one}/facts/name": "mine",
        f"keep:row:{one}/facts/origin_place": "mine",
        f"keep:row:{one}/facts/sex": "theirs",
    }
    assert first.press("settle", kept).status == 303
    assert value(first, f"c:{one}:name:1:value") == "My Name" and value(first, f"c:{one}:sex:1:value") == "other"
    assert value(first, f"c:{one}:origin_place:1:value") == "Tumen" and value(first, "e:label") == "My label"
    assert value(first, f"c:{two}:birth:1:value") == "1981"


def test_a_choice_is_asked_again_if_theirs_moved_meanwhile(begun):
    first, second, one, _ = begun
    second.press("save", {f"c:{one}:name:1:value": "Theirs Once"})
    assert first.press("save", {f"c:{one}:name:1:value": "My Name"}).status == 412
    second.press("save", {f"c:{one}:name:1:value": "Theirs Twice"})
    again = first.press("settle", {f"keep:row:{one}/facts/name": "theirs"})
    assert again.status == 412 and "Theirs Twice" in again.text and "My Name" in again.text
    assert first.press("apart").status == 303  # mine goes into a draft of its own
    assert value(first, f"c:{one}:name:1:value") == "My Name"
    second.open()
    assert value(second, f"c:{one}:name:1:value") == "Theirs Twice"


def test_what_was_chosen_stays_chosen_when_it_is_asked_again(begun):
    first, second, *_ = begun
    second.press("save", {"s:title": "Theirs", "s:publisher": "Theirs too"})
    assert first.press("save", {"s:title": "Mine", "s:publisher": "Mine too"}).status == 412
    chosen = {"keep:sheet:source/title": "theirs", "keep:sheet:source/publisher": "mine"}
    assert chosen.keys() == {name for name in form_on(first.page, "/drafts/").fields if name.startswith("keep:")}
    second.press("save", {"s:title": "Theirs again", "s:author": "Somebody"})
    assert first.press("settle", chosen).status == 412
    asked = {name: which for name, which in form_on(first.page, "/drafts/").fields.items() if name.startswith("keep:")}
    assert asked == chosen | {"keep:sheet:source/author": "mine"}  # the last of them had not been asked before
    assert first.press("settle").status == 303
    assert (value(first, "s:title"), value(first, "s:publisher")) == ("Theirs again", "Mine too")


def test_without_a_revision_nothing_is_overwritten_and_nothing_is_lost(begun):
    first, second, one, _ = begun
    second.press("save", {f"c:{one}:name:1:value": "Theirs Name"})
    refused = first.press("save", {"revision": "", f"c:{one}:name:1:value": "My Name"})
    assert refused.status == 428 and "My Name" in refused.text and "Theirs Name" in refused.text
    second.open()
    assert value(second, f"c:{one}:name:1:value") == "Theirs Name"


def test_the_same_editor_in_two_browsers_is_two_writers(desk, begun):
    first, _, one, _ = begun
    twin = Writer(
        Browser(desk.app, dict(first.browser.cookies), first.browser.network, origin=first.browser.origin), first.path
    )
    twin.press("save", {f"c:{one}:name:1:value": "From the telephone"})
    refused = first.press("save", {f"c:{one}:name:1:value": "From the laptop"})
    assert refused.status == 412 and "From the telephone" in refused.text and "From the laptop" in refused.text


def test_what_was_handed_in_meanwhile_hands_the_words_back(begun):
    first, second, one, _ = begun
    assert second.press("hand_in").status == 303
    refused = first.press("save", {f"c:{one}:name:1:value": "Too Late"})
    assert refused.status == 409 and "Too Late" in refused.text
    form = form_on(refused.text, "/drafts/")
    assert ("do", "apart") in form.buttons
    made = first.browser.bare_post(form.action, **form.fields | {"do": "apart"})
    assert made.status == 303
    assert "Too Late" in first.browser.get(made.headers["location"]).text


def test_a_form_of_another_site_is_handed_back_to_nobody(begun):
    first, _, one, _ = begun
    fields = {**form_on(first.page, "/drafts").fields, f"c:{one}:name:1:value": "From elsewhere", "csrf": "0" * 64}
    refused = first.browser.bare_post(first.path, "https://elsewhere.example", **fields)
    assert refused.status == 403 and "From elsewhere" not in refused.text
    ours = first.browser.bare_post(first.path, **fields)
    assert ours.status == 403 and "From elsewhere" in ours.text
    first.open()
    assert value(first, f"c:{one}:name:1:value") == "Synthetic One"


def test_a_draft_above_ones_clearance_and_none_at_all_hand_back_the_same(editors, begun):
    first, low = begun[0], Writer(editors[2])
    fields = form_on(low.page, "/drafts").fields
    key = first.path.partition("?")[0].rpartition("/")[2]
    hidden, absent = (low.browser.bare_post(f"/drafts/{each}", **fields) for each in (key, "0" * 16))
    assert hidden.status == absent.status == 404
    assert hidden.text.replace(key, "") == absent.text.replace("0" * 16, "")
    assert re.search("There is nothing here", hidden.text)


def test_an_ended_session_hands_back_what_was_typed_and_it_can_be_sent_after_signing_in(desk, begun):
    first, _, one, _ = begun
    login = next(name for name, browser in desk.seats.items() if browser.id == first.browser.id)
    typed = {f"c:{one}:name:1:value": "Typed for an hour", f"c:{one}:name:1:quote": " two\r\nlines"}
    desk.clock.on(hours=9)
    refused = first.press("save", typed)
    assert refused.status == 403 and "Typed for an hour" in refused.text and "session has ended" in refused.text
    again = first.press("")  # pressed before signing in: still there
    assert again.status == 403 and "Typed for an hour" in again.text
    page = again.text
    members = Browser(desk.members.app, {}, first.browser.network, first.browser.seed)
    assert desk.members.sign_in(members, login, desk.members.code(members)).status == 303
    desk.members.read(members, Level.VETTED)
    first.browser.cookies = members.cookies
    fields = form_on(page, "/drafts/").fields
    once = first.browser.bare_post(first.path.partition("?")[0], **fields)
    assert once.status == 403 and "signed in anew" in once.text
    fields = form_on(once.text, "/drafts/").fields
    assert first.browser.bare_post(first.path.partition("?")[0], **fields).status == 303
    first.open()
    assert value(first, f"c:{one}:name:1:value") == "Typed for an hour"


def test_whatever_form_was_typed_into_is_handed_back_when_the_session_has_ended(desk):
    """Nothing is asked of what lies behind the address: there or not, the answer is the form."""
    editor = desk.seat("typing", "editor", "reviewer")
    csrf = form_on(editor.get("/drafts/new").text, "/drafts").fields["csrf"]
    desk.clock.on(hours=9)
    key = "0" * 16
    for place in (
        f"/records/{key}/propose/decision", f"/records/{key}/history/{'0' * 64}/revert", f"/proposals/{key}/answer",
        f"/proposals/{key}/appear", f"/duplicates/{key}/{key}", f"/sources/{key}/level", f"/records/{key}/notes",
    ):  # fmt: skip
        refused = editor.bare_post(place, csrf=csrf, why="Typed for an hour", verdict="ask")
        assert refused.status == 403 and "Typed for an hour" in refused.text, place
        again = form_on(refused.text, place).fields
        assert again["why"] == "Typed for an hour" and again["verdict"] == "ask"
