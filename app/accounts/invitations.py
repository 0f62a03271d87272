"""Invitations: a link that makes one account, once, within three days. Only its hash is kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.ids import new_secret, secret_hash
from app.accounts.keys import AccountKeys
from app.accounts.models import Invitation
from app.accounts.people import make_account
from app.accounts.roles import roles_of

LASTS = timedelta(days=3)


class NoInvitation(Exception):
    """There is no such invitation, or it was used, or it has ended: nobody can tell which."""


def invite(session: Session, roles: Iterable[str], by: str | None, at: datetime) -> str:
    """The secret of a new invitation, to be handed over once. `by`: None where the terminal of the house invites."""
    secret = new_secret()
    codes = tuple(roles_of(roles))
    session.add(
        Invitation(hash=secret_hash(secret), roles=codes, made_by=by, made_at=at, ends_at=at + LASTS, used_at=None,
                   used_by=None)
    )  # fmt: skip
    session.flush()
    return secret


def invitation(session: Session, secret: str, at: datetime) -> Invitation:
    """The open invitation, or NoInvitation."""
    asked = select(Invitation).where(Invitation.hash == secret_hash(secret)).with_for_update()
    found = session.scalar(asked)
    if found is None or found.used_at is not None or at >= found.ends_at:
        raise NoInvitation
    return found


def accept(
    session: Session, keys: AccountKeys, secret: str, *, login: str, name: str, password_hash: str, at: datetime
) -> str:
    """Make the account and use the invitation up; the new id. NoInvitation or UnfitLogin."""
    found = invitation(session, secret, at)
    made = make_account(
        session,
        keys,
        login=login,
        name=name,
        password_hash=password_hash,
        roles=found.roles,
        invited_by=found.made_by,
        at=at,
    )
    found.used_at, found.used_by = at, made
    return made
