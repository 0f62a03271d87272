"""The second factor: TOTP (RFC 6238), each code once, and recovery codes for the day the device is lost."""

from __future__ import annotations

import secrets
from datetime import datetime
from hmac import compare_digest

import pyotp
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts.ids import secret_hash
from app.accounts.keys import AccountKeys
from app.accounts.models import Factor, RecoveryCode
from app.storage.sealed import Sealed, context

STEP = 30
WINDOW = 1
"""Steps before and after the present one that are accepted, for clocks that differ."""
RECOVERY_CODES = 10
_GROUPS = 7
"""Of sixteen bits each: with 112 a plain hash is enough to keep a code by (ASVS 5.0, 6.5.2)."""


def begin(session: Session, keys: AccountKeys, account: str) -> str:
    """A new seed, not in force before `confirm`; its base32 text is shown to its owner and to nobody later."""
    seed = pyotp.random_base32()
    factor = session.get(Factor, account)
    sealed = Sealed.close(keys, _place(account), seed)
    if factor is None:
        session.add(Factor(account_id=account, seed=sealed, last_counter=0, confirmed_at=None))
    elif factor.confirmed_at is None:
        factor.seed = sealed
    else:
        raise ValueError("a factor in force is not replaced")
    return seed


def pending(session: Session, keys: AccountKeys, account: str) -> str | None:
    """The seed that waits for its first code; None if there is none or it is in force already."""
    factor = session.get(Factor, account)
    return None if factor is None or factor.confirmed_at else factor.seed.open(keys, _place(account))


def confirm(session: Session, keys: AccountKeys, account: str, code: str, at: datetime) -> list[str]:
    """Put the seed in force with its first code; the recovery codes, or nothing if the code is wrong."""
    factor = session.get(Factor, account)
    if factor is None or factor.confirmed_at is not None or not _fits(session, keys, factor, code, at):
        return []
    factor.confirmed_at = at
    return new_recovery_codes(session, account)


def check(session: Session, keys: AccountKeys, account: str, code: str, at: datetime) -> bool:
    """Whether the code is right and was never used: a TOTP of now, or a recovery code. It is used up."""
    factor = session.get(Factor, account, with_for_update=True)
    if factor is None or factor.confirmed_at is None:
        return False
    return _fits(session, keys, factor, code, at) or _recovers(session, account, code, at)


def fits_now(session: Session, keys: AccountKeys, account: str, code: str, at: datetime) -> bool:
    """Whether the code is right at this moment. It is not used up."""
    factor = session.get(Factor, account)
    in_force = factor is not None and factor.confirmed_at is not None
    return factor is not None and in_force and _counter(keys, factor, code, at) is not None


def new_recovery_codes(session: Session, account: str) -> list[str]:
    """Ten codes, shown once; older ones are gone."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account))
    codes = ["-".join(secrets.token_hex(2) for _ in range(_GROUPS)) for _ in range(RECOVERY_CODES)]
    session.add_all(RecoveryCode(hash=_of_code(account, code), account_id=account, used_at=None) for code in codes)
    return codes


def remove(session: Session, account: str) -> None:
    """Without a factor: a new one can be begun."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account))
    session.execute(delete(Factor).where(Factor.account_id == account))


def _fits(session: Session, keys: AccountKeys, factor: Factor, code: str, at: datetime) -> bool:
    counter = _counter(keys, factor, code, at)
    if counter is None:
        return False
    factor.last_counter = counter
    session.flush()
    return True


def _counter(keys: AccountKeys, factor: Factor, code: str, at: datetime) -> int | None:
    """The step whose code this is, never used before; None if it is of none."""
    totp = pyotp.TOTP(factor.seed.open(keys, _place(factor.account_id)))
    now = int(at.timestamp()) // STEP
    given = "".join(code.split())
    for counter in range(now - WINDOW, now + WINDOW + 1):
        if counter > factor.last_counter and given.isascii() and compare_digest(totp.generate_otp(counter), given):
            return counter
    return None


def _recovers(session: Session, account: str, code: str, at: datetime) -> bool:
    asked = select(RecoveryCode).where(RecoveryCode.hash == _of_code(account, code), RecoveryCode.account_id == account)
    found = session.scalar(asked.with_for_update())
    if found is None or found.used_at is not None:
        return False
    found.used_at = at
    session.flush()
    return True


def _of_code(account: str, code: str) -> bytes:
    return secret_hash(f"recovery {account} {code.strip().lower()}")


def _place(account: str) -> str:
    return context("account_factor", account, "seed", 3)
