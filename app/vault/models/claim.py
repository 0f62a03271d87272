"""Claims: source S says that field F of subject X is V. Immutable; what is thought of them later is rulings.

One table, typed by the kind of value, so that a new field in the codebook needs no migration. The value is in `claim_value`.
"""

# ruff: noqa: RUF012 - SQLAlchemy's base declares these without ClassVar, and mypy holds us to it

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import ForeignKey, Index, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.storage.base import Base
from app.storage.columns import RowId
from app.vault.models.claim_value import ClaimValue
from app.vault.models.columns import AddedIn, Code, Hash, LevelColumn, OptionalCode, RowKey, term_of
from app.vault.models.ruling import ClaimRuling
from app.vault.models.source import Source

C = TypeVar("C", bound="Claim")
CODED = text("coded_from_id IS NOT NULL")
"""Few claims are: an index over all of them would not be used."""


def about(owner: str, claims: type[C], field: str | None = None) -> Mapped[list[C]]:
    """The claims of one kind (and field) about a subject, in the order in which they were entered."""
    join = f"{owner}.id == foreign({claims.__name__}.subject_id)"
    if field is not None:
        join = f"and_({join}, {claims.__name__}.field == {field!r})"
    return relationship(claims, primaryjoin=join, lazy="raise", viewonly=True, order_by=claims.id, uselist=True)


class Claim(Base):
    """`level`: as entered. `polarity`: asserts or denies. `coded_from`: the claim whose words a person coded into this one.

    `commitment`: SHA-256 over a random salt and the value with its wording, quote and locator; the chain covers it, so a
    value can be erased by law and the chain still holds.
    """

    __tablename__ = "claim"
    __table_args__ = (Index("ix_claim_coded_from_id", "coded_from_id", sqlite_where=CODED, postgresql_where=CODED),)
    __mapper_args__ = {"polymorphic_on": "kind"}

    id: Mapped[RowKey]
    kind: Mapped[Code]
    subject_id: Mapped[int] = mapped_column(RowId, ForeignKey("subject.id"), index=True)
    field: Mapped[Code]
    source_id: Mapped[int] = mapped_column(RowId, ForeignKey("source.id"), index=True)
    information_basis: Mapped[OptionalCode] = term_of("information_basis")
    credibility: Mapped[int | None] = mapped_column(SmallInteger)
    certainty: Mapped[OptionalCode] = term_of("certainty")
    polarity: Mapped[Code] = term_of("polarity")
    level: Mapped[LevelColumn]
    coded_from_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("claim.id"))
    commitment: Mapped[Hash] = mapped_column(unique=True)
    added_in: Mapped[AddedIn]

    source: Mapped[Source] = relationship(lazy="raise")
    value: Mapped[ClaimValue | None] = relationship(lazy="raise", viewonly=True)
    rulings: Mapped[list[ClaimRuling]] = relationship(lazy="raise", viewonly=True, order_by=ClaimRuling.id)


class NameClaim(Claim):
    __mapper_args__ = {"polymorphic_identity": "name"}


class DateClaim(Claim):
    __mapper_args__ = {"polymorphic_identity": "date"}


class AgeClaim(Claim):
    __mapper_args__ = {"polymorphic_identity": "age"}


class PlaceClaim(Claim):
    __mapper_args__ = {"polymorphic_identity": "place"}


class TermClaim(Claim):
    __mapper_args__ = {"polymorphic_identity": "term"}


class CountClaim(Claim):
    __mapper_args__ = {"polymorphic_identity": "count"}


class TextClaim(Claim):
    __mapper_args__ = {"polymorphic_identity": "text"}
