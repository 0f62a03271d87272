"""Sources: what was read, its kept copies, and which source copies which. The words about a source lie sealed."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.storage.base import Base
from app.storage.columns import RowId
from app.vault.models.columns import (
    AddedIn,
    Code,
    Hash,
    LevelColumn,
    MomentColumn,
    OptionalCode,
    PublicId,
    RowKey,
    Text,
    term_of,
)


class Source(Base):
    """`text`: title, author, publisher, url, note. `published`: EDTF. `information_basis`: how it knows, unless a claim departs."""

    __tablename__ = "source"

    id: Mapped[RowKey]
    public_id: Mapped[PublicId]
    key: Mapped[str] = mapped_column(String(128), unique=True)
    publisher_key: Mapped[str] = mapped_column(String(128))
    type: Mapped[Code] = term_of("source_type")
    language: Mapped[Code]
    published: Mapped[Code]
    reliability: Mapped[OptionalCode] = term_of("reliability")
    information_basis: Mapped[OptionalCode] = term_of("information_basis")
    level: Mapped[LevelColumn]
    text: Mapped[Text]
    commitment: Mapped[Hash]
    added_in: Mapped[AddedIn]

    copies: Mapped[list[SourceCopy]] = relationship(lazy="raise", viewonly=True)
    derivations: Mapped[list[SourceDerivation]] = relationship(
        lazy="raise", viewonly=True, foreign_keys="SourceDerivation.source_id"
    )


class SourceCopy(Base):
    """A kept file of a source, known by its hash; the file itself lies elsewhere."""

    __tablename__ = "source_copy"

    id: Mapped[RowKey]
    source_id: Mapped[int] = mapped_column(RowId, ForeignKey("source.id"), index=True)
    captured_at: Mapped[MomentColumn]
    media_type: Mapped[Code]
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[Hash]
    role: Mapped[Code]
    level: Mapped[LevelColumn]
    added_in: Mapped[AddedIn]


class SourceDerivation(Base):
    """A source repeats another: one of ours, or a body known only by a token. It is then no second source."""

    __tablename__ = "source_derivation"
    __table_args__ = (CheckConstraint("derived_from_id IS NOT NULL OR token <> ''", name="from_something"),)

    id: Mapped[RowKey]
    source_id: Mapped[int] = mapped_column(RowId, ForeignKey("source.id"), index=True)
    derived_from_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("source.id"))
    token: Mapped[str] = mapped_column(String(256))
    added_in: Mapped[AddedIn]
