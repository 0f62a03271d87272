"""A draft names somebody or something that is seen no more: merged away since, raised since, or never there. It opens, and is written on."""

from __future__ import annotations

import pytest

from app.codebook.levels import Level
from app.editing.drafts import changes as c
from app.editing.record.page import Seen
from app.vault.models import ReturnEvent, Source
from tests.desk.forms import Writer, form_on
from tests.desk.host import DeskHost
from tests.desk.walk import APPROVER, DECIDER, person_named, record
from tests.editing.desk import grounds, named
from tests.homes import empty_home

WORDS = "words that took an hour"
PLACES = ("individual", "case", "source", "event", "derives_from")
WAYS = ("merged", "raised", "absent")
ABSENT = "p0000000000000zz"
Held = dict[tuple[str, str], str]


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> DeskHost:
    return DeskHost(tmp_path_factory.mktemp("gone") / "home", made=empty_home)


@pytest.fixture(scope="module")
def editor(desk):
    return desk.seat("low", "editor", level=Level.RESEARCHER)


@pytest.fixture(autouse=True)
def later(desk):
    """Each test in a minute of its own: requests are counted by the minute."""
    desk.clock.on(seconds=61)


def ids_of(desk, person) -> dict[str, str]:
    """What a sheet may name of somebody."""
    with desk.house.books.reading() as session:
        seen = Seen(session, desk.house.ring, [person], Level.SEALED)
        (case,) = seen.parts(person)["cases"]
        event = session.query(ReturnEvent).order_by(ReturnEvent.id.desc()).first().public_id
        source = session.query(Source).order_by(Source.id.desc()).first().public_id
    return {"individual": person, "case": case, "event": event, "source": source, "derives_from": source}


def typed_of(place: str, ids: dict[str, str], row: str) -> dict[str, str]:
    """What is typed to name just one of them, or a person with their case."""
    names = {"source": "s:public_id", "event": "e:public_id", "derives_from": "s:derives_from"}
    if place in names:
        return {names[place]: ids[place]}
    return {f"r:{row}:individual": ids["individual"], f"r:{row}:case": ids["case"] if place == "case" else ""}


def kept(editor, place: str, ids: dict[str, str]) -> str:
    """A draft that names them, as it was begun when they were seen."""
    writer = Writer(editor)
    row = writer.rows()[0]
    told = {"s:title": WORDS, "s:publisher_key": "synthetic", "s:type": "ngo_report", "e:label": WORDS, "why": WORDS}
    told |= {f"o:{row}:1:field": "occupation", f"o:{row}:1:value": WORDS, "todos": WORDS}
    saved = writer.press("save", told | typed_of(place, ids, row), follow=False)
    assert saved.status == 303, saved.text
    return saved.place


@pytest.fixture(scope="module")
def drafts(desk, editor) -> Held:
    """By the place in the sheet and by the way in which what stands there went."""
    with desk.house.books.writing() as session:
        record(desk, session, *grounds(), *named("a", "Synthetic Merged"), *named("b", "Synthetic Kept"))
        record(desk, session, *grounds("Another"), *named("r", "Synthetic Raised"))
    merged, raised = (ids_of(desk, person_named(desk, f"Synthetic {name}")) for name in ("Merged", "Raised"))
    whose = {"merged": merged, "raised": raised, "absent": dict.fromkeys(PLACES, ABSENT)}
    found = {}
    for place in PLACES:
        desk.clock.on(seconds=61)
        found |= {(place, way): kept(editor, place, whose[way]) for way in WAYS}
    with desk.house.books.writing() as session:
        pair = c.MergeSubjects(
            ref="m", kept=person_named(desk, "Synthetic Kept", session), merged=merged["individual"], reason="w"
        )
        record(desk, session, pair, by=DECIDER, to=(APPROVER,))
        level = {"level": Level.VETTED, "reason": "w"}
        people = (c.RuleSubject(ref=k, subject=raised[k], **level) for k in ("individual", "event"))
        source = c.RuleSource(ref="s", source=raised["source"], was=Level.PUBLIC, **level)
        record(desk, session, *people, source, by=DECIDER, to=(APPROVER,))
    return found


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("place", PLACES)
def test_it_opens_and_is_saved_checked_and_handed_in(drafts, editor, place, way):
    at = drafts[place, way]
    for do in ("save", "check", "hand_in"):
        opened = editor.get(at)
        assert opened.status == 200 and opened.text.count(WORDS) >= 3, (do, opened.status)
        fields = form_on(opened.text, at).fields
        more = dict.fromkeys(("why", "todos"), f"{WORDS}, {do}")
        sent = editor.bare_post(at, **fields | more | {"do": do})
        assert sent.status in {303, 409, 412, 422, 428}, (do, sent.status, sent.text)
        if sent.status != 303:
            assert f"{WORDS}, {do}" in sent.text
        elif do != "hand_in":
            assert f"{WORDS}, {do}" in editor.get(at).text


def test_which_return_was_chosen_stays_chosen(drafts, editor):
    """A list that knows of no such case shows its id, as it does of a source; else the next press would choose another."""
    for way in WAYS:
        at = drafts["case", way]
        page = editor.get(at)
        if page.status == 303:
            continue  # it was handed in
        fields = form_on(page.text, at).fields
        assert [value for name, value in fields.items() if name.startswith("r:") and name.endswith(":case") and value]
