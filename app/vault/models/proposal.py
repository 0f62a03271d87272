"""Drafts and batches: what somebody proposes, and which files came in. A proposal may change; a batch is history."""

# ruff: noqa: RUF012 - SQLAlchemy's base declares these without ClassVar, and mypy holds us to it

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.base import Base
from app.storage.columns import RowId
from app.vault.models.columns import Actor, AddedIn, Code, Hash, LevelColumn, MomentColumn, RowKey, Text


class ImportBatch(Base):
    """A file that came in, known by its hash: the same batch twice changes nothing."""

    __tablename__ = "import_batch"

    id: Mapped[RowKey]
    file_hash: Mapped[Hash] = mapped_column(unique=True)
    kind: Mapped[Code]
    imported_at: Mapped[MomentColumn]
    rows: Mapped[int] = mapped_column(Integer)
    added_in: Mapped[AddedIn]


class Proposal(Base):
    """A mutable draft. `version` counts its edits: who saves over somebody else's edit is refused (StaleDataError)."""

    __tablename__ = "proposal"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    state: Mapped[Code]
    author: Mapped[Actor]
    created_at: Mapped[MomentColumn]
    level: Mapped[LevelColumn]
    body: Mapped[Text]
    batch_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("import_batch.id"), index=True)
    changeset_number: Mapped[int | None] = mapped_column(RowId, ForeignKey("changeset.number"))
    """Set once it was approved."""

    __mapper_args__ = {"version_id_col": version}
