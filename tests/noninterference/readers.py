"""The kinds of readers who are not cleared for what is hidden, and how each of them comes to be known to a members' application."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.accounts import factors
from app.accounts.keys import AccountKeys
from app.accounts.models import AccessGrant, AccessRequest, Factor
from app.accounts.people import make_account
from app.accounts.sessions import choose, open_session
from app.accounts.tokens import make_token
from app.codebook.levels import Level
from app.storage.sealed import Sealed
from app.web.account.cookies import csrf_of


@dataclass(frozen=True, slots=True)
class Kind:
    """`granted`: the level of a grant, in force from `begins` to `ends` (days from now) unless `revoked`. `reads`: what is right."""

    roles: tuple[str, ...] = ()
    granted: Level | None = None
    begins: int = -5
    ends: int = 5
    revoked: bool = False
    factor: bool = True
    by_token: bool = False
    reads: Level = Level.PUBLIC


KINDS = {
    "anonymous": Kind(),
    "member": Kind(),
    "editor": Kind(("editor",)),
    "reviewer": Kind(("reviewer",)),
    "steward": Kind(("steward",)),
    "researcher": Kind(granted=Level.RESEARCHER, reads=Level.RESEARCHER),
    "expired": Kind(granted=Level.VETTED, ends=0),
    "revoked": Kind(granted=Level.VETTED, revoked=True),
    "too early": Kind(granted=Level.VETTED, begins=1),
    "without a factor": Kind(granted=Level.VETTED, factor=False),
    "program": Kind(granted=Level.VETTED, by_token=True, reads=Level.RESEARCHER),
}
"""A program has the token of somebody cleared for `vetted`: it reads `researcher` at most."""
VETTED_KINDS = {"vetted": Kind(granted=Level.VETTED, reads=Level.VETTED)}
"""Who is cleared for everything but what is sealed."""
HASH = "not a hash: nobody signs in here by a password"
FORM_SECRET = "0" * 43
"""Of whoever is not signed in: drawn anew it would be a difference that tells nothing."""
NOT_CLEARED = ("anonymous", "member", "editor", "reviewer", "steward", "researcher", "expired")
"""Those of issue 4; the others are ways in which a grant does not count."""


def comes_in(session: Session, keys: AccountKeys, name: str, now: datetime) -> dict[str, str]:
    """Make the reader; the headers with which they are known from now on."""
    kind = {**KINDS, **VETTED_KINDS}[name]
    if name == "anonymous":
        return {"cookie": f"casebook-form={FORM_SECRET}", "x-csrf-token": csrf_of(FORM_SECRET)}
    made = make_account(
        session, keys, login=f"synthetic {name}", name=f"Synthetic {name}", password_hash=HASH,
        roles=kind.roles, invited_by=None, at=now,
    )  # fmt: skip
    if kind.factor:
        session.add(Factor(account_id=made, seed=Sealed(b"unused"), last_counter=0, confirmed_at=now))
    else:
        factors.begin(session, keys, made)
    session.flush()
    if kind.granted is not None:
        grant(session, made, kind, now)
    if kind.by_token:
        token = make_token(session, made, "script", "read:researcher", 5, now)
        return {"authorization": f"Bearer {token}", "cookie": f"casebook-form={FORM_SECRET}"}
    secret = open_session(session, made, now, stepped_up=True)
    choose(session, secret, Level.VETTED)  # a choice from better days adds nothing to one's clearance
    return {"cookie": f"casebook={secret}", "x-csrf-token": csrf_of(secret)}


def grant(session: Session, account: str, kind: Kind, now: datetime) -> None:
    """A request of the account, and the grant that came of it."""
    level, ends = kind.granted or Level.PUBLIC, now + timedelta(days=kind.ends)
    asked, given = f"r{account[1:]}", f"g{account[1:]}"
    session.add(
        AccessRequest(id=asked, account_id=account, level=level, body=Sealed(b"unused"), digest=b"0" * 32, asked_at=now,
                      ends_at=ends, state="granted")
    )  # fmt: skip
    session.flush()
    session.add(
        AccessGrant(id=given, account_id=account, level=level, request_id=asked, starts_at=now + timedelta(days=kind.begins),
                    ends_at=ends, revoked_at=now if kind.revoked else None, revoked_by=account if kind.revoked else None)
    )  # fmt: skip
    session.flush()
