"""Two houses with the same readers, whose records differ only above a level: made once for a test process, and asked often.

Each has its own editions of all levels, its own members' application and its own public one. What differs: everybody and
everything hidden, how often it was published, what the vault holds and, for whoever has no business with it, who looked at whom
and who asks for access.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.access_log import Noted, write
from app.accounts.books import Books
from app.accounts.models import Account
from app.accounts.people import make_account
from app.accounts.requests import ask
from app.accounts.watching import BURST_CASES
from app.apps.public import create_app, room_of
from app.codebook.levels import EDITION_LEVELS, Form, Level
from app.disclosure.assemble import Record
from app.disclosure.dossier import CaseRecord, Dossier, WithdrawalRecord
from app.disclosure.forms import LOOK_ALIKES
from app.editions.read.shelf import Shelf
from app.keys.members import MembersKeys
from app.keys.ring import KeyRing
from app.publishing.publish import publish
from app.publishing.shelves import Shelves
from app.publishing.suppress import suppress
from app.storage.engines import engine_for, for_writing
from app.web.account import witness
from tests.databases import template
from tests.disclosure.people import person, sources
from tests.editing.desk import Desk
from tests.editing.house import fill, ring
from tests.members.host import WORDS, Clock, Host
from tests.noninterference.readers import HASH, KINDS, VETTED_KINDS, Kind, comes_in, grant
from tests.noninterference.test_answered_alike import _keys
from tests.pairs import EVENTS, HIDDEN_NAMES, ON, pair

DRAWN = 100
"""Pairs drawn at random, of which the one with most to hide is taken."""
OF_ONE_HOUSE = HIDDEN_NAMES[3]
"""A name that only the other house has to hide."""
ORIGIN = "http://127.0.0.1:8001"
"""A number, for which no passkeys are offered: what they ask is drawn anew each time, and would be a difference that tells nothing."""
PRYING = Kind(granted=Level.VETTED)
_NUMBERS = count(1)


@cache
def people() -> tuple[Path, dict[str, dict[str, str]]]:
    """Keys and a database with one reader of each kind, and the headers by which each is known."""
    place, at = Path(tempfile.mkdtemp(prefix="worlds-")), Clock()()
    shutil.copytree(_keys(), place / "keys")
    shutil.copyfile(template("sqlite"), place / "vault.sqlite")
    books = Books(engine_for(f"sqlite:///{place}/vault.sqlite"), MembersKeys.first_use(place / "keys", make=True))
    with books.writing() as session:
        known = {name: comes_in(session, books.keys, name, at) for name in (*KINDS, *VETTED_KINDS)}
        _looks(session, books, "openly", tuple(f"cv{world}{n:013d}" for world, n in ((0, 0), (0, 1), (1, 0), (1, 4))))
    books.engine.dispose()
    return place, known


@cache
def account_ids() -> tuple[str, ...]:
    """The accounts that both houses have."""
    engine = engine_for(f"sqlite:///{people()[0]}/vault.sqlite")
    with Session(engine) as session:
        found = tuple(session.scalars(select(Account.id).order_by(Account.id)))
    engine.dispose()
    return found


def _looks(session: Session, books: Books, name: str, cases: tuple[str, ...]) -> str:
    """Somebody who is cleared comes, and looks; their account."""
    made = make_account(
        session, books.keys, login=f"synthetic {name}", name=f"Synthetic {name}", password_hash=HASH,
        roles=(), invited_by=None, at=Clock()(),
    )  # fmt: skip
    grant(session, made, PRYING, Clock()())
    write(session, made, [Noted("view", case, "all", f"g{made[1:]}", "0" * 64) for case in cases], Clock()())
    return made


def held(world: int, n: int) -> Dossier:
    """Somebody in the vetted edition alone."""
    return replace(
        person(f"v{world}{n:013d}", Form.HOLD, HIDDEN_NAMES[n % len(HIDDEN_NAMES)], event=EVENTS[0]),
        level=Level.VETTED if n % 2 else Level.PUBLIC,
    )


def _with_held(record: Record, world: int) -> Record:
    """Besides, people who are only counted in public, enough of them to look alike in the researcher edition."""
    alike = tuple(person(f"a{n:014d}", Form.COUNT_ONLY, event=EVENTS[1]) for n in range(LOOK_ALIKES + 1))
    more = (*alike, *(held(world, n) for n in range(2 + 3 * world)), *((_gone(), _higher()) if world else ()))
    first, *others = record.dossiers
    if world:
        first = replace(first, cases=(*first.cases, _above(first.cases[0])))
    everybody, cited = (first, *others, *more), (*record.sources, *sources("s1", "s2"))
    return _sound(replace(record, dossiers=everybody, sources=cited))


def _gone() -> Dossier:
    """Somebody who was withdrawn, and would be shown to everybody else."""
    return replace(
        person("w00000000000000", Form.FULL, HIDDEN_NAMES[2], event=EVENTS[0]), withdrawals=(WithdrawalRecord(ON),)
    )


def _higher() -> Dossier:
    """Somebody who is decided to be shown by name, to the vetted."""
    return replace(person("u00000000000000", Form.FULL, HIDDEN_NAMES[0], event=EVENTS[0]), level=Level.VETTED)


def _above(case: CaseRecord) -> CaseRecord:
    """Another return of the same person, for the vetted alone."""
    return replace(case, public_id=f"y{case.public_id[1:]}", level=Level.VETTED)


def _sound(record: Record) -> Record:
    """A claim is told at the level of its source as it stands in the record, so that the editions above can be made, too."""
    levels = {source.public_id: source.level for source in record.sources}

    def sound(dossier: Any) -> Any:
        told = tuple(replace(s, source_level=max(s.source_level, levels[s.source])) for s in dossier.statements)
        return replace(dossier, statements=told)

    dossiers = tuple(replace(sound(d), cases=tuple(map(sound, d.cases))) for d in record.dossiers)
    return replace(record, dossiers=dossiers, events=tuple(map(sound, record.events)))


@cache
def records(level: Level) -> tuple[Record, Record]:
    """Two records that the level must not tell apart, with much to hide."""
    drawn = (pair(Random(n), level) for n in range(DRAWN))
    found = [both for both in drawn if OF_ONE_HOUSE not in repr(both[0])]
    one, other = max(found, key=lambda both: sum(_weight(r) for r in both))
    return _with_held(one, 0), _with_held(other, 1)


def _weight(record: Record) -> int:
    said = sum(len(d.statements) + sum(len(c.statements) for c in d.cases) for d in record.dossiers)
    return said + 5 * len(record.dossiers)


class World:
    """One house at `place`, where keys, database and editions stand already."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.members = Host(place)
        object.__setattr__(self.members.house, "origins", frozenset({ORIGIN}))
        self.members.books.engine.dispose()
        shutil.copyfile(place / "vault.sqlite", place / "vault.kept")
        self.public: FastAPI = create_app(self._shelf(Level.PUBLIC, place / "editions"))
        self.anew()

    def anew(self, editions: Path | None = None) -> None:
        """As on the first day: database and editions opened again, so that nothing is left of what a faulty answer kept or wrote.

        `editions`: a folder to read them from instead.
        """
        witness._read.clear()
        self.members.books.engine.dispose()
        for leaving in self.place.glob("vault.sqlite*"):
            leaving.unlink()
        shutil.copyfile(self.place / "vault.kept", self.place / "vault.sqlite")
        place = editions or self.place / "editions"
        made: dict[Level, Callable[[], Shelf]] = {level: self._opener(level, place) for level in EDITION_LEVELS}
        object.__setattr__(self.members.house, "shelves", made)
        self.public.state.room = room_of(self._shelf(Level.PUBLIC, place))

    def _opener(self, level: Level, editions: Path) -> Callable[[], Shelf]:
        return cache(lambda: self._shelf(level, editions))

    def _shelf(self, level: Level, editions: Path) -> Shelf:
        keys = None if level is Level.PUBLIC else MembersKeys(self.place / "keys")
        return Shelf(Shelves(editions).manifest(level), KeyRing(self.place / "keys").verifier(), keys)


def press(place: Path, keys: Path, published: Iterable[Record], levels: Iterable[Level] = EDITION_LEVELS) -> None:
    """The editions of the levels at `place`, as each record has them, one after the other."""
    shelves, ring = Shelves(place), KeyRing(keys)
    for record in published:
        suppress(record, shelves, ring, ON)
        publish(record, shelves, ring, ON, levels=levels, draw=lambda _: [])


def pressed_anew(level: Level, place: Path) -> None:
    """The houses of a level read editions that are published now, at `place`; what is above the level is not made."""
    made = tuple(each for each in EDITION_LEVELS if each <= level)
    one, *others = worlds(level)
    for world, published in zip((one, *others), (*pressings(level), pressings(level)[1]), strict=True):
        folder = place / world.place.name
        if not folder.exists():
            press(folder, world.place / "keys", published, made)
        world.anew(folder)


def _fuller(place: Path) -> None:
    """What the members' host must not speak of, although it stands in the same database: the record of a vault."""
    engine = engine_for(f"sqlite:///{place}/vault.sqlite")
    with Session(for_writing(engine)) as session, session.begin():
        fill(Desk(session, ring()))
    engine.dispose()


def _busier(place: Path) -> None:
    """And who looked at whom, which is for stewards alone."""
    books = Books(engine_for(f"sqlite:///{place}/vault.sqlite"), MembersKeys(place / "keys"))
    _look_quietly(books, "quietly")
    books.engine.dispose()


def looks_quietly(world: World) -> None:
    """Somebody else comes to a house that is open, looks at many, and asks for more."""
    _look_quietly(world.members.books, f"quietly {next(_NUMBERS)}")


def _look_quietly(books: Books, name: str) -> None:
    with books.writing() as session:
        asker = _looks(session, books, name, tuple(f"k{n:015d}" for n in range(BURST_CASES)))
        ask(session, books.keys, asker, Level.RESEARCHER, Clock()() + timedelta(days=9), WORDS, Clock()())


@cache
def worlds(level: Level) -> tuple[World, World, World]:
    """Two houses that differ above the level, and a third like the second in which somebody was busy besides."""
    place = Path(tempfile.mkdtemp(prefix="worlds-"))
    for name, published in zip(("one", "other"), pressings(level), strict=True):
        shutil.copytree(people()[0], place / name)
        press(place / name / "editions", place / name / "keys", published)
    _fuller(place / "other")
    shutil.copytree(place / "other", place / "busy")
    _busier(place / "busy")
    return World(place / "one"), World(place / "other"), World(place / "busy")


def pressings(level: Level) -> tuple[tuple[Record, ...], tuple[Record, ...]]:
    """What each house publishes, in order. In the other there was a hidden edit, and before it one hidden person less."""
    one, other = records(level)
    return (one,), (replace(other, dossiers=other.dossiers[:-1]), other)


def twins(name: str) -> Iterator[World]:
    """The two houses that a reader of this kind must not tell apart."""
    first, second, busy = worlds(KINDS[name].reads)
    yield first
    yield second if "steward" in KINDS[name].roles else busy
