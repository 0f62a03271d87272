"""Signing in: name, password and code together, so that nobody learns which was wrong or whether there is such a name.

The slow hash runs between two short transactions, never inside one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts import factors, notices, throttle
from app.accounts.books import Books
from app.accounts.ids import new_secret, secret_hash
from app.accounts.models import Device
from app.accounts.passwords import fits
from app.accounts.people import account_called, person_of
from app.accounts.sessions import open_session
from app.accounts.stop import stopped


class NotSignedIn(Exception):
    """Name, password or code is wrong, or the account is closed: one answer for all."""


class TooOften(Exception):
    """Too many attempts in this minute: the same for a name that exists and for one that does not."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The secrets for the two cookies: the session's and the known browser's."""

    account_id: str
    session: str
    device: str


@dataclass(frozen=True, slots=True)
class Attempted:
    """What was sent to the door. `network`: of the sender; `device`: the cookie of a known browser, or empty."""

    login: str
    password: str
    code: str
    network: str
    device: str


def sign_in(books: Books, attempt: Attempted, at: datetime) -> SignedIn:
    """The new session; NotSignedIn, TooOften or passwords.Crowded."""
    with books.reading() as session:
        account = account_called(session, books.keys, attempt.login)
        account_id, kept = (account.id, account.password_hash) if account else ("", None)
        device = attempt.device if account_id and _known(session, attempt.device, account_id) else ""
        if throttle.held_up(session, books.keys, attempt.login, attempt.network, device, at):
            raise TooOften
        if not attempt.code.strip() and throttle.guessed_at(session, books.keys, attempt.login, device, at):
            raise TooOften
    right = fits(attempt.password, kept)
    with books.writing() as session:
        if throttle.held_up(session, books.keys, attempt.login, attempt.network, device, at):
            raise TooOften  # others failed while this one waited for its hash
        crowd = throttle.guessed_at(session, books.keys, attempt.login, device, at)
        if _is_owner(session, books, account_id, right, attempt.code, device, at, crowd):
            fresh = new_secret()
            session.add(Device(hash=secret_hash(f"device {fresh}"), account_id=account_id, made_at=at))
            opened = open_session(session, account_id, at, stepped_up=bool(attempt.code.strip()))
            notices.signed_in(session, account_id, at)
            throttle.forget_old(session, at)
            return SignedIn(account_id, opened, fresh)
        if not crowd:
            throttle.failed(session, books.keys, attempt.login, attempt.network, device, at)
        notices.failed(session, account_id)
    raise TooOften if crowd else NotSignedIn


def _is_owner(
    session: Session, books: Books, account_id: str, right: bool, code: str, device: str, at: datetime, crowd: bool
) -> bool:
    """`right`: whether the password is; `crowd`: whether others guess at the account, so that a password alone opens nothing."""
    person = person_of(session, account_id, at)
    if person is None or not person.open or stopped(session):
        return False
    if not person.factor:
        return right and not crowd
    if throttle.factor_held_up(session, books.keys, account_id, device, at):
        return False
    if right and factors.check(session, books.keys, account_id, code, at):
        throttle.factor_right(session, books.keys, account_id, device, at)
        return True
    if right or factors.fits_now(
        session, books.keys, account_id, code, at
    ):  # who has one of the two may not guess the other
        throttle.factor_failed(session, books.keys, account_id, device, at)
    return False


def _known(session: Session, device: str, account_id: str) -> bool:
    found = session.get(Device, secret_hash(f"device {device}")) if device else None
    return found is not None and found.account_id == account_id
