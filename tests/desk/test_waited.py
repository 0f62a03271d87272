"""Another writer is at it for long, such as an import: who only looks need not wait, and who waits is told so and loses no word."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from app.accounts.sessions import NOTED_EVERY
from app.editing.review.verdicts import hold_chain
from app.storage.engines import for_writing
from app.vault.models import Proposal
from tests.desk.forms import form_on
from tests.desk.host import DeskHost
from tests.desk.test_odd_text import TYPED
from tests.desk.walk import approved, hand_in, record_people


@contextmanager
def somebody_writes(desk: DeskHost) -> Iterator[None]:
    """And each who comes was last seen so long ago that the door is to write down a sign of life first."""
    desk.clock.on(seconds=NOTED_EVERY.total_seconds() + 1)
    with Session(for_writing(desk.house.books.engine)) as session:
        hold_chain(session)
        yield


@pytest.fixture
def impatient(either_desk: DeskHost) -> DeskHost:
    """A desk that waits for a fifth of a second only, so that the test need not wait for ten."""
    engine = either_desk.house.books.engine
    shorter = "PRAGMA busy_timeout=200" if engine.dialect.name == "sqlite" else "SET lock_timeout = '200ms'"

    def shorten(connection, _entry) -> None:
        connection.execute(shorter)
        connection.commit()

    event.listen(engine, "connect", shorten)
    engine.dispose()
    return either_desk


def test_who_waited_too_long_gets_back_what_they_typed(impatient: DeskHost) -> None:
    desk, key = impatient, record_people(impatient)["Synthetic Alpha"]
    editor, page = desk.seat("e", "editor"), f"/records/{key}/propose/fact"
    form = form_on(editor.get(f"{page}?field=occupation").text, page).fields
    form |= TYPED | {"value": "weaver"}
    with somebody_writes(desk):
        refused = editor.bare_post(page, **form)
        assert refused.status == 503 and "wait a moment" in refused.text
        again = form_on(refused.text, page).fields
        assert again["value"] == "weaver"
    with desk.house.books.reading() as session:
        before = session.scalar(select(func.count()).select_from(Proposal)) or 0
    taken = editor.bare_post(page, **again)
    assert taken.status == 303, taken.text
    with desk.house.books.reading() as session:
        assert session.scalar(select(func.count()).select_from(Proposal)) == before + 1


def test_who_only_looks_need_not_wait(impatient: DeskHost) -> None:
    desk, key = impatient, record_people(impatient)["Synthetic Child"]
    editor, reviewer = desk.seat("e", "editor"), desk.seat("r", "reviewer")
    decision = {
        "form": "full",
        "purpose:public_name": "yes",
        "basis": "explicit_consent_family",
        "consent_status": "given",
        "effect": "protective",
    }
    decided = hand_in(editor, f"/records/{key}/propose/decision", why="w", **decision).place
    approved(reviewer, decided)
    with somebody_writes(desk):
        assert reviewer.get("/").status == 200
        alone = desk.house.books.engine.dialect.name == "sqlite"  # what was looked at has to be written down there too
        assert reviewer.get(decided).status == (503 if alone else 200)
        assert reviewer.get(f"{decided}/preview/public").status == 503
    assert reviewer.get(f"{decided}/preview/public").status == 200


def test_what_only_reads_opens_at_the_members_too(impatient: DeskHost) -> None:
    member = impatient.members.joined("reads")
    with somebody_writes(impatient):
        assert member.get("/account").status == 200


def test_who_was_there_while_another_wrote_is_signed_in_still(impatient: DeskHost) -> None:
    """The sign of life that could not be written down is written by the next request that finds nobody at it."""
    editor = impatient.seat("e", "editor")
    for _ in range(3):
        with somebody_writes(impatient):
            assert editor.get("/").status == 200
        impatient.clock.on(minutes=7)  # three times seven is longer than anybody may be idle at the desk
        assert editor.get("/").status == 200
