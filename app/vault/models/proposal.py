"""Drafts, who wrote in them, what reviewers said, and which files came in. A proposal may change; the rest may not."""

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


class ProposalAuthor(Base):
    """Whoever ever wrote in a proposal. None of them may approve it."""

    __tablename__ = "proposal_author"

    proposal_id: Mapped[str] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    actor: Mapped[str] = mapped_column(String(64), primary_key=True)
    since: Mapped[MomentColumn]


class Review(Base):
    """A reviewer's word. `content_hash`: exactly what it is about; `level`: the clearance with which it was seen."""

    __tablename__ = "review"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    proposal_id: Mapped[str] = mapped_column(ForeignKey("proposal.id"), index=True)
    reviewer: Mapped[Actor]
    verdict: Mapped[Code]
    content_hash: Mapped[Hash]
    made_at: Mapped[MomentColumn]
    level: Mapped[LevelColumn]
    body: Mapped[Text]
