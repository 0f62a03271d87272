"""Slowing down guesses, by account and by network, without a lock that somebody else could close.

Five failures a minute for an account, counted apart for each network and for each browser that its owner used before, so that
guesses from elsewhere never hold its owner up. Twenty a minute for a network. A name that nobody has is counted alike.
"""

from __future__ import annotations

import ipaddress
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.accounts.keys import AccountKeys
from app.accounts.models import Attempt

PER_ACCOUNT, PER_NETWORK, PER_FACTOR = 5, 20, 10
FACTOR_MINUTES = 24 * 60
"""Wrong second factors after a right password: ten a day, else a code of six digits could be guessed in time."""
KEPT_MINUTES = 2 * FACTOR_MINUTES


def network_of(address: str) -> str:
    """The network an address belongs to: /24 of IPv4, /56 of IPv6; one for all that is no address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    prefix = 24 if found.version == 4 else 56  # noqa: PLR2004  the version of IP, and what one household has
    return str(ipaddress.ip_network(f"{found}/{prefix}", strict=False))


def held_up(session: Session, keys: AccountKeys, login: str, network: str, device: str, at: datetime) -> bool:
    """Whether this attempt has to wait. `device`: a mark of a browser known for the account, or empty."""
    minute = _minute(at)
    whom = _count(session, "account", _whom(keys, login, network, device), minute)
    where = 0 if device else _count(session, "network", keys.mark("network", network), minute)
    return whom >= PER_ACCOUNT or where >= PER_NETWORK


def failed(session: Session, keys: AccountKeys, login: str, network: str, device: str, at: datetime) -> None:
    """Count one failure."""
    _add(session, "account", _whom(keys, login, network, device), _minute(at))
    if not device:
        _add(session, "network", keys.mark("network", network), _minute(at))


def factor_held_up(session: Session, keys: AccountKeys, account_id: str, device: str, at: datetime) -> bool:
    mark = keys.mark("factor", f"{account_id}\0{device}")
    since = _minute(at) - FACTOR_MINUTES
    asked = select(func.sum(Attempt.count)).where(
        Attempt.kind == "factor", Attempt.mark == mark, Attempt.minute > since
    )
    return (session.scalar(asked) or 0) >= PER_FACTOR


def factor_failed(session: Session, keys: AccountKeys, account_id: str, device: str, at: datetime) -> None:
    _add(session, "factor", keys.mark("factor", f"{account_id}\0{device}"), _minute(at))


def forget_old(session: Session, at: datetime) -> None:
    """Drop counts that no rule asks for any more."""
    session.execute(delete(Attempt).where(Attempt.minute < _minute(at) - KEPT_MINUTES))


def _whom(keys: AccountKeys, login: str, network: str, device: str) -> bytes:
    return keys.mark("attempt", f"{login.strip().casefold()}\0{device or network}")


def _count(session: Session, kind: str, mark: bytes, minute: int) -> int:
    asked = select(Attempt.count).where(Attempt.kind == kind, Attempt.mark == mark, Attempt.minute == minute)
    return session.scalar(asked) or 0


def _add(session: Session, kind: str, mark: bytes, minute: int) -> None:
    """One more, in one statement: two that fail at the same moment are two."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    first = insert(Attempt).values(kind=kind, mark=mark, minute=minute, count=1)
    session.execute(
        first.on_conflict_do_update(index_elements=["kind", "mark", "minute"], set_={"count": Attempt.count + 1})
    )


def _minute(at: datetime) -> int:
    return int(at.timestamp()) // 60
