"""Finding rows by the names that people and files use for them. Small answers; for everything at once see `reading`."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.vault import models


def subject_ids(session: Session) -> dict[str, int]:
    """Row ids of all subjects by public id."""
    return dict(iter(session.execute(select(models.Subject.public_id, models.Subject.id))))


def source_ids(session: Session) -> dict[str, int]:
    """Row ids of all sources by key."""
    return dict(iter(session.execute(select(models.Source.key, models.Source.id))))


def batch_changeset(session: Session, file_hash: bytes) -> int | None:
    """The number of the changeset that received this file, or None if it never came in."""
    wanted = select(models.ImportBatch.added_in).where(models.ImportBatch.file_hash == file_hash)
    return session.execute(wanted).scalar_one_or_none()
