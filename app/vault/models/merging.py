"""Duplicates: two subjects found to be one, the end of such a merge, and what was decided about a pair.

A merge moves nothing: the rows of both stay as they are, and reading folds the one into the other while the merge stands.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.base import Base
from app.storage.columns import RowId
from app.vault.models.columns import Actor, AddedIn, Code, LevelColumn, OptionalHash, OptionalText, RowKey


class Merge(Base):
    """`redirect_at`: the lowest level at which both were shown, so that the old address may lead on; SEALED: at none."""

    __tablename__ = "merge"
    __table_args__ = (CheckConstraint("kept_id <> merged_id", name="two_subjects"),)

    id: Mapped[RowKey]
    kept_id: Mapped[int] = mapped_column(RowId, ForeignKey("subject.id"), index=True)
    merged_id: Mapped[int] = mapped_column(RowId, ForeignKey("subject.id"), index=True)
    redirect_at: Mapped[LevelColumn]
    text: Mapped[OptionalText]
    commitment: Mapped[OptionalHash]
    added_in: Mapped[AddedIn]


class MergeEnd(Base):
    """A merge taken back; both are again what they were."""

    __tablename__ = "merge_end"

    id: Mapped[RowKey]
    merge_id: Mapped[int] = mapped_column(RowId, ForeignKey("merge.id"), unique=True)
    added_in: Mapped[AddedIn]


class DuplicateDecision(Base):
    """Whether two individuals are the same person; `different` is remembered. The last one about a pair counts.

    `a_id` is the lower of the two; the recorder sees to it.
    """

    __tablename__ = "duplicate_decision"

    id: Mapped[RowKey]
    a_id: Mapped[int] = mapped_column(RowId, ForeignKey("individual.id"), index=True)
    b_id: Mapped[int] = mapped_column(RowId, ForeignKey("individual.id"), index=True)
    decision: Mapped[Code]
    decided_by: Mapped[Actor]
    text: Mapped[OptionalText]
    commitment: Mapped[OptionalHash]
    added_in: Mapped[AddedIn]
