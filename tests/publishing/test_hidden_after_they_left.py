"""Whoever left an edition and is hidden later: a reader that cannot open the newest edition, or is in the middle of an older one, hides
them all the same; and no list names anybody whom its level never saw.
"""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.apps.public import create_app
from app.codebook.levels import EDITION_LEVELS, Level
from app.editions.read import cases
from app.editions.read.cases import csv_chunks
from app.editions.read.opening import Verified
from app.editions.read.query import CaseQuery
from app.publishing.addenda import publish_addenda
from app.publishing.amending import Known, turn
from app.publishing.load import changeset_number
from app.publishing.publish import publish
from app.storage.engines import for_reading, for_writing
from app.vault.models import Subject
from app.vault.recording import Recorder
from app.vault.touched import whom_it_touched
from tests.homes import NOW
from tests.publishing.hidden import BETA, GAMMA, GAMMA_CASE, hide, two_returns
from tests.publishing.press import DAY, Press, press_of
from tests.publishing.test_generalised_people_hidden import _alike, case_of, person, renamed

HERS = {GAMMA, GAMMA_CASE}


@pytest.fixture
def press(tmp_path):
    made = press_of(two_returns(), tmp_path / "house")
    yield made
    made.engine.dispose()


@pytest.fixture
def client(press):
    press.publish()
    with TestClient(create_app(press.shelf())) as opened:
        yield opened


def raised(press: Press, *ids: str) -> None:
    """They are for the vetted from now on: no list says so, the next editions below just do not hold them."""
    with Session(for_writing(press.engine)) as session, session.begin():
        subjects = session.scalars(select(Subject.id).where(Subject.public_id.in_(ids))).all()
        with Recorder(session, press.ring, "nobody-1", "nobody-2", NOW) as recorder:
            for one in subjects:
                recorder.rule_subject(one, Level.VETTED, reason="made up")


def left(press: Press, *ids: str) -> None:
    raised(press, *ids)
    press.publish()


def damaged(press: Press, client: TestClient) -> None:
    """The newest edition came to a copy in pieces, so its reader goes on with the one before."""
    press.file(Level.PUBLIC).write_bytes(b"damaged on its way")
    client.get("/")


def test_a_reader_that_cannot_open_the_newest_edition_hides_who_is_not_in_it(press, client):
    left(press, *HERS)
    damaged(press, client)
    assert client.get(f"/api/v1/cases/{GAMMA_CASE}").status_code == 200
    hide(press, GAMMA)
    assert client.get(f"/api/v1/cases/{GAMMA_CASE}").status_code == 404
    press.suppress()
    assert client.get(f"/api/v1/cases/{GAMMA_CASE}").status_code == 404


def test_who_left_some_editions_ago_is_hidden_as_well(press, client):
    left(press, *HERS)
    damaged(press, client)
    press.publish()
    left(press, BETA)
    assert hide(press, GAMMA)[Level.PUBLIC] == HERS


def test_who_is_masked_after_they_left_is_hidden_where_nothing_else_of_them_is_told(press, client):
    left(press, *HERS)
    damaged(press, client)
    hide(press, GAMMA, masked=True)
    assert client.get(f"/api/v1/cases/{GAMMA_CASE}").status_code == 404


def test_a_file_that_was_begun_before_they_left_goes_on_without_them(press, monkeypatch):
    press.publish()
    monkeypatch.setattr(cases, "LINES_AT_ONCE", 1)
    shelf = press.shelf()
    edition = shelf.current()
    with edition.streaming():
        begun = csv_chunks(edition, CaseQuery(sort="return_date"))
        next(begun)  # the head
        next(begun)
        left(press, *HERS)
        shelf.current()
        hide(press, GAMMA)
        shelf.current()
        assert b"Gamma" not in b"".join(begun)


def test_no_list_names_whom_its_level_never_saw(press):
    """Nor does anything else in the folders of the hosts tell of them."""
    left(press, *HERS)
    listed = hide(press, GAMMA)
    assert listed[Level.PUBLIC] == listed[Level.RESEARCHER] == frozenset()
    assert listed[Level.VETTED] == HERS
    assert press.suppress()[Level.PUBLIC] == ()


def test_who_left_and_is_not_withdrawn_is_on_no_list(press):
    press.publish()
    left(press, *HERS)
    hide(press, BETA)
    assert HERS.isdisjoint(press.suppress()[Level.PUBLIC])


def test_who_was_generalised_is_listed_by_the_id_that_they_had_there(tmp_path):
    press = press_of(_alike(6), tmp_path / "house")
    press.publish()
    left(press, person(0), case_of(0))
    listed = hide(press, person(0))[Level.RESEARCHER]
    assert renamed(press, 0) < listed
    assert person(0) not in listed
    press.engine.dispose()


def test_of_a_few_who_are_told_anew_those_who_left_are_known_as_well(press):
    """Where an addendum is published beside the edition that stands."""
    record = press.record()
    known = _known(press, record)
    publish(record, press.shelves, press.ring, DAY, overviews=known.overviews)
    raised(press, *HERS)
    with Session(for_reading(press.engine)) as session:
        found = whom_it_touched(session, known.number)
        turned = turn(session, press.ring, known, found, changeset_number(session))
        publish_addenda(known, turned, press.shelves, press.ring, Verified())
    assert press.manifest(Level.PUBLIC).addendum
    listed = hide(press, GAMMA)
    assert [listed[level] for level in EDITION_LEVELS] == [HERS] * len(EDITION_LEVELS)


def _known(press: Press, record) -> Known:
    with Session(for_reading(press.engine)) as session:
        return Known.of(record, changeset_number(session), DAY)


def test_what_is_kept_of_who_left_says_of_nobody_who_it_is(press):
    press.publish()
    left(press, *HERS)
    kept = press.shelves.left(Level.PUBLIC)
    assert len(kept.read_text().split()) == len(HERS)
    assert all(key not in kept.read_text() for key in HERS)
    assert kept.parent not in {press.shelves.folder(level) for level in EDITION_LEVELS}
