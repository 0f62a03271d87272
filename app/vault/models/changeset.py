"""Changesets: what entered the record together, by whom, approved by whom; chained by hash. Never edited, never deleted."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, String
from sqlalchemy import Text as PlainText
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.base import Base
from app.storage.columns import RowId
from app.vault.models.columns import Actor, Code, Hash, MomentColumn, OptionalActor, RowKey, Text


class Changeset(Base):
    """`contents`: for each table its entries' number and digest (JSON). `text`: the summary."""

    __tablename__ = "changeset"
    __table_args__ = (CheckConstraint("approved_by <> author", name="approved_by_another"),)

    number: Mapped[RowKey]
    previous_hash: Mapped[Hash]
    hash: Mapped[Hash] = mapped_column(unique=True)
    kind: Mapped[Code]
    author: Mapped[Actor]
    approved_by: Mapped[OptionalActor]
    made_at: Mapped[MomentColumn]
    contents: Mapped[str] = mapped_column(PlainText)
    text: Mapped[Text]
    commitment: Mapped[Hash]


class ChainHead(Base):
    """One row: the last changeset. Whoever writes locks it first."""

    __tablename__ = "chain_head"

    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    number: Mapped[int] = mapped_column(RowId)
    hash: Mapped[Hash]
