"""What the desk's application stands on, and who acts at it: an account, with its roles and its clearance of this moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from fastapi import Request
from sqlalchemy.orm import Session

from app.accounts import people
from app.accounts import roles as account_roles
from app.accounts.models import Account
from app.accounts.roles import clearance
from app.codebook.levels import Level
from app.editing.drafts.naming import calling
from app.editing.people import Person, Role, Roster
from app.editing.review.withheld import KeptNames
from app.editions.read.opening import Verified
from app.keys.letters import LetterOpener
from app.keys.ring import KeyRing
from app.matching.kept import KeptPeople
from app.noticeboard.opening import Noticeboard
from app.publishing.shelves import Shelves
from app.storage.rehearsal import OnlyReading
from app.web.account.door import reading_level
from app.web.account.forms import Most
from app.web.account.here import Here, House, here

T = TypeVar("T")
FORMS = Most(fields=6_000, body=4 * 1024 * 1024)
"""A sheet with dozens of people, and some long testimonies in a script of which each letter is sent as nine bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskHouse(House):
    """`ring`: the keys of the vault. `others`: who an actor is that has no account, such as one of the terminal. `board`,
    `opener`: the public host's store and what opens its letters, where the two are on one machine. `editions`: where editions
    stand, so that whoever is hidden is gone before the next one is built; without it the publisher sees to it. `known`: the
    people by their names; `names`: all recorded names. `verified`: files of editions whose bytes were looked at before.
    """

    ring: KeyRing
    others: Roster
    board: Callable[[], Noticeboard] | None = None
    opener: LetterOpener | None = None
    editions: Shelves | None = None
    known: KeptPeople = field(default_factory=KeptPeople)
    names: KeptNames = field(default_factory=KeptNames)
    verified: Verified = field(default_factory=Verified)


@dataclass(frozen=True, slots=True)
class Act:
    """One visitor's act: a session of the vault, its keys, the person, and the moment."""

    session: Session
    ring: KeyRing
    person: Person
    at: datetime
    roster: Roster


def house_of(seen: Here) -> DeskHouse:
    if not isinstance(seen.house, DeskHouse):
        raise TypeError("only the desk has this house")
    return seen.house


@contextmanager
def looking(request: Request) -> Iterator[Act]:
    """One moment of the vault, for reading."""
    seen = here(request)
    with seen.house.books.reading() as session:
        yield _act(seen, session)


def looked(request: Request, look: Callable[[Act], T]) -> T:
    """What `look` sees. Where that takes writing something to see what would come of it, it begins anew where that can be taken
    back: there it waits for its turn as whoever writes does, which a page that only reads need not.
    """
    seen = here(request)
    with suppress(OnlyReading), looking(request) as act:
        return look(act)
    with seen.house.books.rehearsing() as session:
        return look(_act(seen, session))


@contextmanager
def acting(request: Request) -> Iterator[Act]:
    """For writing: committed at its end, whole, unless something was raised."""
    seen = here(request)
    with seen.writing() as session:
        yield _act(seen, session)


def titled(act: Act, title: str) -> str:
    """The title of a proposal, with names as the viewer sees them."""
    return calling(act.session, act.ring, [title], act.person.clearance)[title]


def actors(request: Request, act: Act, ids: Iterable[str]) -> dict[str, str]:
    """The names of colleagues by actor id: who works at the desk sees who wrote and who approved."""
    keys = here(request).house.books.keys
    accounts = ((one, act.session.get(Account, one)) for one in sorted(set(ids)))
    return {one: people.shown(act.session, keys, account, act.at).name if account else one for one, account in accounts}


def person_of(seen: Here) -> Person:
    """Roles as the account has them; clearance as chosen for this session, and never more than it has."""
    return Person(seen.me.id, _roles(seen.me), reading_level(seen))


def _act(seen: Here, session: Session) -> Act:
    house = house_of(seen)
    return Act(session, house.ring, person_of(seen), seen.at, _roster(house, session, seen.at))


def _roster(house: DeskHouse, session: Session, at: datetime) -> Roster:
    def who(actor: str) -> Person | None:
        account = people.person_of(session, actor, at)
        if account is None:
            return house.others(actor)
        if not account.open:
            return None
        grant = clearance(account, people.grants_of(session, actor), at)
        return Person(actor, _roles(account), grant.level if grant else Level.PUBLIC)

    return who


def _roles(account: account_roles.Person) -> frozenset[Role]:
    return frozenset(Role(role) for role in account.roles)
