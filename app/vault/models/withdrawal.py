"""Withdrawals: a subject is taken out of sight, now, until the withdrawal is closed. Opening and closing are both history."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.base import Base
from app.storage.columns import RowId
from app.vault.models.columns import Actor, AddedIn, Code, RowKey, term_of


class Withdrawal(Base):
    """Of an individual, an event or a case."""

    __tablename__ = "withdrawal"

    id: Mapped[RowKey]
    subject_id: Mapped[int] = mapped_column(RowId, ForeignKey("subject.id"), index=True)
    ground: Mapped[Code] = term_of("withdrawal_ground")
    interim_action: Mapped[Code] = term_of("interim_action")
    opened_on: Mapped[date]
    opened_by: Mapped[Actor]
    added_in: Mapped[AddedIn]


class WithdrawalClosing(Base):
    """The end of a withdrawal; one each."""

    __tablename__ = "withdrawal_closing"

    id: Mapped[RowKey]
    withdrawal_id: Mapped[int] = mapped_column(RowId, ForeignKey("withdrawal.id"), unique=True)
    closed_on: Mapped[date]
    closed_by: Mapped[Actor]
    added_in: Mapped[AddedIn]


class WithdrawalConfirmation(Base):
    """A second person looked at a withdrawal that somebody made alone; one each."""

    __tablename__ = "withdrawal_confirmation"

    id: Mapped[RowKey]
    withdrawal_id: Mapped[int] = mapped_column(RowId, ForeignKey("withdrawal.id"), unique=True)
    confirmed_by: Mapped[Actor]
    added_in: Mapped[AddedIn]
