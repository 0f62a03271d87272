"""What is to be done is asked for by each front page: it is found by its kind, among all notes."""

from __future__ import annotations

from alembic import op

revision = "2026_11_29_14"
down_revision = "2026_11_29_13"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_note_kind"), "note", ["kind", "made_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_note_kind"), "note")
