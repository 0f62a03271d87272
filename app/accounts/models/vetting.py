"""Requests for access, who agreed, and what was granted until when."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models.columns import Code, Digest, Id, LevelColumn, MaybeWhen, MaybeWho, When, Who, Words
from app.storage.base import Base


class AccessRequest(Base):
    """`body`: purpose, affiliation, referees and the agreement accepted, sealed. `digest` is over all that is asked for."""

    __tablename__ = "access_request"

    id: Mapped[Id]
    account_id: Mapped[Who]
    level: Mapped[LevelColumn]
    body: Mapped[Words]
    digest: Mapped[Digest]
    asked_at: Mapped[When]
    ends_at: Mapped[When]
    state: Mapped[Code]


class Approval(Base):
    """One person's word on one request. `digest`: what exactly was agreed to. Never changed, never deleted."""

    __tablename__ = "access_approval"

    request_id: Mapped[str] = mapped_column(String(16), ForeignKey("access_request.id"), primary_key=True)
    approver_id: Mapped[str] = mapped_column(String(16), ForeignKey("account.id"), primary_key=True)
    verdict: Mapped[Code]
    digest: Mapped[Digest]
    made_at: Mapped[When]


class AccessGrant(Base):
    """Clearance for a level from one moment to another."""

    __tablename__ = "access_grant"

    id: Mapped[Id]
    account_id: Mapped[Who]
    level: Mapped[LevelColumn]
    request_id: Mapped[str] = mapped_column(String(16), ForeignKey("access_request.id"), unique=True)
    starts_at: Mapped[When]
    ends_at: Mapped[When]
    revoked_at: Mapped[MaybeWhen]
    revoked_by: Mapped[MaybeWho]
