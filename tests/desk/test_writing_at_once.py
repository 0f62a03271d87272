"""Two people, or two browsers, on one draft; a session that ends while somebody types. Nothing that was typed is lost."""

from __future__ import annotations

import re

import pytest

from app.codebook.levels import Level
from app.editing.drafts.document import parts_of
from app.editing.drafts.sight import read
from app.editing.revisions import token
from app.vault.models import Proposal
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


def kept(writer):
    """What is chosen on the page that shows both, by leaf; empty where neither is yet."""
    asked = re.findall(r'name="keep:([^"]*)" value="mine"', writer.page)
    chosen = form_on(writer.page, "/drafts/").fields
    return {leaf: chosen.get(f"keep:{leaf}", "") for leaf in asked}


def test_what_each_wrote_of_one_person_and_of_the_source_is_kept_without_asking(begun):
    first, second, one, _ = begun
    row = f"c:{one}:{{}}:1:value"
    second.press("save", {row.format("origin_place"): "Tumen", "s:publisher": "Theirs", "c:all:sex:1:value": "female"})
    typed = {row.format("age_at_return"): "39", "s:author": "Mine", "c:all:birth:1:value": "1980"}
    assert first.press("save", typed).status == 303
    second.open()
    shown = {name: value(second, row.format(name)) for name in ("origin_place", "age_at_return", "name")}
    assert shown == {"origin_place": "Tumen", "age_at_return": "39", "name": "Synthetic One"}
    assert (value(second, "s:publisher"), value(second, "s:author")) == ("Theirs", "Mine")
    assert (value(second, "c:all:sex:1:value"), value(second, "c:all:birth:1:value")) == ("female", "1980")


def test_a_cell_that_both_changed_is_asked_about_and_no_other(begun):
    first, second, one, two = begun
    name, sex, place = (f"c:{one}:{field}:1:value" for field in ("name", "sex", "origin_place"))
    second.press("save", {name: "Theirs Name", sex: "other", f"c:{two}:birth:1:value": "1981", "s:author": "Theirs"})
    refused = first.press("save", {name: "My Name", place: "Tumen", "e:label": "My label"})
    assert refused.status == 412 and "My Name" in refused.text and "Theirs Name" in refused.text
    assert kept(first) == {f"row:{one}/facts/name": ""}  # only one of the two changed the others
    assert "Tumen" not in refused.text and "My label" not in refused.text
    key = first.path.partition("?")[0].rpartition("/")[2].partition("#")[0]
    assert "My Name" in first.browser.get(f"/drafts/{key}").text  # it is on the server: another browser finds it, too
    assert first.press("settle").status == 412  # as drawn: nothing is chosen for anybody
    assert first.press("settle", {f"keep:row:{one}/facts/name": "mine"}).status == 303
    assert [value(first, each) for each in (name, sex, place)] == ["My Name", "other", "Tumen"]
    assert value(first, f"c:{two}:birth:1:value") == "1981"
    assert (value(first, "e:label"), value(first, "s:author")) == ("My label", "Theirs")


def test_who_emptied_a_cell_drops_no_words_by_pressing_the_page_as_it_is_drawn(begun):
    first, second, one, _ = begun
    name, born = f"c:{one}:name:1:value", f"c:{one}:birth:1:value"
    for mine, theirs, stands in (("", "Theirs Name", "theirs"), ("My Name", "", "mine")):
        first.open(), second.open()
        second.press("save", {name: theirs, born: "1981", "s:author": f"With {theirs}"})
        assert first.press("save", {name: mine, "s:publisher": f"With {mine}"}).status == 412
        assert kept(first) == {f"row:{one}/facts/name": stands}
        assert first.press("settle").status == 303
        assert value(first, name) == (mine or theirs) and value(first, born) == "1981"
        assert (value(first, "s:author"), value(first, "s:publisher")) == (f"With {theirs}", f"With {mine}")


@pytest.mark.parametrize("stands", ["mine", "theirs"])
@pytest.mark.parametrize("out", ["mine", "theirs"], ids=lambda out: f"{out} is out")
def test_a_person_whom_one_took_out_while_the_other_wrote_of_them_is_asked_about_whole(begun, out, stands):
    first, second, one, two = begun
    ways = {"out": (f"remove:{two}", {"todos": "took out"}), "in": ("save", {f"c:{two}:birth:1:value": "1981"})}
    mine, theirs = ("out", "in") if out == "mine" else ("in", "out")
    assert second.press(*ways[theirs]).status == 303
    assert first.press(*ways[mine]).status == 412
    assert kept(first) == {f"row:{two}": "theirs" if out == "mine" else "mine"}  # who has words of them
    assert "Synthetic Two" in first.page and "1981" in first.page
    assert first.press("settle", {f"keep:row:{two}": stands}).status == 303
    assert value(first, f"c:{one}:name:1:value") == "Synthetic One" and value(first, "todos") == "took out"
    if stands == out:
        assert two not in first.page and "Synthetic Two" not in first.page
    else:
        assert (value(first, f"c:{two}:name:1:value"), value(first, f"c:{two}:birth:1:value")) == (
            "Synthetic Two",
            "1981",
        )


def test_a_person_whom_one_took_out_is_gone_if_nobody_else_wrote_of_them(begun):
    first, second, one, two = begun
    assert second.press(f"remove:{two}").status == 303
    assert first.press("save", {f"c:{one}:birth:1:value": "1980"}).status == 303
    assert two not in first.page and value(first, f"c:{one}:birth:1:value") == "1980"


def coarse(writer):
    """The revision on the page as it was made when each row, and each part of the sheet, was one."""
    key = writer.path.partition("?")[0].partition("#")[0].rpartition("/")[2]
    with writer.desk.house.books.reading() as session:
        draft = read(writer.desk.house.ring, session.get_one(Proposal, key))
    rest = {name: each for name, each in parts_of(draft).items() if not name.startswith(("sheet:", "row:"))}
    whole = {f"sheet:{name}": part for name, part in draft.sheet.items()}
    return token(rest | whole | {f"row:{name}": part for name, part in draft.rows.items()})


def test_a_page_from_before_the_leaves_goes_on_and_loses_nothing(desk, begun):
    first, second, one, two = begun
    first.desk = desk
    old = coarse(first)
    second.press("save", {f"c:{one}:birth:1:value": "1981"})
    asked = {"revision": old, f"c:{two}:birth:1:value": "1982", "s:author": "Mine"}
    assert first.press("save", asked).status == 303  # each wrote in another row
    assert [value(first, f"c:{row}:birth:1:value") for row in (one, two)] == ["1981", "1982"]
    old = coarse(first)
    second.open()
    second.press("save", {f"c:{one}:origin_place:1:value": "Tumen", "s:title": "Theirs"})
    assert (
        first.press("save", {"revision": old, f"c:{one}:age_at_return:1:value": "39", "s:author": "Mine"}).status == 412
    )
    of_row = f"row:{one}/facts"  # both wrote in it: more is asked than one of today's would
    assert kept(first) == {f"{of_row}/origin_place": "theirs", f"{of_row}/age_at_return": "mine"}
    assert first.press("settle").status == 303
    assert [value(first, f"c:{one}:{field}:1:value") for field in ("origin_place", "age_at_return")] == ["Tumen", "39"]
    assert value(first, "s:title") == "Theirs" and value(first, "s:author") == "Mine"


def test_a_draft_is_called_as_its_source_after_two_wrote_on_it(begun):
    first, second, *_ = begun
    second.press("save", {"s:title": "Called by the second", "e:label": "Theirs"})
    assert first.press("save", {"s:author": "Mine"}).status == 303
    assert ">Called by the second<" in first.browser.get("/").text
    second.open()
    second.press("save", {"s:title": "Called so again"})
    assert first.press("save", {"s:title": "Called otherwise"}).status == 412
    assert kept(first) == {"sheet:source/title": ""}
    assert first.press("settle", {"keep:sheet:source/title": "theirs"}).status == 303
    front = first.browser.get("/").text
    assert ">Called so again<" in front and ">Called otherwise<" not in front


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
    assert first.press("save", {"s:title": "Mine", "s:publisher": "Mine too", "s:author": "Mine"}).status == 412
    assert kept(first) == {"sheet:source/title": "", "sheet:source/publisher": ""}
    chosen = {"keep:sheet:source/title": "theirs", "keep:sheet:source/publisher": "mine"}
    second.press("save", {"s:title": "Theirs again", "s:author": "Somebody"})
    assert first.press("settle", chosen).status == 412
    asked = {"sheet:source/title": "theirs", "sheet:source/publisher": "mine", "sheet:source/author": ""}
    assert kept(first) == asked  # the last of them had not been asked before
    assert first.press("settle", {"keep:sheet:source/author": "theirs"}).status == 303
    assert [value(first, f"s:{name}") for name in ("title", "publisher", "author")] == [
        "Theirs again",
        "Mine too",
        "Somebody",
    ]


def test_what_was_chosen_when_theirs_had_words_is_not_chosen_once_it_has_none(begun):
    first, second, *_ = begun
    second.press("save", {"s:publisher": "Theirs"})
    assert first.press("save", {"s:publisher": "Mine"}).status == 412
    second.press("save", {"s:publisher": ""})
    assert first.press("settle", {"keep:sheet:source/publisher": "theirs"}).status == 303  # as it was before both wrote
    assert value(first, "s:publisher") == "Mine"


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
    assert "Too Late" in first.browser.get(made.place).text


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
