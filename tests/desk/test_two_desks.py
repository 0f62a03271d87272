"""Two desks on one PostgreSQL vault while the publisher runs: of what all change one wins, nothing is lost, nobody waits for ever."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier, Event

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.books import Books
from app.apps.desk import create_app
from app.codebook.levels import Level
from app.editing.history.moments import history_of
from app.editing.people import Person, Role
from app.matching.kept import KeptPeople
from app.storage.engines import engine_for, for_reading
from app.vault.models import Changeset, Proposal
from app.vault.verify import verify
from tests.conftest import examples
from tests.databases import make
from tests.desk.host import DeskHost
from tests.desk.walk import content_of_page, fields_of, hand_in, record_people
from tests.homes import empty_home
from tests.members.host import Browser

ROUNDS = examples(1, 20)
EDITORS = 4


@pytest.fixture
def two(tmp_path) -> Iterator[tuple[DeskHost, list[Browser], list[Browser]]]:
    """A desk, editors who sit at it and at a second one on the same vault, and reviewers likewise."""
    for engine in make("postgresql", tmp_path, "template1"):
        url = engine.url.render_as_string(hide_password=False)
        desk = DeskHost(tmp_path / "home", url, made=empty_home)
        second = Books(engine_for(url), desk.house.books.keys)
        other = create_app(replace(desk.house, books=second, known=KeptPeople()))
        seats = [desk.seat(f"e{n}", "editor") for n in range(EDITORS)]
        judges = [desk.seat(f"j{n}", "reviewer") for n in range(2)]
        for one in (*seats[1::2], judges[1]):
            one.app = other
        yield desk, seats, judges
        for books in (second, desk.house.books, desk.members.books):
            books.engine.dispose()


def test_of_what_all_change_one_wins_and_nothing_is_lost(two) -> None:
    desk, seats, judges = two
    key = record_people(desk)["Synthetic Alpha"]
    page = f"/records/{key}/propose/level"
    stop = Event()
    with ThreadPoolExecutor(EDITORS + 3) as pool:
        publisher = pool.submit(_publish_until, desk, stop)
        try:
            for turn in range(ROUNDS):
                _one_round(pool, seats, judges, page, turn)
        finally:
            stop.set()
        assert publisher.result() > 0
    with Session(for_reading(desk.house.books.engine)) as session:
        assert verify(session, desk.house.ring) == []
        me = Person("anybody", frozenset({Role.EDITOR}), Level.VETTED)
        past = [entry.why for entry in history_of(session, desk.house.ring, me, key)]
        proposals = session.scalar(select(func.count()).select_from(Proposal))
        approved = session.scalar(select(func.count()).select_from(Proposal).where(Proposal.state == "approved"))
        changesets = session.scalar(select(func.count()).select_from(Changeset))
    assert len([why for why in past if why.startswith("turn")]) == ROUNDS
    assert proposals == 2 + ROUNDS * EDITORS and approved == changesets == 2 + ROUNDS


def _one_round(pool: ThreadPoolExecutor, seats: list[Browser], judges: list[Browser], page: str, turn: int) -> None:
    """All hand in a change to the same part; both desks' reviewers approve at once, each another half of them."""
    line = Barrier(EDITORS)
    level = "vetted" if turn % 2 == 0 else "researcher"

    def propose(number: int) -> str:
        line.wait()
        done = hand_in(seats[number], page, level=level, why=f"turn {turn} of {number}")
        assert done.status == 303, done.text
        return done.place

    places = list(pool.map(propose, range(EDITORS)))
    seen = [content_of_page(judges[n % 2].get(place).text) for n, place in enumerate(places)]
    tokens = [_token(judge) for judge in judges]
    start = Barrier(2)

    def approve(half: int) -> list[int]:
        start.wait()
        return [
            judges[half].bare_post(f"{places[n]}/approve", csrf=tokens[half], content=seen[n]).status
            for n in range(half, EDITORS, 2)
        ]

    found = Counter(status for half in pool.map(approve, range(2)) for status in half)
    assert found == {303: 1, 412: EDITORS - 1}, found


def _token(browser: Browser) -> str:
    return fields_of(browser.get("/").text)["csrf"]


def _publish_until(desk: DeskHost, stop: Event) -> int:
    """Publish again and again, as the publisher does; how often."""
    times = 0
    while not stop.is_set() or not times:
        desk.publish_without_pictures()
        times += 1
    return times
