"""A house that goes on: its members' and its public application stay open while it publishes one hidden edit after another."""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from app.codebook.levels import Form, Level
from app.disclosure.assemble import Record
from app.keys.ring import KeyRing
from app.publishing.publish import publish
from app.publishing.shelves import Shelves, replace_file
from app.publishing.suppress import suppress
from tests.disclosure.people import event, person, sources
from tests.loop import in_loop
from tests.members.host import Answer, exchange
from tests.noninterference.asked import Asker, Ids, ids_of
from tests.noninterference.difference import same
from tests.noninterference.questions import OWN, Question
from tests.noninterference.readers import KINDS, VETTED_KINDS
from tests.noninterference.worlds import ORIGIN, World, looks_quietly, people, press
from tests.pairs import ON, alike

ALIKE = 11
EDITS = ALIKE - 1
ASKED = 3
"""Questions about each edit, each asked before it and after it."""
PEOPLE = 2
"""Whom the level sees, at most: with few, many edits can be tried."""
SELDOM = 8
"""Of so many edits one also brings a list of withdrawals, and looks of others. What is above the level changes at each."""
ABOVE = 3
Asked = tuple[str, Question]


class GoingOn:
    """One house for all sequences. `lives_through` gives the number of pairs that were tried."""

    def __init__(self, world: World, place: Path, level: Level) -> None:
        self.world, self.level, self._place = world, level, place
        self._shelves, self._ring = Shelves(place), KeyRing(world.place / "keys")
        self.asker = Asker(("members", "public") if level is Level.PUBLIC else ("members",))
        self._readers = [n for n, kind in {**KINDS, **VETTED_KINDS}.items() if kind.reads is level]
        self._open = False
        self._above = deque(self._pressed_above() if level < Level.VETTED else ())

    def lives_through(self, dice: Random, seed: str) -> int:
        records = alike(dice, self.level, ALIKE, PEOPLE)
        ids = ids_of(records)
        self._publishes(records[0], seldom=True)
        for n, record in enumerate(records[1:]):
            asked = [self._question(dice, ids) for _ in range(ASKED)]
            before = self._answers(asked)
            self._publishes(record, seldom=n % SELDOM == SELDOM - 1)
            for (name, question), one, other in zip(asked, before, self._answers(asked), strict=True):
                same(one, other, f"{seed}, edit {n}, {name}: {question.method} {question.of} {question.where}")
        return len(records) - 1

    def _question(self, dice: Random, ids: Ids) -> Asked:
        question = self.asker.question(dice, ids)
        own = question.path.removeprefix("/ko").startswith(OWN)
        if question.of == "public":
            return "anonymous", question
        fit = [n for n in self._readers if not (own and KINDS.get(n, VETTED_KINDS.get(n)).roles)]
        return dice.choice(fit), question  # whom others looked at, and who asks, is what a steward reads own pages for

    def _publishes(self, record: Record, *, seldom: bool) -> None:
        if seldom:
            suppress(record, self._shelves, self._ring, ON)
        made = {self.level} if self._open else {Level.PUBLIC, self.level}
        press_one(record, self._shelves, self._ring, sorted(made))
        if self._above:
            self._above.rotate()
            replace_file(self._shelves.manifest(Level.VETTED), self._above[0])
        if not self._open:
            self.world.anew(self._place)
            self._open = True
        elif seldom:
            looks_quietly(self.world)

    def _pressed_above(self) -> Iterator[bytes]:
        """Editions for the vetted, of other people each; which is in force is what the manifest says."""
        for many in range(1, 1 + ABOVE):
            aside = Shelves(self._place / f"above-{many}")
            press_one(_vetted(many), aside, self._ring, [Level.VETTED])
            shutil.copytree(aside.folder(Level.VETTED), self._shelves.folder(Level.VETTED), dirs_exist_ok=True)
            yield aside.manifest(Level.VETTED).read_bytes()

    def _answers(self, asked: Sequence[Asked]) -> list[tuple[object, ...]]:
        return in_loop(self._all(asked))

    async def _all(self, asked: Sequence[Asked]) -> list[tuple[object, ...]]:
        found = []
        for name, question in asked:
            app = self.world.members.app if question.of == "members" else self.world.public
            headers = {"host": "localhost:8001", "origin": ORIGIN, **people()[1][name], **question.headers}
            answer: Answer = await exchange(app, question.method, question.where, question.body, headers, "127.0.0.1")
            assert answer.status < 500, (name, question.where)
            found.append((answer.status, list(answer.headers.items()), answer.cookies, answer.body))
        return found


def press_one(record: Record, shelves: Shelves, ring: KeyRing, levels: Sequence[Level]) -> None:
    publish(record, shelves, ring, ON, levels=levels, draw=lambda _: [])


def _vetted(many: int) -> Record:
    """What the vetted edition is made of: other people each time, whom none of these readers is cleared for."""
    held = tuple(person(f"{many}{n}", Form.HOLD, f"Synthetic Held {many}{n}") for n in range(many))
    return Record(held, (event(),), sources("s1", "s2"))


def going_on(level: Level, place: Path) -> GoingOn:
    return GoingOn(_world(), place, level)


@cache
def _world() -> World:
    """An application takes longer to make than all its answers: one for all levels."""
    place = Path(mkdtemp(prefix="going-on-")) / "house"
    shutil.copytree(people()[0], place)
    press(place / "editions", place / "keys", [_vetted(1)])
    return World(place)
