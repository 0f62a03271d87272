"""Reversals: a changeset that no longer counts. Its rows stay; reading leaves them out while the reversal itself counts."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.base import Base
from app.storage.columns import RowId
from app.vault.models.columns import AddedIn, RowKey


class Reversal(Base):
    __tablename__ = "reversal"

    id: Mapped[RowKey]
    changeset_number: Mapped[int] = mapped_column(RowId, ForeignKey("changeset.number"), index=True)
    added_in: Mapped[AddedIn]
