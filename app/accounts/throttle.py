"""Slowing down guesses, by account and by network, without a lock that somebody else could close.

Five failures a minute for an account, counted apart for each network and for each browser that its owner used before, so that
guesses from elsewhere never hold its owner up. Twenty a minute for a network. Thirty a day for an account from all networks
together, since networks can be hired: above that only password and code together open the door, or a browser of its owner's.
A name that nobody has is counted alike.
"""

from __future__ import annotations

import ipaddress
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.accounts.keys import AccountKeys
from app.accounts.models import Attempt

PER_ACCOUNT, PER_NETWORK, PER_DAY = 5, 20, 30
DAY = 24 * 60
PER_FACTOR = ((DAY, 10), (30 * DAY, 30), (365 * DAY, 100))
"""Right password and wrong code, or the other way round: so many within so many minutes, else a code of six digits could be guessed
in time. A browser known for the account starts afresh after a right one.
"""
KEPT_MINUTES = 366 * DAY


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


def guessed_at(session: Session, keys: AccountKeys, login: str, device: str, at: datetime) -> bool:
    """Whether others guess at this account more than anybody mistypes, from wherever. Not at a browser known for it."""
    return not device and _since(session, "everywhere", _login_mark(keys, login), at, DAY) >= PER_DAY


def failed(session: Session, keys: AccountKeys, login: str, network: str, device: str, at: datetime) -> None:
    """Count one failure."""
    _add(session, "account", _whom(keys, login, network, device), _minute(at))
    if not device:
        _add(session, "everywhere", _login_mark(keys, login), _minute(at))
        _add(session, "network", keys.mark("network", network), _minute(at))


def factor_held_up(session: Session, keys: AccountKeys, account_id: str, device: str, at: datetime) -> bool:
    """Whether no more codes are looked at from there for now. `device`: empty for every browser that is not known."""
    mark = _factor_mark(keys, account_id, device)
    return any(_since(session, "factor", mark, at, minutes) >= most for minutes, most in PER_FACTOR)


def factor_failed(session: Session, keys: AccountKeys, account_id: str, device: str, at: datetime) -> None:
    _add(session, "factor", _factor_mark(keys, account_id, device), _minute(at))


def factor_right(session: Session, keys: AccountKeys, account_id: str, device: str, at: datetime) -> None:
    """At a browser known for the account older mistakes count no more. Elsewhere they do: others may guess there meanwhile."""
    if device:
        old = Attempt.minute <= _minute(at) - DAY
        session.execute(delete(Attempt).where(*_of("factor", _factor_mark(keys, account_id, device)), old))


def forget_factor(session: Session, keys: AccountKeys, account_id: str) -> None:
    """After a change of password nobody who guessed codes knows the password any more."""
    session.execute(delete(Attempt).where(*_of("factor", _factor_mark(keys, account_id, ""))))


def forget_old(session: Session, at: datetime) -> None:
    """Drop counts that no rule asks for any more."""
    minute = Attempt.minute < _minute(at) - 2 * DAY
    session.execute(delete(Attempt).where(minute, Attempt.kind != "factor"))
    session.execute(delete(Attempt).where(Attempt.minute < _minute(at) - KEPT_MINUTES))


def _whom(keys: AccountKeys, login: str, network: str, device: str) -> bytes:
    return keys.mark("attempt", f"{login.strip().casefold()}\0{device or network}")


def _login_mark(keys: AccountKeys, login: str) -> bytes:
    return keys.mark("everywhere", login.strip().casefold())


def _factor_mark(keys: AccountKeys, account_id: str, device: str) -> bytes:
    return keys.mark("factor", f"{account_id}\0{device}")


def _of(kind: str, mark: bytes) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Attempt.kind == kind, Attempt.mark == mark


def _since(session: Session, kind: str, mark: bytes, at: datetime, minutes: int) -> int:
    """How many failed within the last so many minutes."""
    recent = Attempt.minute > _minute(at) - minutes
    return session.scalar(select(func.sum(Attempt.count)).where(*_of(kind, mark), recent)) or 0


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
