"""A claim's value, sealed: the one part of a claim that may be replaced, for a new key or a lawful erasure.

The salt of the commitment is sealed together with the value: in plain beside it, a thief of the file could test names and
dates against the commitment without any key.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.base import Base
from app.storage.columns import RowId
from app.vault.models.columns import AddedIn, Code, OptionalText, RowKey


class ClaimValue(Base):
    """`body`: canonical value, wording, quote, locator. None once erased."""

    __tablename__ = "claim_value"

    claim_id: Mapped[RowKey] = mapped_column(ForeignKey("claim.id"))
    body: Mapped[OptionalText]


class Erasure(Base):
    """That a claim's value was erased, and on what ground. A body without one of these must be there."""

    __tablename__ = "erasure"

    id: Mapped[RowKey]
    claim_id: Mapped[int] = mapped_column(RowId, ForeignKey("claim.id"), unique=True)
    ground: Mapped[Code]
    added_in: Mapped[AddedIn]
