"""Signing in, and proving again who one is, by a passkey. A challenge is used up also by an answer that is wrong."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts import notices, throttle
from app.accounts.books import Books
from app.accounts.ids import new_secret, secret_hash
from app.accounts.models import Device
from app.accounts.passkeys import NotSigned, Site, signed_by
from app.accounts.people import person_of
from app.accounts.roles import Person
from app.accounts.sessions import open_session
from app.accounts.signing_in import NotSignedIn, SignedIn, TooOften
from app.accounts.stop import stopped

NOBODY = "\0by passkey"
"""In place of a sign-in name, which no account can have: what failed is counted for a network."""


def sign_in_by_passkey(books: Books, site: Site, secret: str, credential: str, network: str, at: datetime) -> SignedIn:
    """The new session; NotSignedIn or TooOften. `secret`: of the form that asked."""
    with books.writing() as session:
        if throttle.held_up(session, books.keys, NOBODY, network, "", at):
            raise TooOften
        account_id = _signed(session, site, secret, credential, at)
        person = person_of(session, account_id, at)
        if person is not None and person.open and not stopped(session):
            device = new_secret()
            session.add(Device(hash=secret_hash(f"device {device}"), account_id=account_id, made_at=at))
            opened = open_session(session, account_id, at, stepped_up=True)
            notices.signed_in(session, account_id, at)
            return SignedIn(account_id, opened, device)
        throttle.failed(session, books.keys, NOBODY, network, "", at)
    raise NotSignedIn


def stepped_up_by_passkey(
    books: Books, site: Site, person: Person, secret: str, credential: str, device: str, at: datetime
) -> bool:
    """Whether a passkey of this person signed. Failures count as wrong codes do."""
    with books.writing() as session:
        if throttle.factor_held_up(session, books.keys, person.id, device, at):
            return False
        right = _signed(session, site, secret, credential, at) == person.id
        if not right:
            throttle.factor_failed(session, books.keys, person.id, device, at)
            notices.failed(session, person.id)
    return right


def _signed(session: Session, site: Site, secret: str, credential: str, at: datetime) -> str:
    try:
        return signed_by(session, site, secret, credential, at)
    except NotSigned:
        return ""
