"""Finding rows by the names that people and files use for them. Small answers; for everything at once see `reading`."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from app.vault import models
from app.vault.history import CHAIN_HEAD
from app.vault.moment import Moment, moment
from app.vault.statements import table_of


def subject_ids(session: Session) -> dict[str, int]:
    """Row ids of all subjects by public id."""
    return dict(iter(session.execute(select(models.Subject.public_id, models.Subject.id))))


def source_ids(session: Session) -> dict[str, int]:
    """Row ids of all sources by key."""
    return dict(iter(session.execute(select(models.Source.key, models.Source.id))))


def batch_changeset(session: Session, file_hash: bytes) -> int | None:
    """The number of the changeset that received this file, or None if it never came in."""
    wanted = select(models.ImportBatch.added_in).where(models.ImportBatch.file_hash == file_hash)
    return session.execute(wanted).scalar_one_or_none()


def open_withdrawals(session: Session, at: Moment | None = None) -> list[Row[Any]]:
    """Withdrawals that count (at a moment; None: now) and have no end that does.

    Each: id, subject_id, ground, interim_action, opened_on, opened_by, added_in, made_at (a moment), and who confirmed it.
    """
    made, closed, confirmed = models.Withdrawal, models.WithdrawalClosing, models.WithdrawalConfirmation
    now = at or moment(session)
    ends = select(closed.withdrawal_id).where(now.counts(table_of(closed)))
    wanted = (
        select(
            made.id, made.subject_id, made.ground, made.interim_action, made.opened_on, made.opened_by, made.added_in,
            models.Changeset.made_at, confirmed.confirmed_by,
        )
        .join(models.Changeset, models.Changeset.number == made.added_in)
        .outerjoin(confirmed, confirmed.withdrawal_id == made.id)
        .where(now.counts(table_of(made)), made.id.not_in(ends))
    )  # fmt: skip
    return list(session.execute(wanted.order_by(made.id)))


def hold_chain(session: Session) -> None:
    """Take the chain's lock, which whoever writes takes first, until the end of the transaction."""
    session.execute(update(CHAIN_HEAD).values(number=CHAIN_HEAD.c.number))
