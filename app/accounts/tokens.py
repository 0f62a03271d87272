"""Tokens for programs: named, scoped, ending, shown once, revocable. At most `researcher`: no script reads `vetted`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.ids import new_id, new_secret, secret_hash
from app.accounts.models import ApiToken
from app.accounts.people import grants_of, person_of
from app.accounts.roles import Grant, Person, clearance
from app.accounts.rules import NotAllowed
from app.accounts.stop import stopped
from app.codebook.levels import Level

SCOPES = ("read:public", "read:researcher")
LONGEST = timedelta(days=90)
MOST = 10
PREFIX = "casebook_"


@dataclass(frozen=True, slots=True)
class Bearer:
    """A program that speaks for a person. `level`: what it may read now."""

    id: str
    person: Person
    grant: Grant | None
    level: Level


def make_token(session: Session, account_id: str, name: str, scope: str, days: int, at: datetime) -> str:
    """The token's text, to be shown once. NotAllowed says what is wrong."""
    name = name.strip()
    if not 1 <= len(name) <= 60 or scope not in SCOPES or not 1 <= days <= LONGEST.days:  # noqa: PLR2004  as wide as its column
        raise NotAllowed(f"A token has a name, one scope, and an end within {LONGEST.days} days.")
    if len([t for t in tokens_of(session, account_id) if t.revoked_at is None and t.ends_at > at]) >= MOST:
        raise NotAllowed(f"There are {MOST} tokens already; revoke one first.")
    secret = PREFIX + new_secret()
    session.add(
        ApiToken(hash=secret_hash(secret), id=new_id(), account_id=account_id, name=name, scopes=(scope,), made_at=at,
                 ends_at=at + timedelta(days=days), revoked_at=None)
    )  # fmt: skip
    session.flush()
    return secret


def tokens_of(session: Session, account_id: str) -> list[ApiToken]:
    asked = select(ApiToken).where(ApiToken.account_id == account_id).order_by(ApiToken.made_at.desc())
    return list(session.scalars(asked))


def revoke_token(session: Session, account_id: str, token_id: str, at: datetime) -> bool:
    """Whether the account had such a token; it is dead from now on."""
    asked = select(ApiToken).where(ApiToken.id == token_id, ApiToken.account_id == account_id)
    found = session.scalar(asked)
    if found is None:
        return False
    found.revoked_at = found.revoked_at or at
    return True


def in_force(session: Session, account_id: str, at: datetime) -> int:
    """How many tokens of the account programs could use now."""
    return sum(token.revoked_at is None and token.ends_at > at for token in tokens_of(session, account_id))


def revoke_all(session: Session, account_id: str, at: datetime) -> int:
    """End all tokens of the account; how many that were."""
    ended = in_force(session, account_id, at)
    for token in tokens_of(session, account_id):
        token.revoked_at = token.revoked_at or at
    return ended


def bearer(session: Session, secret: str, at: datetime) -> Bearer | None:
    """Who this token speaks for now, or None."""
    found = session.get(ApiToken, secret_hash(secret))
    if found is None or found.revoked_at is not None or at >= found.ends_at or stopped(session):
        return None
    person = person_of(session, found.account_id, at)
    if person is None or not person.open:
        return None
    grant = clearance(person, grants_of(session, found.account_id), at)
    reads = Level.RESEARCHER if "read:researcher" in found.scopes else Level.PUBLIC
    return Bearer(found.id, person, grant, min(reads, grant.level if grant else Level.PUBLIC))
