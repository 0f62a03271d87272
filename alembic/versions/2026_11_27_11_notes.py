"""Notes and to-dos on people, cases and events, and their ends."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op
from app.storage.append_only import Guard, create, drop

revision = "2026_11_27_11"
down_revision = "2026_11_27_10"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
GUARDS = (
    Guard(
        "note",
        unique=(("id",),),
        columns=("id", "subject_id", "kind", "author", "made_at", "level", "body"),
        update_columns=("body",),
    ),
    Guard("note_done", unique=(("note_id",),), columns=("note_id", "actor", "done_at")),
)


def upgrade() -> None:
    op.create_table(
        "note",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("subject_id", ROW, nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_note_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index(op.f("ix_note_subject_id"), "note", ["subject_id"])
    op.create_table(
        "note_done",
        sa.Column("note_id", sa.String(length=16), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name=op.f("fk_note_done_note_id")),
        sa.PrimaryKeyConstraint("note_id", name=op.f("pk_note_done")),
    )
    dialect = op.get_bind().dialect.name
    for guard in GUARDS:
        for statement in create(guard, dialect):
            op.execute(statement)


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    for guard in reversed(GUARDS):
        for statement in drop(guard, dialect):
            op.execute(statement)
    op.drop_table("note_done")
    op.drop_table("note")
