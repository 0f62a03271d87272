"""Whatever goes wrong while somebody is answered, what they wrote comes back, and nothing false is said of it: on a full disk, with no
connection free, and where the fault comes after their act.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from app.accounts import sessions
from app.accounts.sessions import NOTED_EVERY
from app.web.account.at_fault import PERHAPS_SAVED, answer_to
from app.web.desk import witness
from tests.desk.forms import Writer, form_on
from tests.desk.host import DeskHost
from tests.desk.test_odd_text import TYPED
from tests.desk.walk import record_people
from tests.homes import empty_home

NOTHING = "Nothing of this was saved yet"
LONG = "why " * 900


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> DeskHost:
    return DeskHost(tmp_path_factory.mktemp("fault") / "home", made=empty_home)


@pytest.fixture(scope="module")
def editor(desk):
    return desk.seat("e", "editor")


@pytest.fixture(scope="module")
def page(desk) -> str:
    return f"/records/{record_people(desk)['Synthetic Alpha']}/propose/fact"


@pytest.fixture(autouse=True)
def later(desk):
    desk.clock.on(seconds=61)


@contextmanager
def each_connection(desk: DeskHost, *pragmas: str) -> Iterator[None]:
    """Every new connection to the database begins with these."""

    def prepare(connection, _entry) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    engine = desk.house.books.engine
    event.listen(engine, "connect", prepare)
    engine.dispose()
    try:
        yield
    finally:
        event.remove(engine, "connect", prepare)
        engine.dispose()


def fact(editor, page: str) -> dict[str, str]:
    drawn = form_on(editor.get(f"{page}?field=occupation").text, page).fields
    return drawn | TYPED | {"value": "weaver", "why": LONG}


def came_back(answer, page: str, status: int, said: str) -> dict[str, str]:
    assert answer.status == status and said in answer.text, answer.text[-2000:]
    again = form_on(answer.text, page).fields
    assert again["value"] == "weaver" and again["why"] == LONG
    return again


def fail(problem: Exception):
    def act(*_, **__):
        raise problem

    return act


def locked() -> Exception:
    return OperationalError("", {}, Exception("database is locked"))


def test_on_a_full_disk(desk, editor, page):
    form = fact(editor, page)
    with each_connection(desk, "max_page_count=1"):  # SQLite takes it as: no more pages than there are
        for n in range(12):  # until what is free in the file is filled
            answer = editor.bare_post(page, **form | {"once": f"full {n}"})
            if answer.status != 303:
                break
    desk.clock.on(seconds=61)
    again = came_back(answer, page, 500, "the disk is full")
    assert editor.bare_post(page, **again).status == 303


def test_on_a_full_disk_a_page_that_was_open_for_long_opens(desk, editor, page):
    form = fact(editor, page)
    desk.clock.on(seconds=NOTED_EVERY.total_seconds() + 1)
    with each_connection(desk, "query_only=ON"):  # as of a disk that can only be read
        assert editor.get("/drafts/new").status == 200  # what names nobody: no log, no answer
        came_back(editor.bare_post(page, **form), page, 500, NOTHING)


def test_with_no_connection_free_at_the_door_and_behind_it(desk, editor, page, monkeypatch):
    form = fact(editor, page)
    with monkeypatch.context() as patched:
        patched.setattr(sessions, "find", fail(NoConnection("QueuePool limit of size 5 overflow 10 reached")))
        form = came_back(editor.bare_post(page, **form), page, 503, "wait a moment")
        assert editor.get("/").status == 503
        theirs = editor.bare_post(page, "https://elsewhere.example", **form)
        assert theirs.status == 503 and "weaver" not in theirs.text
    with monkeypatch.context() as patched:
        patched.setattr("app.accounts.books.Books.writing", fail(NoConnection("QueuePool limit")))
        form = came_back(editor.bare_post(page, **form), page, 503, "wait a moment")
    assert editor.bare_post(page, **form).status == 303  # it carries the token of the session that is still good


def test_what_goes_wrong_at_the_door_tells_nobody_that_their_session_ended(editor, page, monkeypatch):
    form = fact(editor, page)
    monkeypatch.setattr(sessions, "find", fail(ValueError("of ours")))
    assert "session has ended" not in editor.bare_post(page, **form).text


@pytest.mark.parametrize(("fault", "status"), [(locked(), 503), (ValueError("of ours"), 500)])
def test_nothing_was_saved_is_not_said_of_what_was(editor, monkeypatch, fault, status):
    """The act is over, and what it shows cannot be written down."""
    writer = Writer(editor)
    writer.press("save", {"why": "first words"})
    with monkeypatch.context() as patched:
        patched.setattr(witness, "_write", fail(fault))
        answer = writer.press("hand_in", {"why": "second words"})
    assert answer.status == status and PERHAPS_SAVED in answer.text
    assert NOTHING not in answer.text and "nowhere else yet" not in answer.text
    assert form_on(answer.text, "/drafts").fields["why"] == "second words"
    assert "second words" in editor.get(writer.path.partition("#")[0]).text


@pytest.mark.parametrize("address", ["/ko/account/tokens", "/api/v1/names/match", "/"])
def test_it_is_said_where_nothing_was_written_in_a_form_too(address):
    visitor = SimpleNamespace(perhaps_saved=True)
    answer = answer_to({"path": address, "state": {"here": visitor}}, locked(), lambda *_: None)
    assert answer.status_code == 503
    said = answer.body.decode()
    assert ("이미 저장되었을 수 있습니다" if address.startswith("/ko") else PERHAPS_SAVED) in said
    visitor.perhaps_saved = False
    assert b"may have been" not in answer_to({"path": address, "state": {"here": visitor}}, locked(), None).body
