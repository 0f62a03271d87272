"""A slip put right in one step, notes outside drafts, a sheet begun from a record, and drafts that hold changes alone."""

from __future__ import annotations

from html import escape

import pytest

from app.codebook.levels import Level, Standing
from app.editing.people import Person, Role
from app.editing.record.notes import LONGEST, notes_of
from tests.desk.forms import Writer, form_on
from tests.desk.test_writing import approved, recorded, told
from tests.members.host import Browser


@pytest.fixture(scope="module")
def seats(desk):
    return {
        "editor": desk.seat("writer", "editor"),
        "reviewer": desk.seat("reader", "reviewer"),
        "low": desk.seat("low", "editor", level=Level.RESEARCHER),
    }


@pytest.fixture(autouse=True)
def later(desk):
    """Each test in a minute of its own: requests are counted by the minute."""
    desk.clock.on(seconds=61)


@pytest.fixture(scope="module")
def somebody(desk, seats):
    """A vetted person who is on record, with a case."""
    writer = Writer(seats["editor"])
    row = writer.rows()[0]
    typed = told([row], ["Synthetic Mira"]) | {f"c:{row}:birth:1:value": "1980", f"c:{row}:birth:1:quote": "said so"}
    key = writer.press("hand_in", typed).place.rpartition("/")[2]
    assert approved(desk, seats, key).status == 303
    return next(c.subject for c in recorded(desk).claims if c.field == "name" and c.value.text == "Synthetic Mira")


def claim(desk, subject, field):
    return next(
        c for c in recorded(desk).claims if (c.subject, c.field) == (subject, field) and c.standing != "superseded"
    )


def test_a_slip_is_put_right_in_two_requests_of_each_and_keeps_its_level(desk, seats, somebody):
    old = claim(desk, somebody, "birth")
    path = f"/records/{somebody}/correct/{old.ref}"
    writer = Writer(seats["editor"], path)
    assert form_on(writer.page, path).fields["value"] == "1980"
    done = writer.press("", {"value": "1981", "reason": "a slip in typing"}, action=path)
    assert (done.status, writer.posts) == (303, 1), done.text
    key = done.place.rpartition("/")[2]
    assert approved(desk, seats, key).status == 303
    now = {c.value.text: c for c in recorded(desk).claims if c.subject == somebody and c.field == "birth"}
    assert now["1980"].standing is Standing.SUPERSEDED and now["1981"].standing is Standing.PREFERRED
    assert (now["1981"].level, now["1981"].source, now["1981"].quote) == (old.level, old.source, "said so")
    assert now["1980"].level == old.level


def test_a_correction_that_cannot_be_read_stands_in_the_form_as_it_was_typed(desk, seats, somebody):
    old = claim(desk, somebody, "birth")
    path = f"/records/{somebody}/correct/{old.ref}"
    writer = Writer(seats["editor"], path)
    refused = writer.press("", {"value": "the year of the <horse>", "reason": "because"}, action=path)
    kept = form_on(refused.text, path).fields
    assert refused.status == 422 and kept["value"] == "the year of the <horse>" and kept["reason"] == "because"
    assert writer.press("", {"value": "1999", "reason": " "}, action=path).status == 422
    assert writer.press("", {"revision": "", "value": "1999", "reason": "w"}, action=path).status == 428


def test_a_correction_by_a_source_that_no_change_can_name_stands_in_the_form_as_it_was_typed(desk, seats, somebody):
    path = f"/records/{somebody}/correct/{claim(desk, somebody, 'birth').ref}"
    writer = Writer(seats["editor"], path)
    refused = writer.press("", {"value": "1999", "reason": "because", "source": "9" * 141}, action=path)
    kept = form_on(refused.text, path).fields
    assert refused.status == 422 and "There is nothing of this name." in refused.text
    assert (kept["value"], kept["reason"]) == ("1999", "because")


def test_a_correction_of_what_moved_meanwhile_is_shown_anew_with_what_was_typed(desk, seats, somebody):
    old = claim(desk, somebody, "birth")
    path = f"/records/{somebody}/correct/{old.ref}"
    slow, quick = Writer(seats["editor"], path), Writer(seats["editor"], "/drafts/new")
    quick.path = quick.press("save", told(quick.rows()[:1], ["Synthetic Mira"])).place
    row = quick.rows()[0]
    quick.press(f"use:{row}:{somebody}")
    key = quick.press("hand_in", {f"c:{row}:birth:1:value": "1985"}).place.rpartition("/")[2]
    assert approved(desk, seats, key).status == 303
    refused = slow.press("", {"value": "1982", "reason": "w"}, action=path)
    assert refused.status == 412 and form_on(refused.text, path).fields["value"] == "1982"
    assert slow.press("", {}, action=path).status == 303


def test_whoever_corrects_what_another_corrected_meanwhile_is_told_and_keeps_the_words(desk, seats, somebody):
    path = f"/records/{somebody}/correct/{claim(desk, somebody, 'birth').ref}"
    slow, quick = Writer(seats["editor"], path), Writer(seats["editor"], path)
    key = quick.press("", {"value": "1979", "reason": "w"}, action=path).place.rpartition("/")[2]
    assert approved(desk, seats, key).status == 303
    refused = slow.press("", {"value": "1978", "reason": "as a document says"}, action=path)
    assert refused.status == 409 and "does not stand any more" in refused.text
    assert "1978" in refused.text and "as a document says" in refused.text
    assert f'href="/records/{somebody}"' in refused.text and "Send it again" not in refused.text
    assert seats["editor"].get(path).status == 409


def test_what_is_hidden_cannot_be_corrected_and_is_not_there(desk, seats, somebody):
    old = claim(desk, somebody, "name")
    hidden = seats["low"].get(f"/records/{somebody}/correct/{old.ref}")
    absent = seats["low"].get(f"/records/{'0' * 16}/correct/{old.ref}")
    unknown = seats["low"].get(f"/records/{somebody}/correct/{'0' * 16}")
    assert hidden.status == absent.status == unknown.status == 404 and hidden.body == absent.body == unknown.body


def test_a_sheet_is_begun_from_a_record_with_its_revision(desk, seats, somebody):
    before = [c for c in recorded(desk).cases if c.individual == somebody]
    case = before[0]
    begun = seats["editor"].post("/drafts", page="/", individual=somebody, case=case.public_id)
    assert begun.status == 303
    writer = Writer(seats["editor"], begun.place)
    row = writer.rows()[0]
    source = claim(desk, somebody, "name").source
    typed = {
        "s:public_id": source,
        "find:source": "synthetic",
        f"o:{row}:1:field": "outcome",
        f"o:{row}:1:value": "Detained",
        "why": "w",
    }
    writer.press("save", typed)
    done = writer.press("hand_in")
    assert done.status == 303, writer.page
    assert approved(desk, seats, done.place.rpartition("/")[2]).status == 303
    outcome = claim(desk, case.public_id, "outcome")
    assert outcome.value.term == "detained"
    assert [c for c in recorded(desk).cases if c.individual == somebody] == before
    low = seats["low"]
    hidden, absent = (low.post("/drafts", page="/", individual=one) for one in (somebody, "0" * 16))
    assert hidden.status == absent.status == 404 and hidden.text.replace(somebody, "") == absent.text.replace(
        "0" * 16, ""
    )


def test_what_a_sheet_adds_to_moved_since_and_the_editor_has_to_look(desk, seats, somebody):
    begun = seats["editor"].post("/drafts", page="/", individual=somebody)
    writer = Writer(seats["editor"], begun.place)
    row = writer.rows()[0]
    quick = Writer(seats["editor"], seats["editor"].post("/drafts", page="/", individual=somebody).place)
    for each in (writer, quick):
        name = each.rows()[0]
        typed = told([name], ["Synthetic Mira B"]) | {f"o:{name}:1:field": "occupation", f"o:{name}:1:value": "miner"}
        each.press("save", typed)
    key = quick.press("hand_in").place.rpartition("/")[2]
    assert approved(desk, seats, key).status == 303
    refused = writer.press("hand_in")
    assert refused.status == 412 and "since you looked" in refused.text and f"/records/{somebody}" in refused.text
    assert form_on(writer.page, "/drafts").fields[f"c:{row}:occupation:1:value"] == "miner"
    assert writer.press("looked").status == 303 and writer.press("hand_in").status == 303


def test_notes_and_to_dos_are_kept_ended_and_seen_from_their_level_on(desk, seats, somebody):
    editor, low = seats["editor"], seats["low"]
    assert editor.post(f"/records/{somebody}/notes", page="/", kind="todo", text="ask the <aunt>").status == 303
    assert editor.post(f"/records/{somebody}/notes", page="/", kind="note", text="a note").status == 303
    assert editor.post(f"/records/{somebody}/notes", page="/", kind="note", text=" ").status == 422
    public = next(p.public_id for p in recorded(desk).individuals if p.level is Level.PUBLIC)
    assert low.post(f"/records/{public}/notes", page="/", kind="note", text="of the low one").status == 303
    assert low.post(f"/records/{somebody}/notes", page="/", kind="note", text="w").status == 404

    def seen(browser, clearance, key):
        with desk.house.books.reading() as session:
            person = Person(browser.id, frozenset({Role.EDITOR}), clearance)
            return notes_of(session, desk.house.ring, person, key)

    todo, note = seen(editor, Level.VETTED, somebody)
    assert (todo.kind, todo.text, note.text, todo.author) == ("todo", "ask the <aunt>", "a note", editor.id)
    assert editor.post(f"/records/{somebody}/notes/{todo.id}/done", page="/").status == 303
    assert editor.post(f"/records/{somebody}/notes/{todo.id}/done", page="/").status == 409
    ended = {one.id: one.done_by for one in seen(editor, Level.VETTED, somebody)}
    assert ended == {todo.id: editor.id, note.id: ""}
    assert editor.post(f"/records/{public}/notes", page="/", kind="note", text="above researcher").status == 303
    assert [n.text for n in seen(low, Level.RESEARCHER, public)] == ["of the low one"]
    assert {n.text for n in seen(editor, Level.VETTED, public)} == {"of the low one", "above researcher"}


def test_a_to_do_is_on_the_front_page_of_who_wrote_it_and_is_done_there(desk, seats, somebody):
    editor, words = seats["editor"], "ask the <uncle> about the winter"
    assert editor.post(f"/records/{somebody}/notes", page="/", kind="todo", text=words).status == 303
    page = editor.get("/").text
    assert escape(words) in page and f'href="/records/{somebody}#notes"' in page
    assert "uncle" not in seats["low"].get("/").text, "a note is vetted at least"
    form = form_on(page[page.index(escape(words)) :], f"/records/{somebody}/notes/")
    done = editor.bare_post(form.action, **form.fields)
    assert done.status == 303 and done.place == "/"
    assert "uncle" not in editor.get("/").text


def test_a_note_that_fills_its_box_is_kept_and_one_letter_more_comes_back(desk, seats, somebody):
    """A browser counts the end of a line as one letter, and sends two."""
    lines = "a line of the box\n" * (LONGEST // 18) + "w" * (LONGEST % 18)
    assert len(lines) == LONGEST and lines.count("\n") > 200
    place, sent = f"/records/{somebody}/notes", lines.replace("\n", "\r\n")
    assert seats["editor"].post(place, page="/", kind="note", text=sent).status == 303
    with desk.house.books.reading() as session:
        me = Person(seats["editor"].id, frozenset({Role.EDITOR}), Level.VETTED)
        assert lines in {note.text for note in notes_of(session, desk.house.ring, me, somebody)}
    refused = seats["editor"].post(place, page="/", kind="note", text=sent + "w")
    assert refused.status == 422 and form_on(refused.text, place).fields["text"] == lines + "w"


def test_a_draft_of_changes_alone_is_mended_and_handed_in_again(desk, seats, somebody):
    old = claim(desk, somebody, "name")
    path = f"/records/{somebody}/correct/{old.ref}"
    writer = Writer(seats["editor"], path)
    key = writer.press("", {"value": "Synthetic Mirra", "reason": "w"}, action=path).place.rpartition("/")[2]
    asked = seats["reviewer"].post(
        f"/proposals/{key}/answer", page="/", verdict="ask", **{"comment:corrected": "one r"}
    )
    assert asked.status == 303
    writer.open(f"/drafts/{key}")
    assert "one r" in writer.page
    twin = Writer(Browser(desk.app, dict(seats["editor"].cookies), origin=seats["editor"].origin), f"/drafts/{key}")
    twin.press("save", {"why:before": "another reason"})
    assert writer.press("save", {"why:before": "a third reason"}).status == 412
    assert writer.press("settle", {"keep:change:before": "mine"}).status == 303
    writer.press("save", {"value:corrected": "Synthetic Mirah", "why:corrected": "as printed", "why": "put right"})
    fields = form_on(writer.page, "/drafts/").fields
    assert (fields["value:corrected"], fields["why:before"]) == ("Synthetic Mirah", "a third reason")
    assert writer.press("hand_in").status == 303
    assert approved(desk, seats, key).status == 303
    names = {c.ref: c for c in recorded(desk).claims if c.subject == somebody and c.field == "name"}
    assert "Synthetic Mirah" in {c.wording for c in names.values() if c.standing is not Standing.SUPERSEDED}
    assert names[old.ref].standing is Standing.SUPERSEDED


def test_single_changes_are_taken_out(seats, desk, somebody):
    old = claim(desk, somebody, "name")
    path = f"/records/{somebody}/correct/{old.ref}"
    writer = Writer(seats["editor"], path)
    key = writer.press("", {"value": "Synthetic Mirrah", "reason": "w"}, action=path).place.rpartition("/")[2]
    assert seats["editor"].post(f"/proposals/{key}/answer", page="/", verdict="take_back").status == 303
    writer.open(f"/drafts/{key}")
    writer.press("remove:before")
    fields = form_on(writer.page, "/drafts/").fields
    assert "change:before" not in fields and "change:corrected" in fields


def test_a_count_needs_a_return_and_the_sheet_says_so(seats):
    """What is told of the return as a whole is of nothing while no return is named; each press says so, beside what was typed."""
    whole = {"c:event:count:1:value": "60"}
    for do in ("save", "check", "hand_in"):
        writer = Writer(seats["editor"])
        writer.press(do, told([], []) | whole | {"e:label": ""})
        assert form_on(writer.page, "/drafts/").fields["c:event:count:1:value"] == "60"
        assert ("Choose the return" in writer.page) == (do != "save")
    at = form_on(writer.page, "/drafts/").action
    done = writer.press("hand_in", {"e:label": "A synthetic return"})
    assert done.status == 303 and done.place == at.replace("drafts", "proposals"), done.text
