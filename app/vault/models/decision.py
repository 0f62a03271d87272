"""Publication decisions: in which form, for which purposes, on what basis and evidence, by whom, until when."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.base import Base
from app.storage.columns import CodeList, RowId
from app.vault.models.columns import Actor, AddedIn, Code, Hash, OptionalActor, RowKey, Text, term_of


class PublicationDecision(Base):
    """About an individual or an event. `text`: reason, evidence in words, who asked and how to reach them, threats."""

    __tablename__ = "publication_decision"
    __table_args__ = (CheckConstraint("second_by <> decided_by", name="second_is_another"),)

    id: Mapped[RowKey]
    subject_id: Mapped[int] = mapped_column(RowId, ForeignKey("subject.id"), index=True)
    form: Mapped[Code] = term_of("form_of_display")
    purposes: Mapped[tuple[str, ...]] = mapped_column(CodeList)
    basis: Mapped[Code] = term_of("consent_basis")
    consent_status: Mapped[Code] = term_of("consent_status")
    effect: Mapped[Code] = term_of("effect_of_publicity")
    decided_by: Mapped[Actor]
    second_by: Mapped[OptionalActor]
    decided_on: Mapped[date]
    review_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    embargo_until: Mapped[date | None]
    text: Mapped[Text]
    commitment: Mapped[Hash]
    added_in: Mapped[AddedIn]


class DecisionEvidence(Base):
    """A source that shows the basis of a decision."""

    __tablename__ = "decision_evidence"
    __table_args__ = (UniqueConstraint("decision_id", "source_id"),)

    id: Mapped[RowKey]
    decision_id: Mapped[int] = mapped_column(RowId, ForeignKey("publication_decision.id"))
    source_id: Mapped[int] = mapped_column(RowId, ForeignKey("source.id"))
    added_in: Mapped[AddedIn]
