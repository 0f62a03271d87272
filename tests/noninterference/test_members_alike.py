"""Whoever is not cleared goes on reading while others work: read, hidden edits and looks, publish, read again, and once more.

Of random records that differ only above what the readers are cleared for, every answer stays the same, byte for byte. Test_worlds_alike
asks more of two records; here there are many, and the house is never started anew.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.codebook.levels import Form, Level
from app.disclosure.assemble import Record
from app.keys.ring import KeyRing
from app.publishing.publish import publish
from app.publishing.shelves import Shelves
from app.publishing.suppress import suppress
from app.web.account.policies import RATES
from tests.conftest import examples
from tests.disclosure.people import event, person, sources
from tests.members.host import exchange
from tests.noninterference.difference import same
from tests.noninterference.questions import OWN, Question
from tests.noninterference.readers import KINDS, NOT_CLEARED
from tests.noninterference.test_answered_alike import _ids, addresses_of, questions
from tests.noninterference.worlds import ORIGIN, World, looks_quietly, people, worlds
from tests.pairs import ON, pairs

pytestmark = pytest.mark.xdist_group("worlds")
DRAWN = 25
"""Requests drawn for each reader of an example: every route comes up many times in a run."""
OF_MEMBERS = ("/account", "/account/ask", "/account/tokens", "/people", "/access-log", "/requests")
BUSY: tuple[Callable[[World], None], ...] = (lambda _: None, looks_quietly)
"""What others do meanwhile, beside their edits."""


@pytest.fixture(autouse=True)
def _no_limits(monkeypatch):
    monkeypatch.setattr("app.web.account.door.RATES", dict.fromkeys(RATES, 10**9))
    for level in (Level.PUBLIC, Level.RESEARCHER):
        worlds(level)  # before anything is drawn


@pytest.mark.parametrize("level", [Level.PUBLIC, Level.RESEARCHER])
@settings(max_examples=examples(3, 1000))
@given(data=st.data(), random=st.randoms(use_true_random=False))
def test_what_is_hidden_from_members_changes_no_byte_that_they_are_sent(level, data, random):
    one, other = data.draw(pairs(level))
    asked = [[p for p in params if p[0] != "q"] for params in data.draw(st.lists(questions(), min_size=2, max_size=2))]
    every = [*addresses_of(_ids((one, other)), asked), *((path, []) for path in OF_MEMBERS)]
    chosen = {name: random.sample(every, min(DRAWN, len(every))) for name in NOT_CLEARED if KINDS[name].reads == level}
    with tempfile.TemporaryDirectory() as place:
        house = _House(Path(place), level)
        before = house.answers(one, chosen)
        for record in (other, one):
            data.draw(st.sampled_from(BUSY))(house.world)
            after = house.answers(record, chosen)
            for where, answer in before.items():
                if not _for_stewards(*where):
                    same(answer, after[where], " ".join(where))


def _for_stewards(name: str, where: str) -> bool:
    """Whom others looked at, and who asks, is what a steward reads these pages for."""
    return bool(KINDS[name].roles) and where.startswith(OWN)


def _vetted(people: int) -> Record:
    """What the vetted edition is made of: other people each time, whom none of these readers is cleared for."""
    held = tuple(person(f"{people}{n}", Form.HOLD, f"Synthetic Held {people}{n}") for n in range(people))
    return Record(held, (event(),), sources("s1", "s2"))


class _House:
    """A house that publishes into a folder of its own, while its members' application goes on."""

    def __init__(self, place: Path, level: Level) -> None:
        self.world, self._level, self._place, self._hidden = worlds(level)[0], level, place, 0
        self._shelves, self._ring = Shelves(place), KeyRing(self.world.place / "keys")

    def answers(self, record, chosen):
        suppress(record, self._shelves, self._ring, ON)
        publish(record, self._shelves, self._ring, ON, levels={Level.PUBLIC, self._level}, draw=lambda _: [])
        self._hidden += 1
        publish(_vetted(self._hidden), self._shelves, self._ring, ON, levels=[Level.VETTED], draw=lambda _: [])
        if self._hidden == 1:
            self.world.anew(self._place)
        return asyncio.run(self._all(chosen))

    async def _all(self, chosen):
        found = {}
        for name, addresses in chosen.items():
            headers = {"host": "localhost:8001", "origin": ORIGIN, **people()[1][name]}
            for path, params in addresses:
                where = Question("members", "GET", path, tuple(params)).where
                answer = await exchange(self.world.members.app, "GET", where, b"", headers, "127.0.0.1")
                assert answer.status < 500, where
                found[name, where] = (answer.status, list(answer.headers.items()), answer.cookies, answer.body)
        return found
