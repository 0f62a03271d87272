"""The emergency stop: all sessions closed, every edition above public shut, nobody signed in, until the house lifts it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts.ids import new_id
from app.accounts.models import EmergencyStop, MemberSession


def stop(session: Session, by: str, at: datetime) -> None:
    """Stop now. Twice is once."""
    session.execute(delete(MemberSession))
    if not stopped(session):
        session.add(EmergencyStop(id=new_id(), at=at, by=by, lifted_at=None, lifted_by=None))
        session.flush()


def stopped(session: Session) -> bool:
    return session.scalar(select(EmergencyStop.id).where(EmergencyStop.lifted_at.is_(None)).limit(1)) is not None


def lift(session: Session, by: str, at: datetime) -> int:
    """Open the house again; how many stops that ended."""
    ended = list(session.scalars(select(EmergencyStop).where(EmergencyStop.lifted_at.is_(None))))
    for each in ended:
        each.lifted_at, each.lifted_by = at, by
    return len(ended)
