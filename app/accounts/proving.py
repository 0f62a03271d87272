"""Proving again who one is: for what asks for a fresh proof, and to change one's own password.

The slow hash runs between two short transactions, never inside one. Failures count for the account, and its owner is told of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts import factors, notices, sessions
from app.accounts.access_log import Noted, write
from app.accounts.books import Books
from app.accounts.models import Account
from app.accounts.passwords import fits, hash_password
from app.accounts.people import sign_out_elsewhere
from app.accounts.roles import Person
from app.accounts.throttle import factor_failed, factor_held_up, factor_right, forget_factor
from app.accounts.tokens import revoke_all


class NotProved(Exception):
    """Password or code is wrong, or there were too many wrong ones: one answer for all."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What was sent. `device`: the cookie of a known browser, or empty."""

    password: str
    code: str
    device: str


@dataclass(frozen=True, slots=True)
class Changed:
    """The secret of the session that goes on, and how many tokens of programs ended with the old password."""

    session: str
    tokens_ended: int


def stepped_up(books: Books, person: Person, proof: Proof, at: datetime) -> bool:
    """Whether it is the person: a fresh code, or the password of who has no second factor."""
    right = person.factor or _password_fits(books, person, proof, at)[0]
    with books.writing() as session:
        return _counted(session, books, person, right, proof, at)


def change_password(
    books: Books, person: Person, secret: str, proof: Proof, password: str, at: datetime, *, keep_tokens: bool = False
) -> Changed:
    """The session that goes on; all others of the account end. NotProved, UnfitPassword or Crowded.

    `proof`: the password until now, and a code where there is a second factor. `secret`: of the session that asks. `keep_tokens`:
    leave tokens of programs in force; else they end, too, since whoever knew the password could have made one.
    """
    right, kept = _password_fits(books, person, proof, at)
    made = hash_password(password) if right else ""
    with books.writing() as session:
        account = session.get_one(Account, person.id, with_for_update=True)
        right = right and account.password_hash == kept  # somebody may have changed it meanwhile
        if _counted(session, books, person, right, proof, at):
            account.password_hash = made
            forget_factor(session, books.keys, person.id)
            fresh = sessions.renew(session, secret, at)
            sign_out_elsewhere(session, person.id, fresh)
            ended = 0 if keep_tokens else revoke_all(session, person.id, at)
            write(session, person.id, [Noted("password", person.id, f"tokens ended: {ended}")], at)
            return Changed(fresh, ended)
    raise NotProved


def _password_fits(books: Books, person: Person, proof: Proof, at: datetime) -> tuple[bool, str]:
    """Whether the password is right, and the hash it was compared with. Not looked at where too many were wrong."""
    with books.reading() as session:
        kept = session.get_one(Account, person.id).password_hash
        held_up = factor_held_up(session, books.keys, person.id, proof.device, at)
    return not held_up and fits(proof.password, kept), kept


def _counted(session: Session, books: Books, person: Person, right: bool, proof: Proof, at: datetime) -> bool:
    """The same with the code looked at, which is used up; a failure is written down."""
    if factor_held_up(session, books.keys, person.id, proof.device, at):
        return False
    if right and person.factor:
        right = factors.check(session, books.keys, person.id, proof.code, at)
    if not right:
        factor_failed(session, books.keys, person.id, proof.device, at)
        notices.failed(session, person.id)
    elif person.factor:
        factor_right(session, books.keys, person.id, proof.device, at)
    return right
