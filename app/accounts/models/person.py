"""Accounts, their second factor, and the invitations by which people come in."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models.columns import Codes, Digest, Id, MaybeWhen, MaybeWho, SecretHash, When, Words
from app.storage.base import Base


class Account(Base):
    """`login_mark`: a keyed hash, so that a stolen table names nobody. `body`: login and name, sealed."""

    __tablename__ = "account"

    id: Mapped[Id]
    login_mark: Mapped[Digest] = mapped_column(unique=True)
    body: Mapped[Words]
    password_hash: Mapped[str] = mapped_column(String(256))
    roles: Mapped[Codes]
    made_at: Mapped[When]
    invited_by: Mapped[MaybeWho]
    ends_at: Mapped[MaybeWhen]
    closed_at: Mapped[MaybeWhen]


class SignInNote(Base):
    """Of one account: when it was signed in to last and before that; how many attempts failed before and since the last time."""

    __tablename__ = "sign_in_note"

    account_id: Mapped[str] = mapped_column(String(16), ForeignKey("account.id"), primary_key=True)
    failed: Mapped[int] = mapped_column(Integer)
    failed_before: Mapped[int] = mapped_column(Integer)
    last_at: Mapped[MaybeWhen]
    before_at: Mapped[MaybeWhen]


class Factor(Base):
    """A TOTP seed, sealed. `last_counter`: the newest time step that was used; none at or below it counts again."""

    __tablename__ = "account_factor"

    account_id: Mapped[str] = mapped_column(String(16), ForeignKey("account.id"), primary_key=True)
    seed: Mapped[Words]
    last_counter: Mapped[int] = mapped_column(BigInteger)
    confirmed_at: Mapped[MaybeWhen]


class RecoveryCode(Base):
    """One code for the day the second factor is lost; used once."""

    __tablename__ = "recovery_code"

    hash: Mapped[SecretHash]
    account_id: Mapped[str] = mapped_column(String(16), ForeignKey("account.id"), index=True)
    used_at: Mapped[MaybeWhen]


class Invitation(Base):
    """A link that makes one account with these roles, once and until its end."""

    __tablename__ = "invitation"

    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    roles: Mapped[Codes]
    made_by: Mapped[MaybeWho]
    made_at: Mapped[When]
    ends_at: Mapped[When]
    used_at: Mapped[MaybeWhen]
    used_by: Mapped[MaybeWho]
