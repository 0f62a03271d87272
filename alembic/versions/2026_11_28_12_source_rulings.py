"""Rulings on the level of sources."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op
from app.storage.append_only import Guard, create, drop

revision = "2026_11_28_12"
down_revision = "2026_11_27_11"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
GUARD = Guard(
    "source_ruling",
    unique=(("id",),),
    columns=("id", "source_id", "level", "level_reason", "text", "commitment", "added_in"),
    update_columns=("text",),
)


def upgrade() -> None:
    op.create_table(
        "source_ruling",
        sa.Column("id", ROW, autoincrement=False, nullable=False),
        sa.Column("source_id", ROW, nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("level_reason", sa.String(length=64), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("commitment", sa.LargeBinary(32), nullable=True),
        sa.Column("added_in", ROW, nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_source_ruling_source_id")),
        sa.ForeignKeyConstraint(["added_in"], ["changeset.number"], name=op.f("fk_source_ruling_added_in")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_ruling")),
    )
    for column in ("source_id", "added_in"):
        op.create_index(op.f(f"ix_source_ruling_{column}"), "source_ruling", [column])
    for statement in create(GUARD, op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    for statement in drop(GUARD, op.get_bind().dialect.name):
        op.execute(statement)
    op.drop_table("source_ruling")
