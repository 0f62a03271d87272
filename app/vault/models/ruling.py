"""Rulings: what was decided about a claim, and where a case stands. Append-only; the last one counts."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.base import Base
from app.storage.columns import RowId
from app.vault.models.columns import (
    AddedIn,
    Code,
    LevelColumn,
    OptionalCode,
    OptionalHash,
    OptionalText,
    RowKey,
    term_of,
)


class ClaimRuling(Base):
    """A claim's standing and level from this changeset on; `text` is the reason in words, if one was given."""

    __tablename__ = "claim_ruling"

    id: Mapped[RowKey]
    claim_id: Mapped[int] = mapped_column(RowId, ForeignKey("claim.id"), index=True)
    standing: Mapped[Code] = term_of("claim_standing")
    level: Mapped[LevelColumn]
    level_reason: Mapped[OptionalCode] = term_of("level_reason")
    text: Mapped[OptionalText]
    commitment: Mapped[OptionalHash]
    added_in: Mapped[AddedIn]


class CaseStanding(Base):
    """A case's state (vocabulary case_state) from this changeset on, and the change reason."""

    __tablename__ = "case_standing"

    id: Mapped[RowKey]
    case_id: Mapped[int] = mapped_column(RowId, ForeignKey("case.id"), index=True)
    state: Mapped[Code] = term_of("case_state")
    reason: Mapped[OptionalCode] = term_of("change_reason")
    added_in: Mapped[AddedIn]


class SubjectRuling(Base):
    """A subject's level from this changeset on."""

    __tablename__ = "subject_ruling"

    id: Mapped[RowKey]
    subject_id: Mapped[int] = mapped_column(RowId, ForeignKey("subject.id"), index=True)
    level: Mapped[LevelColumn]
    level_reason: Mapped[OptionalCode] = term_of("level_reason")
    text: Mapped[OptionalText]
    commitment: Mapped[OptionalHash]
    added_in: Mapped[AddedIn]


class SourceRuling(Base):
    """A source's level from this changeset on; all that only it says moves with it."""

    __tablename__ = "source_ruling"

    id: Mapped[RowKey]
    source_id: Mapped[int] = mapped_column(RowId, ForeignKey("source.id"), index=True)
    level: Mapped[LevelColumn]
    level_reason: Mapped[OptionalCode] = term_of("level_reason")
    text: Mapped[OptionalText]
    commitment: Mapped[OptionalHash]
    added_in: Mapped[AddedIn]


class VerificationRuling(Base):
    """The most a case's verification may say from this changeset on, whatever its sources allow (vocabulary verification)."""

    __tablename__ = "verification_ruling"

    id: Mapped[RowKey]
    case_id: Mapped[int] = mapped_column(RowId, ForeignKey("case.id"), index=True)
    verification: Mapped[Code] = term_of("verification")
    text: Mapped[OptionalText]
    commitment: Mapped[OptionalHash]
    added_in: Mapped[AddedIn]
