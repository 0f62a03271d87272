"""Which subjects a span of changesets touched: whose rows came, or began or ceased to count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from sqlalchemy import Select, Table, select
from sqlalchemy.orm import Session

from app.vault import models

COLUMNS: tuple[tuple[type, str], ...] = (
    (models.Subject, "id"),
    (models.Claim, "subject_id"),
    (models.CaseStanding, "case_id"),
    (models.PublicationDecision, "subject_id"),
    (models.Withdrawal, "subject_id"),
    (models.SubjectRuling, "subject_id"),
    (models.VerificationRuling, "case_id"),
    (models.Merge, "kept_id"),
    (models.Merge, "merged_id"),
)
"""Rows that name their subjects themselves."""
BY_PARENT: tuple[tuple[type, str, type, tuple[str, ...]], ...] = (
    (models.ClaimRuling, "claim_id", models.Claim, ("subject_id",)),
    (models.Erasure, "claim_id", models.Claim, ("subject_id",)),
    (models.WithdrawalClosing, "withdrawal_id", models.Withdrawal, ("subject_id",)),
    (models.MergeEnd, "merge_id", models.Merge, ("kept_id", "merged_id")),
)


def touched(session: Session, since: int) -> set[int]:
    """Row ids of the subjects that changesets after `since` touched, by themselves or by what they reversed."""
    numbers = set(session.scalars(select(models.Changeset.number).where(models.Changeset.number > since)))
    new = numbers
    while new:
        reversal = models.Reversal
        new = set(session.scalars(select(reversal.changeset_number).where(reversal.added_in.in_(new)))) - numbers
        numbers |= new
    return {subject for wanted in _wanted(numbers) for subject in session.scalars(wanted)}


def _wanted(numbers: set[int]) -> Iterator[Select[Any]]:
    for model, column in COLUMNS:
        own = _columns(model)
        yield select(own[column]).where(own.added_in.in_(numbers))
    for model, link, parent, columns in BY_PARENT:
        own, theirs = _columns(model), _columns(parent)
        for column in columns:
            yield select(theirs[column]).where(theirs.id == own[link], own.added_in.in_(numbers))


def _columns(model: type) -> Any:
    return cast("Table", model.__table__).c  # type: ignore[attr-defined]  # every model has one
