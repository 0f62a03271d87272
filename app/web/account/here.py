"""Who is at the door of this request, and what the application around it is made of. Set by the door, read by the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from fastapi import Request
from sqlalchemy.orm import Session

from app.accounts.books import Books
from app.accounts.roles import APPROVERS, Grant, Person, Role
from app.codebook.levels import Level
from app.editions.read.opening import Edition
from app.editions.read.shelf import Shelf
from app.web.account.cookies import Jar, csrf_of


@dataclass(frozen=True, slots=True)
class House:
    """What an application with accounts stands on. `origins`: its own addresses; `clock`: the present moment; `place`: which
    application it is, for the frame of its pages (`members` or `desk`).
    """

    books: Books
    shelves: Mapping[Level, Callable[[], Shelf]]
    origins: frozenset[str]
    jar: Jar
    clock: Callable[[], datetime]
    place: str = "members"


@dataclass(slots=True)
class Here:
    """One request's visitor. Without a person nobody is signed in. `opened`: the editions this request has looked into.
    `perhaps_saved`: something that was sent is written down, or was about to be when a fault came.
    """

    house: House
    at: datetime
    network: str
    secret: str = ""
    form_secret: str = ""
    form_is_new: bool = False
    device: str = ""
    person: Person | None = None
    grant: Grant | None = None
    level: Level = Level.PUBLIC
    fresh: bool = False
    by_token: bool = False
    form: Mapping[str, str] = field(default_factory=dict)
    opened: dict[Level, Edition] = field(default_factory=dict)
    perhaps_saved: bool = False

    @property
    def cleared(self) -> Level:
        return Level.PUBLIC if self.grant is None else self.grant.level

    @property
    def csrf(self) -> str:
        return csrf_of(self.secret or self.form_secret)

    @property
    def me(self) -> Person:
        """The person; the door lets nobody else to where this is asked."""
        if self.person is None:
            raise LookupError("nobody is signed in")
        return self.person

    def may(self, role: str) -> bool:
        """Whether the visitor has what a row of the table asks for."""
        person = self.person
        if person is None:
            return role == "anyone"
        asked = {
            "anyone": True,
            "member": True,
            "vetted": self.cleared >= Level.VETTED,
            "desk": bool(person.roles),
            "approver": bool(person.roles & APPROVERS),
        }
        return asked[role] if role in asked else Role(role) in person.roles

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """As `Books.writing`. Once its end has begun, no fault may say any more that nothing was saved."""
        with self.house.books.writing() as session:
            yield session
            session.flush()  # what the database does not take, it says here, and then nothing was saved
            self.perhaps_saved = True

    def open(self, level: Level) -> Edition:
        """The edition of the level, remembered so that the witness knows what was looked into. PermissionError above one's clearance."""
        if level > self.cleared:
            raise PermissionError
        edition = self.house.shelves[level]().current()
        self.opened[level] = edition
        return edition


def here(request: Request) -> Here:
    found: Here = request.scope["state"]["here"]
    return found


def frame(request: Request) -> Mapping[str, Any]:
    """What every page of a member shows above its content: which edition, until when, and the way to the other pages."""
    seen = here(request)
    return {
        "level": seen.level.code,
        "cleared": seen.cleared.code,
        "until": seen.grant.ends_at.date().isoformat() if seen.grant else "",
        "csrf": seen.csrf,
        "steward": seen.may("steward"),
        "approver": seen.may("approver"),
    }
