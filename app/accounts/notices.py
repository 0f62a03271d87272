"""What the owner of an account is told of others at their door: attempts that failed, and the last time somebody came in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.accounts.models import SignInNote


@dataclass(frozen=True, slots=True)
class Notice:
    """`before`: when this account was signed in to before the last time, if ever; `failed_before`: attempts that failed between
    the two; `failed`: attempts that failed since the last time.
    """

    before: datetime | None
    failed_before: int
    failed: int


def failed(session: Session, account_id: str) -> None:
    """Count one failure. The same statement for nobody, whose id is empty."""
    mine = SignInNote.account_id == account_id
    session.execute(update(SignInNote).where(mine).values(failed=SignInNote.failed + 1))


def signed_in(session: Session, account_id: str, at: datetime) -> None:
    """Somebody came in: what failed until now is what they are told."""
    row = session.get_one(SignInNote, account_id, with_for_update=True)
    row.failed_before, row.failed = row.failed, 0
    row.before_at, row.last_at = row.last_at, at


def notice(session: Session, account_id: str) -> Notice:
    row = session.get_one(SignInNote, account_id)
    return Notice(row.before_at, row.failed_before, row.failed)
