"""Notes and to-dos on a person, case or event, outside any draft. Not history: the chain does not cover them. Never changed;
a to-do ends by a row of its own.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.base import Base
from app.storage.columns import RowId
from app.vault.models.columns import Actor, Code, LevelColumn, MomentColumn, Text


class Note(Base):
    """`kind`: `note` or `todo`. `level`: the clearance from which it is seen; its author sees it in any case."""

    __tablename__ = "note"
    __table_args__ = (Index("ix_note_kind", "kind", "made_at"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    subject_id: Mapped[int] = mapped_column(RowId, ForeignKey("subject.id"), index=True)
    kind: Mapped[Code]
    author: Mapped[Actor]
    made_at: Mapped[MomentColumn]
    level: Mapped[LevelColumn]
    body: Mapped[Text]


class NoteDone(Base):
    """The end of a to-do, or of a note that no longer holds: who, and when."""

    __tablename__ = "note_done"

    note_id: Mapped[str] = mapped_column(ForeignKey("note.id"), primary_key=True)
    actor: Mapped[Actor]
    done_at: Mapped[MomentColumn]
