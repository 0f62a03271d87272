"""Sessions, known devices, tokens for programs, and failed attempts. Every secret is kept as its hash."""

from __future__ import annotations

from sqlalchemy import BigInteger, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models.columns import Codes, LevelColumn, MaybeWhen, SecretHash, When, Who
from app.storage.base import Base


class MemberSession(Base):
    """`level`: the edition its reader chose, never more than the clearance of the moment."""

    __tablename__ = "member_session"

    hash: Mapped[SecretHash]
    account_id: Mapped[Who]
    level: Mapped[LevelColumn]
    made_at: Mapped[When]
    seen_at: Mapped[When]
    stepped_up_at: Mapped[MaybeWhen]
    ends_at: Mapped[When]


class Device(Base):
    """A browser in which the account's owner signed in before: failures of others do not hold it up."""

    __tablename__ = "known_device"

    hash: Mapped[SecretHash]
    account_id: Mapped[Who]
    made_at: Mapped[When]


class ApiToken(Base):
    """A key for a program: named, ending, revocable; at most `researcher`."""

    __tablename__ = "api_token"

    hash: Mapped[SecretHash]
    id: Mapped[str] = mapped_column(String(16), unique=True)
    account_id: Mapped[Who]
    name: Mapped[str] = mapped_column(String(60))
    scopes: Mapped[Codes]
    made_at: Mapped[When]
    ends_at: Mapped[When]
    revoked_at: Mapped[MaybeWhen]


class Attempt(Base):
    """How many failed within one minute, by a keyed hash of whom or where."""

    __tablename__ = "attempt"

    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    mark: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    minute: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    count: Mapped[int] = mapped_column(Integer)
