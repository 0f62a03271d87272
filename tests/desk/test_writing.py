"""A source is entered on one sheet, row by row, by forms alone; a reviewer approves, and it is in the vault."""

from __future__ import annotations

import pytest

from app.codebook.dates import TO_COME
from app.codebook.levels import Level
from app.editing.people import Person, Role
from app.editing.review.verdicts import content_seen
from app.vault.reading import load
from tests.desk.forms import Writer, form_on

TWELVE = tuple(f"Synthetic {n}" for n in ("Ka", "Na", "Ta", "Ra", "Ma", "Pa", "Sa", "A", "Cha", "Chail", "Kha", "Tha"))


@pytest.fixture(scope="module")
def seats(desk):
    return {"editor": desk.seat("writer", "editor"), "reviewer": desk.seat("reader", "reviewer")}


def told(rows, names):
    """What an editor types who has a testimony before them that names some people."""
    typed = {
        "s:title": "A synthetic testimony", "s:publisher_key": "synthetic-house", "s:type": "victim_testimony",
        "s:reliability": "b", "s:information_basis": "experienced", "s:language": "ko", "s:published": "2014",
        "e:label": "A synthetic return", "c:all:return_date:1:value": "2013-05", "c:all:returning_state:1:value": "CN",
        "c:all:case_category:1:value": "forced_return", "why": "a testimony came in",
    }  # fmt: skip
    for number, (row, name) in enumerate(zip(rows, names, strict=True)):
        typed |= {f"c:{row}:name:2:value": name, f"c:{row}:sex:1:value": "female" if number % 2 else "male"}
        typed |= {f"c:{row}:birth:1:value": str(1970 + number)} if number % 3 else {}
    return typed


def approved(desk, seats, key):
    with desk.house.books.reading() as session:
        reviewer = Person(seats["reviewer"].id, frozenset({Role.REVIEWER}), Level.VETTED)
        content = content_seen(session, desk.house.ring, reviewer, key)
    return seats["reviewer"].post(f"/proposals/{key}/approve", page="/", content=content)


def recorded(desk):
    with desk.house.books.reading() as session:
        return load(session, desk.house.ring)


def names_of(rows):
    return {claim.value.text for claim in rows.claims if claim.field == "name"}


def test_twelve_people_are_entered_in_two_posts_and_stand_in_the_vault_once_a_reviewer_approved(desk, seats):
    writer = Writer(seats["editor"])
    assert writer.press("add", {"many": "9"}).status == 303
    done = writer.press("hand_in", told(writer.rows(), TWELVE))
    assert (done.status, writer.posts) == (303, 2), done.text
    key = done.place.rpartition("/")[2]
    assert not names_of(recorded(desk)) & set(TWELVE)
    assert approved(desk, seats, key).status == 303
    rows = recorded(desk)
    assert set(TWELVE) <= names_of(rows)
    event = [e for e in rows.events if e.label == "A synthetic return"][-1]  # other tests have entered such a one, too
    cases = {case.public_id for case in rows.cases if case.event == event.public_id}
    assert len(cases) == len(TWELVE)
    dates = [c for c in rows.claims if c.subject in cases and c.field == "return_date"]
    assert {c.value.text for c in dates} == {"2013-05"} and len(dates) == len(TWELVE)
    assert {c.basis for c in dates} == {"experienced"} and {c.level for c in dates} == {Level.VETTED}


def test_long_testimonies_in_hangul_are_kept_without_script(desk, seats):
    writer = Writer(seats["editor"])
    typed = {name: word * 10_000 for name, word in (("s:title", "가나"), ("e:label", "다라"), ("why", "마바"))}
    assert writer.press("save", typed).status == 303
    fields = form_on(writer.page, "/drafts").fields
    assert {name: fields[name] for name in typed} == typed


def test_a_sheet_with_days_that_have_not_come_yet_is_not_handed_in(desk, seats):
    writer = Writer(seats["editor"])
    row = writer.rows()[0]
    typed = {"c:all:return_date:1:value": "2099-05", "s:published": "2099", f"c:{row}:birth:1:value": "2090"}
    refused = writer.press("hand_in", told([row], ["Synthetic Ahead"]) | typed)
    assert refused.status == 422 and refused.text.count(TO_COME) >= 3
    kept = form_on(refused.text, "/drafts").fields
    assert {name: kept[name] for name in typed} == typed
    mended = {"c:all:return_date:1:value": "2013-05", "s:published": "2014", f"c:{row}:birth:1:value": "1990"}
    assert writer.press("hand_in", mended).status == 303


def test_what_is_typed_stays_whatever_the_button_and_however_wrong_it_is(desk, seats):
    writer = Writer(seats["editor"])
    row = writer.rows()[0]
    typed = {
        "s:title": "Half a <source>", f"c:{row}:birth:1:value": "the year of the <horse>",
        f"c:{row}:birth:1:wording": "말띠", f"o:{row}:1:value": "a weaver", "todos": "ask the aunt\nlook for the page",
        f"c:{row}:age_at_return:1:credibility": "2", "find:source": "a word", "why": "half",
    }  # fmt: skip
    for press in ("save", "check", "add", f"more:{row}", "find:source", "hand_in"):
        writer.press(press, typed)
        kept = form_on(writer.page, "/drafts/").fields
        assert kept["s:title"] == "Half a <source>" and kept["why"] == "half", press
        assert kept[f"c:{row}:birth:1:value"] == "the year of the <horse>", press
        assert kept[f"c:{row}:birth:1:wording"] == "말띠", press
        assert kept[f"c:{row}::1:value"] == "a weaver", press
        assert kept[f"c:{row}:age_at_return:1:credibility"] == "2", press
        assert set(kept["todos"].split("\n")) == {"ask the aunt", "look for the page"}, press
        typed = {}
    assert writer.shown.status == 422 and "Say which field this is." in writer.page
    assert "A date is written" in writer.page


@pytest.mark.parametrize(
    "odd",
    [
        {f"c:all:name:{'9' * 5000}:value": "A"},
        {f"o:all:{'9' * 5000}:value": "A"},
        {"c:all:name:1:credibility": "9" * 5000},
        {"c:all:name:1:credibility": "²"},
        {"c:all:name:1:value": "A", "do": f"drop:all:name:{'9' * 5000}"},
    ],
    ids=["a value", "a line", "a credibility", "a power", "a button"],
)
def test_a_number_that_no_page_holds_takes_nothing_else_along(desk, seats, odd):
    desk.clock.on(seconds=61)  # so many pages in one minute are refused
    writer = Writer(seats["editor"])
    fields = form_on(writer.page, "/drafts").fields | {"s:title": "A synthetic title", "do": "save"} | odd
    saved = seats["editor"].bare_post("/drafts", **fields)
    assert saved.status == 303, saved.text
    writer.open(saved.headers["location"])
    assert form_on(writer.page, "/drafts").fields["s:title"] == "A synthetic title"


def test_a_fault_stands_beside_its_cell_and_advice_beside_what_was_typed(seats):
    writer = Writer(seats["editor"])
    one = writer.rows()[0]
    writer.press(
        "check",
        {
            "c:all:return_date:1:value": "2013-05", f"c:{one}:birth:1:value": "2010", f"c:{one}:name:1:value": "가나다",
            f"c:{one}:age_at_return:1:value": "old", "s:title": "Synthetic",
        },
    )  # fmt: skip
    page = writer.page
    assert "some day in May 2013." in page and "A child at the return" in page and "A child today" in page
    assert "A search finds this name also under: " in page and "Read aloud, proposed" in page
    beside = page.split(f'id="c:{one}:age_at_return:1:said"')[1].split("</span>")[0]
    assert "An age is written" in beside
    assert f'id="c:{one}:age_at_return:1:value"' in page and 'aria-invalid="true"' in page


def test_values_stand_side_by_side_one_preferred_with_a_reason_and_any_can_be_taken_out(desk, seats):
    writer = Writer(seats["editor"])
    row = writer.rows()[0]
    writer.press("save", told([row], ["Synthetic Two-born"]) | {f"c:{row}:birth:1:value": "1980"})
    writer.press("save", {f"o:{row}:1:field": "birth", f"o:{row}:1:value": "1981"})
    writer.press("save", {f"c:{row}:birth:2:preferred_because": "a document", f"o:{row}:1:field": "occupation"})
    assert f'name="c:{row}:occupation:1:value"' in writer.page
    writer.press(
        "save", {f"c:{row}:occupation:1:value": "weaver", f"o:{row}:1:field": "nationality", f"o:{row}:1:value": "none"}
    )
    writer.press(f"drop:{row}:nationality:1")
    done = writer.press("hand_in")
    key = done.place.rpartition("/")[2]
    assert approved(desk, seats, key).status == 303
    rows = recorded(desk)
    person = next(c.subject for c in rows.claims if c.field == "name" and c.value.text == "Synthetic Two-born")
    births = {c.value.text: str(c.standing) for c in rows.claims if c.subject == person and c.field == "birth"}
    assert births == {"1980": "active", "1981": "preferred"}
    assert [c.value.text for c in rows.claims if c.subject == person and c.field == "occupation"] == ["weaver"]
    assert not [c for c in rows.claims if c.subject == person and c.field == "nationality"]


def test_a_person_can_be_removed_and_an_empty_row_enters_nobody(desk, seats):
    writer = Writer(seats["editor"])
    one, two, _ = writer.rows()
    writer.press("save", told([one, two], ["Synthetic Stays", "Synthetic Goes"]))
    writer.press(f"remove:{two}")
    assert two not in writer.rows()
    before = len(recorded(desk).individuals)
    key = writer.press("hand_in").place.rpartition("/")[2]
    assert approved(desk, seats, key).status == 303
    rows = recorded(desk)
    assert len(rows.individuals) == before + 1 and "Synthetic Goes" not in names_of(rows)


def test_a_namesake_is_offered_and_taken_with_a_known_source_and_event(desk, seats):
    writer = Writer(seats["editor"])
    one = writer.rows()[0]
    key = writer.press("hand_in", told([one], ["Synthetic Dora"])).place.rpartition("/")[2]
    assert approved(desk, seats, key).status == 303
    rows = recorded(desk)
    person = next(c.subject for c in rows.claims if c.field == "name" and c.value.text == "Synthetic Dora")
    case = next(c for c in rows.cases if c.individual == person)
    source = next(c.source for c in rows.claims if c.subject == person)
    again = Writer(seats["editor"])
    row = again.rows()[0]
    typed = {f"c:{row}:name:2:value": "Synthetic Dora", "find:source": "synthetic testimony", "why": "more came"}
    again.press("check", typed)
    assert f"use:{row}:{person}" in again.page and f'<option value="{source}"' in again.page
    again.press(f"use:{row}:{person}", {"s:public_id": source, "e:public_id": case.event})
    fields = form_on(again.page, "/drafts/").fields
    assert fields[f"r:{row}:individual"] == person and fields[f"r:{row}:case"] == case.public_id
    done = again.press("hand_in", {f"o:{row}:1:field": "occupation", f"o:{row}:1:value": "miner"})
    assert approved(desk, seats, done.place.rpartition("/")[2]).status == 303
    rows = recorded(desk)
    assert len([c for c in rows.cases if c.individual == person]) == 1
    assert "miner" in {c.value.text for c in rows.claims if c.subject == person and c.field == "occupation"}


def test_changes_asked_for_stand_at_their_cell(desk, seats):
    writer = Writer(seats["editor"])
    row = writer.rows()[0]
    key = writer.press("hand_in", told([row], ["Synthetic Asked"])).place.rpartition("/")[2]
    comment = {f"comment:{row}.name.1": "is this how it is printed?"}
    assert seats["reviewer"].post(f"/proposals/{key}/answer", page="/", verdict="ask", **comment).status == 303
    writer.open(f"/drafts/{key}")
    beside = writer.page.split(f'id="c:{row}:name:1:said"')[1].split("</div>")[0]
    assert "is this how it is printed?" in beside
    assert writer.press("hand_in", {f"c:{row}:name:1:value": "Synthetic Answered"}).status == 303
    assert approved(desk, seats, key).status == 303
    assert "Synthetic Answered" in names_of(recorded(desk))
