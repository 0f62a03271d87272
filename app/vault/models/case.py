"""Cases: one person in one return; what happened before and after; and ties between people."""

# ruff: noqa: RUF012 - SQLAlchemy's base declares these without ClassVar, and mypy holds us to it

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.storage.columns import RowId
from app.vault.models.claim import AgeClaim, DateClaim, PlaceClaim, TermClaim, TextClaim, about
from app.vault.models.columns import Code, RowKey, term_of
from app.vault.models.source import Source
from app.vault.models.subject import Individual, ReturnEvent, Subject


class Case(Subject):
    """One individual in one return event."""

    __tablename__ = "case"
    __mapper_args__ = {"polymorphic_identity": "case"}

    id: Mapped[RowKey] = mapped_column(ForeignKey("subject.id"))
    individual_id: Mapped[int] = mapped_column(RowId, ForeignKey("individual.id"), index=True)
    return_event_id: Mapped[int] = mapped_column(RowId, ForeignKey("return_event.id"), index=True)

    individual: Mapped[Individual] = relationship(lazy="raise", foreign_keys=[individual_id])
    return_event: Mapped[ReturnEvent] = relationship(lazy="raise", foreign_keys=[return_event_id])
    ages: Mapped[list[AgeClaim]] = about("Case", AgeClaim)
    dates: Mapped[list[DateClaim]] = about("Case", DateClaim)
    places: Mapped[list[PlaceClaim]] = about("Case", PlaceClaim)
    terms: Mapped[list[TermClaim]] = about("Case", TermClaim)
    accounts: Mapped[list[TextClaim]] = about("Case", TextClaim)


class CaseEvent(Subject):
    """Something that happened to the person of a case, before or after: arrest, trial, release."""

    __tablename__ = "case_event"
    __mapper_args__ = {"polymorphic_identity": "case_event"}

    id: Mapped[RowKey] = mapped_column(ForeignKey("subject.id"))
    case_id: Mapped[int] = mapped_column(RowId, ForeignKey("case.id"), index=True)
    event_type: Mapped[Code] = term_of("case_event_type")

    case: Mapped[Case] = relationship(lazy="raise", foreign_keys=[case_id])
    dates: Mapped[list[DateClaim]] = about("CaseEvent", DateClaim)
    places: Mapped[list[PlaceClaim]] = about("CaseEvent", PlaceClaim)


class Relationship(Subject):
    """A tie between two people: `type` is what b is to a, as one source tells it."""

    __tablename__ = "relationship"
    __table_args__ = (CheckConstraint("a_id <> b_id", name="two_people"),)
    __mapper_args__ = {"polymorphic_identity": "relationship"}

    id: Mapped[RowKey] = mapped_column(ForeignKey("subject.id"))
    a_id: Mapped[int] = mapped_column(RowId, ForeignKey("individual.id"), index=True)
    b_id: Mapped[int] = mapped_column(RowId, ForeignKey("individual.id"), index=True)
    type: Mapped[Code] = term_of("relationship")
    certainty: Mapped[Code] = term_of("certainty")
    source_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("source.id"))

    a: Mapped[Individual] = relationship(lazy="raise", foreign_keys=[a_id])
    b: Mapped[Individual] = relationship(lazy="raise", foreign_keys=[b_id])
    source: Mapped[Source | None] = relationship(lazy="raise")
