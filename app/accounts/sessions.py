"""Sessions on the server: found by the hash of a cookie, new at each sign-in and step-up, short, and gone when told so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.accounts.ids import new_secret, secret_hash
from app.accounts.models import MemberSession
from app.accounts.people import grants_of, person_of
from app.accounts.roles import Grant, Person, clearance
from app.accounts.stop import stopped
from app.codebook.levels import Level

LONGEST = timedelta(hours=8)
IDLE = timedelta(minutes=60)
IDLE_VETTED = timedelta(minutes=15)
"""For whoever is cleared for `vetted` or has a role."""
FRESH = timedelta(minutes=5)
"""How long a step-up counts."""
NOTED_EVERY = timedelta(seconds=30)
"""A visit is written down at most so often; idle time is counted from the last note, so never too long."""


@dataclass(frozen=True, slots=True)
class Present:
    """Who is here, with a session: the person, their clearance now, the edition chosen, and whether a step-up is fresh."""

    person: Person
    grant: Grant | None
    level: Level
    fresh: bool
    stale_note: bool

    @property
    def cleared(self) -> Level:
        return Level.PUBLIC if self.grant is None else self.grant.level


def open_session(session: Session, account_id: str, at: datetime, *, stepped_up: bool) -> str:
    """A new session's secret. It begins at the highest level that needs no choice: `researcher` where cleared."""
    secret = new_secret()
    person = person_of(session, account_id, at)
    grant = None if person is None else clearance(person, grants_of(session, account_id), at)
    level = min(Level.RESEARCHER, grant.level if grant else Level.PUBLIC)
    session.add(
        MemberSession(hash=secret_hash(secret), account_id=account_id, level=level, made_at=at, seen_at=at,
                      stepped_up_at=at if stepped_up else None, ends_at=at + LONGEST)
    )  # fmt: skip
    session.flush()
    return secret


def renew(session: Session, secret: str, at: datetime) -> str:
    """The same visit under a new secret, stepped up now. Its end does not move."""
    old = session.get_one(MemberSession, secret_hash(secret))
    fresh = new_secret()
    session.add(
        MemberSession(hash=secret_hash(fresh), account_id=old.account_id, level=old.level, made_at=old.made_at,
                      seen_at=at, stepped_up_at=at, ends_at=old.ends_at)
    )  # fmt: skip
    session.delete(old)
    session.flush()
    return fresh


def find(session: Session, secret: str, at: datetime) -> Present | None:
    """Who this secret stands for at this moment, or None: unknown, idle too long, ended, closed or stopped."""
    row = session.get(MemberSession, secret_hash(secret))
    if row is None or at >= row.ends_at or stopped(session):
        return None
    person = person_of(session, row.account_id, at)
    if person is None or not person.open:
        return None
    grant = clearance(person, grants_of(session, row.account_id), at)
    if at >= row.seen_at + idle_limit(person, grant):
        return None
    level = min(row.level, grant.level if grant else Level.PUBLIC)
    fresh = row.stepped_up_at is not None and at < row.stepped_up_at + FRESH
    return Present(person, grant, level, fresh, at >= row.seen_at + NOTED_EVERY)


def idle_limit(person: Person, grant: Grant | None) -> timedelta:
    near = bool(person.roles) or (grant is not None and grant.level >= Level.VETTED)
    return IDLE_VETTED if near else IDLE


def note(session: Session, secret: str, at: datetime) -> None:
    """Write down that the session was used."""
    row = session.get(MemberSession, secret_hash(secret))
    if row is not None:
        row.seen_at = max(row.seen_at, at)


def choose(session: Session, secret: str, level: Level) -> None:
    """Read another edition from now on; `find` holds it to the clearance of each moment."""
    session.get_one(MemberSession, secret_hash(secret)).level = level


def close(session: Session, secret: str) -> None:
    session.execute(delete(MemberSession).where(MemberSession.hash == secret_hash(secret)))
