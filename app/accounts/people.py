"""Accounts: made from an invitation, read as the rules see them, closed. Names and logins are sealed; nothing is deleted."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts.ids import new_id, secret_hash
from app.accounts.keys import AccountKeys
from app.accounts.models import AccessGrant, Account, ApiToken, Factor, MemberSession, SignInNote
from app.accounts.roles import Grant, Person, Role, clearance, roles_of
from app.storage.sealed import Sealed, context

SHORTEST_LOGIN, LONGEST_LOGIN = 3, 60


class UnfitLogin(ValueError):
    """A sign-in name that cannot be taken; the text says why."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An account as a steward sees it in a list."""

    person: Person
    login: str
    name: str
    made_at: datetime
    ends_at: datetime | None
    grant: Grant | None


def person_of(session: Session, account_id: str, at: datetime) -> Person | None:
    """Somebody as the rules see them now, or None."""
    account = session.get(Account, account_id)
    return None if account is None else _person(session, account, at)


def people_of(session: Session, ids: Iterable[str], at: datetime) -> dict[str, Person]:
    found = ((each, person_of(session, each, at)) for each in ids)
    return {each: person for each, person in found if person is not None}


def grants_of(session: Session, account_id: str) -> list[Grant]:
    rows = session.scalars(select(AccessGrant).where(AccessGrant.account_id == account_id))
    return [Grant(g.id, g.level, g.starts_at, g.ends_at, g.revoked_at) for g in rows]


def account_called(session: Session, keys: AccountKeys, login: str) -> Account | None:
    """The account with this sign-in name, open or not."""
    return session.scalar(select(Account).where(Account.login_mark == _mark(keys, login)))


def make_account(
    session: Session,
    keys: AccountKeys,
    *,
    login: str,
    name: str,
    password_hash: str,
    roles: Iterable[str],
    invited_by: str | None,
    at: datetime,
) -> str:
    """The id of the new account; UnfitLogin. `password_hash`: made before, since a hash takes its time and this holds a transaction."""
    login, name = login.strip(), name.strip()
    if not SHORTEST_LOGIN <= len(login) <= LONGEST_LOGIN:
        raise UnfitLogin(f"A sign-in name has {SHORTEST_LOGIN} to {LONGEST_LOGIN} letters.")
    if not 1 <= len(name) <= 200:  # noqa: PLR2004  said in the sentence below
        raise UnfitLogin("Say who you are, in at most 200 letters: those who decide about access read it.")
    if account_called(session, keys, login) is not None:
        raise UnfitLogin("Choose another sign-in name.")
    made = new_id()
    body = Sealed.close(keys, _place(made), json.dumps({"login": login, "name": name}, ensure_ascii=False))
    session.add(
        Account(
            id=made, login_mark=_mark(keys, login), body=body, password_hash=password_hash,
            roles=tuple(roles_of(roles)), made_at=at, invited_by=invited_by, ends_at=None, closed_at=None,
        )
    )  # fmt: skip
    session.flush()
    session.add(SignInNote(account_id=made, failed=0, failed_before=0, last_at=None, before_at=None))
    session.flush()
    return made


def set_roles(session: Session, account_id: str, roles: Iterable[str]) -> None:
    """New roles, in force with the next request: whoever loses one is signed out."""
    account = session.get_one(Account, account_id)
    account.roles = tuple(roles_of(roles))
    sign_out_everywhere(session, account_id)


def close_account(session: Session, account_id: str, by: str, at: datetime) -> None:
    """No sign-in, no session, no token, no grant from now on. The account stays, since others were approved by it."""
    session.get_one(Account, account_id).closed_at = at
    revoke_grants(session, account_id, by, at)
    for token in session.scalars(select(ApiToken).where(ApiToken.account_id == account_id)):
        token.revoked_at = token.revoked_at or at
    sign_out_everywhere(session, account_id)


def revoke_grants(session: Session, account_id: str, by: str, at: datetime) -> int:
    """Take all clearance away, in force with the next request; how many grants that ended."""
    open_grants = select(AccessGrant).where(AccessGrant.account_id == account_id, AccessGrant.revoked_at.is_(None))
    ended = [grant for grant in session.scalars(open_grants) if grant.ends_at > at]
    for grant in ended:
        grant.revoked_at, grant.revoked_by = at, by
    return len(ended)


def sign_out_everywhere(session: Session, account_id: str) -> None:
    session.execute(delete(MemberSession).where(MemberSession.account_id == account_id))


def sign_out_elsewhere(session: Session, account_id: str, secret: str) -> None:
    """End all sessions of the account but this one."""
    others = delete(MemberSession).where(MemberSession.account_id == account_id)
    session.execute(others.where(MemberSession.hash != secret_hash(secret)))


def everybody(session: Session, keys: AccountKeys, at: datetime) -> list[Shown]:
    """All accounts with their names, for a steward."""
    accounts = session.scalars(select(Account).order_by(Account.made_at, Account.id))
    return [shown(session, keys, account, at) for account in accounts]


def shown(session: Session, keys: AccountKeys, account: Account, at: datetime) -> Shown:
    words = json.loads(account.body.open(keys, _place(account.id)))
    person = _person(session, account, at)
    grant = clearance(person, grants_of(session, account.id), at)
    return Shown(person, words["login"], words["name"], account.made_at, account.ends_at, grant)


def any_steward(session: Session, at: datetime) -> bool:
    """Whether somebody can invite others."""
    people = (_person(session, account, at) for account in session.scalars(select(Account)))
    return any(person.open and Role.STEWARD in person.roles for person in people)


def _person(session: Session, account: Account, at: datetime) -> Person:
    factor = session.get(Factor, account.id)
    is_open = account.closed_at is None and (account.ends_at is None or at < account.ends_at)
    has_factor = factor is not None and factor.confirmed_at is not None
    return Person(account.id, roles_of(account.roles), is_open, has_factor)


def _mark(keys: AccountKeys, login: str) -> bytes:
    return keys.mark("login", login.strip().casefold())


def _place(account_id: str) -> str:
    return context("account", account_id, "body", 3)
