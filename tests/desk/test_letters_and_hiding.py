"""Letters from families at the desk, people hidden at once, pairs, and old addresses: by the desk's own pages and the public's."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from app.accounts.models import AccessEntry
from app.apps.public import create_app as public_app
from app.codebook.levels import Level
from app.codebook.values import TermValue
from app.editing.drafts.changes import NewClaim, SetCaseState
from app.editing.drafts.naming import called
from app.editing.people import Person, Role
from app.editing.withdrawal.letters import letters_waiting
from app.editions.manifest import VERIFY_KEY
from app.editions.read.shelf import Shelf
from app.keys.letters import PUBLIC_FILE, read_public_key
from app.keys.verify import Verifier
from app.noticeboard.errors import NoRoom
from app.noticeboard.letters import letters_in, state_of_letter, take_letter
from app.vault.models import Source
from app.vault.reading import load
from tests.desk.forms import form_on
from tests.desk.host import DeskHost
from tests.desk.walk import approved, fields_of, hand_in, record, record_people, record_twins
from tests.homes import empty_home


@pytest.fixture(scope="module")
def busy(tmp_path_factory) -> DeskHost:
    """A desk of its own: these tests publish and hide."""
    return DeskHost(tmp_path_factory.mktemp("busy") / "home", made=empty_home)


@pytest.fixture(scope="module")
def seats(busy):
    return {
        "editor": busy.seat("l-editor", "editor"),
        "reviewer": busy.seat("l-reviewer", "reviewer"),
        "low": busy.seat("l-low", "editor", "reviewer", level=Level.RESEARCHER),
    }


@pytest.fixture(scope="module")
def people(busy):
    made = record_people(busy)
    busy.publish_without_pictures()
    return made


@pytest.fixture(scope="module")
def public(busy, people):
    folder = busy.home / "editions" / "public"
    shelf = Shelf(folder / "public.json", Verifier.from_file(folder / VERIFY_KEY))
    with TestClient(public_app(shelf), follow_redirects=False) as client:
        yield client


def write(busy, kind: str, who: str) -> tuple[str, str]:
    """A letter through the noticeboard, as the public host seals it; its receipt code, and its name at the desk."""
    sealer = read_public_key(busy.home / "keys" / PUBLIC_FILE)
    told = {
        "version": 1,
        "language": "ko",
        "kind": kind,
        "who": who,
        "relation": "a sister",
        "words": "please",
        "contact": "c",
    }
    board = busy.house.board()
    try:
        before = {letter.receipt_hash for letter in letters_in(board, ("received",))}
        code = take_letter(board, sealer.seal(json.dumps(told).encode()), "2026-11-24")
        (name,) = {letter.receipt_hash for letter in letters_in(board, ("received",))} - before
    finally:
        board.close()
    return code, name.hex()


def state(busy, code: str) -> str | None:
    board = busy.house.board()
    try:
        return state_of_letter(board, code)
    finally:
        board.close()


def case_of(browser, key: str) -> str:
    return re.search(r'Case: <a href="/records/(\w+)"', browser.get(f"/records/{key}").text)[1]


def test_a_letter_is_read_on_record_taken_up_and_emptied(busy, seats):
    code, name = write(busy, "news", "Synthetic Alpha")
    assert name in seats["editor"].get("/letters").text
    page = seats["editor"].get(f"/letters/{name}")
    assert "please" in page.text and "a sister" in page.text
    with busy.house.books.reading() as session:
        noted = session.scalars(select(AccessEntry).where(AccessEntry.object == name[:16])).all()
    assert {(e.viewer, e.fields) for e in noted} == {(seats["editor"].id, "letter")}
    moved = seats["editor"].bare_post(f"/letters/{name}/state", **fields_of(page.text) | {"state": "at_the_desk"})
    assert moved.status == 303 and state(busy, code) == "at_the_desk"
    done = {"state": "done", "sure": "yes"}
    stale = seats["editor"].bare_post(f"/letters/{name}/state", **fields_of(page.text) | done)
    assert stale.status == 412 and state(busy, code) == "at_the_desk"
    now = seats["editor"].get(f"/letters/{name}").text
    not_sure = seats["editor"].bare_post(f"/letters/{name}/state", **fields_of(now) | {"state": "done", "sure": ""})
    assert not_sure.status == 422 and "Tick first that you are sure" in not_sure.text and "please" in not_sure.text
    assert seats["editor"].bare_post(f"/letters/{name}/state", **fields_of(now) | done).status == 303
    assert state(busy, code) == "done" and seats["editor"].get(f"/letters/{name}").status == 404


def test_only_who_may_open_letters_has_them_in_the_menu(seats):
    for path, entry in (
        ("/", True),
        ("/records", True),
        ("/letters/none", False),
    ):  # a page that says nothing is there knows nobody
        shown = {name: 'href="/letters"' in seats[name].get(path).text for name in ("editor", "low")}
        assert shown == {"editor": entry, "low": False}, path


def test_letters_are_not_there_below_vetted(busy, seats):
    _, name = write(busy, "hide", "Synthetic Somebody")
    for path in ("/letters", f"/letters/{name}"):
        assert seats["low"].get(path).status == 404
    assert seats["low"].get(f"/letters/{name}").body == seats["low"].get(f"/letters/{'0' * 64}").body


def opened(busy) -> int:
    """How many openings of letters are on record."""
    with busy.house.books.reading() as session:
        return len(session.scalars(select(AccessEntry.object).where(AccessEntry.fields == "letter")).all())


def test_letters_wait_on_the_front_page_of_those_who_may_open_them_and_none_is_opened_for_it(busy, seats):
    def told(who: str) -> int:
        found = re.search(r'<a href="/letters">(\d+) letters? waits?</a>', seats[who].get("/").text)
        return int(found[1]) if found else 0

    before, low, on_record = told("editor"), seats["low"].get("/").body, opened(busy)
    write(busy, "news", "Synthetic Somebody")
    write(busy, "hide", "Synthetic Somebody")
    assert told("editor") == told("reviewer") == before + 2
    assert seats["low"].get("/").body == low, "no letter moves the page of whoever may open none"
    assert opened(busy) == on_record
    board = busy.house.board()
    asked = []
    board._connection.set_trace_callback(asked.append)
    letters_waiting(board, Person("somebody", frozenset({Role.EDITOR}), Level.VETTED))
    plan = [row[-1] for sql in asked for row in board.rows(f"EXPLAIN QUERY PLAN {sql}")]
    board.close()
    assert plan and all("COVERING INDEX letter_state" in step for step in plan), plan


def test_a_noticeboard_that_fails_keeps_nobody_from_what_else_waits(busy, seats, monkeypatch):
    def busy_one(*_):
        raise NoRoom("The noticeboard is busy. Try again in a moment.")

    monkeypatch.setattr("app.editing.withdrawal.letters.counted", busy_one)
    page = seats["editor"].get("/")
    assert page.status == 200 and "How many letters wait cannot be told now. The noticeboard is busy" in page.text
    assert "cannot be told" not in seats["low"].get("/").text


def test_letters_that_ask_to_hide_somebody_stand_first_and_by_themselves(busy, seats):
    names = {kind: write(busy, kind, f"Synthetic {kind}")[1] for kind in ("news", "publish", "hide", "correct")}
    page = seats["editor"].get("/letters").text
    first, others = page.split("The others</h2>")
    assert names["hide"] in first.split("They ask to hide somebody</h2>")[1]
    assert all(names[kind] in others for kind in names if kind != "hide") and ">Hide" not in others


def test_a_wish_against_what_was_decided_is_held_and_shown_to_a_reviewer(busy, seats, people):
    key = people["Synthetic Beta"]
    _, first = write(busy, "publish", "Beta, from Hoeryong")
    _, name = write(busy, "hide", "beta, from hoeryong")
    assert "Another letter asks to show the same person" in seats["editor"].get(f"/letters/{name}").text
    assert first in seats["editor"].get(f"/letters/{name}").text
    page = seats["editor"].get(f"/letters/{name}?about={key}").text
    assert "Consent is on record" in page and "Propose to hold the person" in page
    form = page[: page.index("Propose to hold the person")] + "</form>"
    done = seats["editor"].bare_post(f"/letters/{name}/hold", **fields_of(form))
    assert done.status == 303, unescape(done.text)
    shown = unescape(seats["reviewer"].get(done.place).text)
    assert "Relatives disagree" in shown and "Another letter asks to show" in shown
    approved(seats["reviewer"], done.place)
    assert "Two people have to approve" in seats["editor"].get(f"/records/{key}/propose/decision").text


def test_whoever_is_hidden_is_gone_at_once_and_a_second_person_looks(busy, seats, people, public):
    key = people["Synthetic Alpha"]
    case = case_of(seats["editor"], key)
    shown = [f"/cases/{case}", f"/api/v1/cases/{case}"]
    everywhere = [
        "/cases",
        "/lists",
        "/lists.csv?receiving_state=",
        "/api/v1/cases?q=Synthetic",
        "/lists.txt",
        "/cases?name=Alpha",
    ]
    assert [public.get(path).status_code for path in shown] == [200, 200]
    hidden = seats["editor"].post(f"/records/{key}/hide", page=f"/records/{key}", ground="safety", action="hidden_now")
    assert hidden.status == 303
    assert [public.get(path).status_code for path in shown] == [404, 404], "before any edition is built anew"
    assert all("Synthetic Alpha" not in public.get(path).text for path in everywhere)
    page = seats["reviewer"].get("/").text
    assert key in page and "look at it within a day" in page
    assert seats["editor"].post(f"/records/{key}/confirm", page="/").status == 403
    assert seats["reviewer"].post(f"/records/{key}/confirm", page="/").status == 303
    assert key not in seats["reviewer"].get("/").text
    busy.publish_without_pictures()
    assert public.get(shown[0]).status_code == 404
    done = hand_in(seats["editor"], f"/records/{key}/propose/close", why="they came back to us")
    approved(seats["reviewer"], done.place)
    busy.publish_without_pictures()
    assert public.get(shown[0]).status_code == 200


def test_an_older_publication_takes_nobody_off_the_list(busy, seats, people, public, monkeypatch):
    """The desk hides somebody while a publication is under way that loaded the record before."""
    from app.cli import press as command  # noqa: PLC0415

    key = people["Synthetic Alpha"]
    case = case_of(seats["editor"], key)
    load = command.load_record

    def load_and_be_overtaken(session, ring):
        record = load(session, ring)
        asked = seats["editor"].post(f"/records/{key}/hide", page=f"/records/{key}", ground="safety", action="masked")
        assert asked.status == 303 and public.get(f"/cases/{case}").status_code == 404
        return record

    build = command.build_whole

    def build_after_lists_were_written(*args):
        assert public.get(f"/cases/{case}").status_code == 404
        return build(*args, draw=lambda _: [])

    monkeypatch.setattr(command, "build_whole", build_after_lists_were_written)
    monkeypatch.setattr(command, "load_record", load_and_be_overtaken)
    busy.publish()  # takes in what was recorded while it built
    shown = public.get(f"/cases/{case}")
    assert shown.status_code == 200 and "Synthetic Alpha" not in shown.text, "a descriptor at most"


def test_too_many_at_once_are_refused_and_too_few_words_are_not(busy, seats):
    record_people(busy, "First")
    record_people(busy, "Second")
    some = sorted(set(re.findall(r'href="/records/(\w{16})"', seats["editor"].get("/records").text)))[:6]
    asked = [
        seats["editor"].post(f"/records/{key}/hide", page="/", ground="safety", action="hidden_now").status
        for key in some
    ]
    assert asked.count(303) in (4, 5) and asked[-1] == 429


def test_of_a_pair_the_one_who_is_told_is_offered_to_be_kept(busy, seats):
    first, second = (record_people(busy, "Offered")["Offered Beta"] for _ in range(2))
    with busy.house.books.writing() as session:
        case = next(c.public_id for c in load(session, busy.house.ring).cases if c.individual == first)
        record(busy, session, SetCaseState(ref="s", case=case, state="unpublished"))
    for one, other in ((first, second), (second, first)):
        page = seats["editor"].get(f"/duplicates/{one}/{other}").text
        assert re.findall(r'<option value="(\w+)" selected', page) == [second]


def test_a_pair_is_seen_side_by_side_and_different_is_remembered(busy, seats):
    twins = record_people(busy, "Twin")
    other = record_people(busy, "Twin")
    one, two = twins["Twin Beta"], other["Twin Beta"]
    page = seats["editor"].get(f"/duplicates/{one}/{two}")
    assert page.status == 200 and page.text.count("1980") >= 2
    assert one in seats["editor"].get(f"/duplicates/{two}").text
    assert (
        seats["editor"]
        .bare_post(f"/duplicates/{one}/{two}", csrf=fields_of(page.text)["csrf"], verdict="different", why="w")
        .status
        == 428
    )
    done = seats["editor"].bare_post(
        f"/duplicates/{one}/{two}", **fields_of(page.text) | {"verdict": "different", "why": "other parents"}
    )
    assert done.status == 303
    assert f"/duplicates/{one}/{two}" not in seats["editor"].get("/duplicates").text
    assert "The last verdict: different" in seats["editor"].get(f"/duplicates/{one}/{two}").text
    assert seats["low"].get(f"/duplicates/{one}/{twins['Concealed Omega']}").status == 404


def test_a_verdict_on_two_is_on_what_was_seen_of_their_cases(busy, seats):
    busy.clock.on(minutes=1)
    one, other, *_ = record_twins(busy)
    place = f"/duplicates/{one}/{other}"
    sent = fields_of(seats["editor"].get(place).text) | {"verdict": "unsure", "why": "who <knows>", "kept": other}
    with busy.house.books.writing() as session:
        (case,) = (c.public_id for c in load(session, busy.house.ring).cases if c.individual == other)
        outcome = TermValue(term="imprisoned")
        source = session.scalars(select(Source.public_id).order_by(Source.id)).first()
        record(busy, session, NewClaim(ref="o", subject=case, field="outcome", value=outcome, source=source))
    late = seats["editor"].bare_post(place, **sent)
    assert (
        late.status == 412
        and re.search(r"Changed meanwhile: [^<]*Outcome", late.text)
        and "imprisoned" in late.text.lower()
    )
    again = form_on(late.text, place).fields
    assert again["why"] == "who <knows>" and again["kept"] == other, "what was typed and chosen stands in the form"
    assert seats["editor"].bare_post(place, **again | {"verdict": "perhaps"}).status == 422
    assert seats["editor"].bare_post(place, **again | {"verdict": "unsure"}).status == 303


def test_reviewers_of_a_merge_see_both_and_of_its_end_what_each_has_then(busy, seats):
    busy.clock.on(minutes=1)  # so many pages in one minute are refused
    kept, gone, *_ = record_twins(busy)
    page = seats["editor"].get(f"/duplicates/{kept}/{gone}").text
    sent = fields_of(page) | {"verdict": "same", "why": "one life", "kept": kept}
    merge = seats["editor"].bare_post(f"/duplicates/{kept}/{gone}", **sent).place
    assert f'"/duplicates/{kept}/{gone}"' in seats["reviewer"].get(merge).text
    under_way = f"/duplicates/{kept}/{gone}"
    page = seats["editor"].get(under_way).text
    assert f'href="{merge}"' in page and "The last verdict: the same" in page
    page = seats["low"].get(under_way).text
    assert "The last verdict" not in page, "whose proposal lies above is not told of it"
    approved(seats["reviewer"], merge)
    assert f'"/duplicates/{kept}/{gone}"' not in seats["reviewer"].get(merge).text, "they are one now"
    done = hand_in(seats["editor"], f"/records/{kept}/propose/unmerge?merged={gone}", merged=gone, why="two lives")
    page = unescape(seats["reviewer"].get(done.place).text)
    assert f"Twin Alfa {gone} is a person of their own again" in page and f"read as part of {kept}" in page
    assert "Make two of them again: Twin Alpha and Twin Alfa" in page
    of_kept, of_gone = page.index(f"Then, of Twin Alpha {kept}"), page.index(f"Then, of Twin Alfa {gone}")
    assert of_kept < page.index("goes") < of_gone < page.index("comes back", of_gone)
    assert page.count('name="comment:') == 2, (
        "of the one change, and of all: a comment on each line would be sent by one name"
    )
    approved(seats["reviewer"], done.place)
    assert seats["editor"].get(f"/records/{gone}").status == 200
    assert "The last verdict: different" in seats["editor"].get(under_way).text
    assert "Then, of" not in seats["reviewer"].get(done.place).text


def test_a_letter_goes_along_with_the_search_for_whom_it_names(busy, seats, people):
    key, (_, name) = people["Synthetic Beta"], write(busy, "news", "Synthetic Beta")
    found = seats["editor"].post("/records/search", page="/", name="Synthetic Beta", letter=name).text
    assert f'href="/letters/{name}?about={key}"' in found and f'href="/letters/{name}"' in found
    by_id = seats["editor"].post("/records/search", page="/", name=key, letter=name)
    assert by_id.headers["location"] == f"/letters/{name}?about={key}"
    assert "/letters/" not in _main(seats["editor"].post("/records/search", page="/", name="Beta", letter="../x").text)


def _main(page: str) -> str:
    return page[page.index("<main") :]


def test_a_record_and_the_form_of_the_end_of_its_merge_name_both(busy, seats):
    busy.clock.on(minutes=1)
    kept, gone, *_ = record_twins(busy)
    sent = fields_of(seats["editor"].get(f"/duplicates/{kept}/{gone}").text)
    sent |= {"verdict": "same", "why": "one life", "kept": kept}
    merge = seats["editor"].bare_post(f"/duplicates/{kept}/{gone}", **sent).place
    approved(seats["reviewer"], merge)
    page = unescape(seats["editor"].get(f"/records/{kept}").text)
    assert re.search(rf"Read as part of this person:\s+(<[^>]+>)?Twin Alfa(</\w+>)? <code>{gone}</code>", page)
    assert re.search(r'Make two of them again<span class="sr">: (<[^>]+>)?Twin Alfa', page)
    form = unescape(seats["editor"].get(f"/records/{kept}/propose/unmerge?merged={gone}").text)
    assert f"Two people again: Twin Alpha {kept}, and Twin Alfa {gone}." in form
    with busy.house.books.reading() as session:
        ring = busy.house.ring
        assert called(session, ring, [gone], Level.RESEARCHER) == {gone: "Twin Alfa"}


def test_a_merge_leads_old_addresses_on_only_where_both_were_shown(busy, seats, public):
    kept, gone, shown_alone, undecided = record_twins(busy)
    busy.publish_without_pictures()
    new, old, alone, hidden = (case_of(seats["editor"], key) for key in (kept, gone, shown_alone, undecided))
    assert [public.get(f"/cases/{case}").status_code for case in (new, old, alone, hidden)] == [200, 200, 200, 404]
    for stays, goes in ((kept, gone), (shown_alone, undecided)):
        page = seats["editor"].get(f"/duplicates/{stays}/{goes}").text
        sent = fields_of(page) | {"verdict": "same", "why": "one life", "kept": stays}
        merge = seats["editor"].bare_post(f"/duplicates/{stays}/{goes}", **sent).place
        read = seats["reviewer"].get(merge).text
        assert 0 < read.find(f'href="/duplicates/{stays}/{goes}"') < read.index("Approve exactly this")
        approved(seats["reviewer"], merge)
    busy.publish_without_pictures()
    at_the_desk = seats["editor"].get(f"/records/{gone}")
    assert at_the_desk.status == 303 and at_the_desk.headers["location"] == f"/records/{kept}"
    moved = [public.get(path) for path in (f"/cases/{old}", f"/ko/cases/{old}", f"/api/v1/cases/{old}")]
    assert [a.status_code for a in moved] == [308] * 3
    for path in ("/cite", "/ko/cite", "/api/v1/citation"):
        cited = public.get(f"{path}?of=case&id={old}")
        assert (cited.status_code, cited.headers["location"]) == (308, f"{path}?of=case&id={new}")
        assert public.get(f"{path}?of=case&id={hidden}").status_code == 404
    assert [a.headers["location"] for a in moved] == [f"/cases/{new}", f"/ko/cases/{new}", f"/api/v1/cases/{new}"]
    for path in ("/cases", "/api/v1/cases"):
        one, nobody = (public.get(f"{path}/{key}") for key in (hidden, "0" * 16))
        assert (one.status_code, one.content) == (nobody.status_code, nobody.content) == (404, nobody.content)
    done = hand_in(seats["editor"], f"/records/{kept}/propose/unmerge?merged={gone}", why="two lives")
    assert done.status == 303, unescape(done.text)
    approved(seats["reviewer"], done.place)
    busy.publish_without_pictures()
    assert public.get(f"/cases/{old}").status_code == 200
