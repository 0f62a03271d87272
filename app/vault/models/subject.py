"""Subjects: whom or what claims are about. Their structure is plain; all that is said about them is claims."""

# ruff: noqa: RUF012 - SQLAlchemy's base declares these without ClassVar, and mypy holds us to it

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.base import Base
from app.vault.models.claim import Claim, CountClaim, DateClaim, NameClaim, PlaceClaim, TermClaim, about
from app.vault.models.columns import AddedIn, Code, LevelColumn, OptionalHash, OptionalText, PublicId, RowKey, term_of


class Subject(Base):
    """`public_id`: random, says nothing. `text`: an event's label, a tie's place in its source, why this row is there."""

    __tablename__ = "subject"
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "subject"}

    id: Mapped[RowKey]
    kind: Mapped[Code]
    public_id: Mapped[PublicId]
    level: Mapped[LevelColumn]
    text: Mapped[OptionalText]
    commitment: Mapped[OptionalHash]
    added_in: Mapped[AddedIn]

    claims: Mapped[list[Claim]] = about("Subject", Claim)


class Individual(Subject):
    """A person. `individual_kind`: named, partly named, pseudonymous, unnamed."""

    __tablename__ = "individual"
    __mapper_args__ = {"polymorphic_identity": "individual"}

    id: Mapped[RowKey] = mapped_column(ForeignKey("subject.id"))
    individual_kind: Mapped[Code] = term_of("individual_kind")

    names: Mapped[list[NameClaim]] = about("Individual", NameClaim)
    births: Mapped[list[DateClaim]] = about("Individual", DateClaim, "birth")
    sexes: Mapped[list[TermClaim]] = about("Individual", TermClaim, "sex")
    origins: Mapped[list[PlaceClaim]] = about("Individual", PlaceClaim, "origin_place")


class ReturnEvent(Subject):
    """People handed over by one state around one time; its label is in `text`."""

    __tablename__ = "return_event"
    __mapper_args__ = {"polymorphic_identity": "return_event"}

    id: Mapped[RowKey] = mapped_column(ForeignKey("subject.id"))

    dates: Mapped[list[DateClaim]] = about("ReturnEvent", DateClaim)
    counts: Mapped[list[CountClaim]] = about("ReturnEvent", CountClaim)
