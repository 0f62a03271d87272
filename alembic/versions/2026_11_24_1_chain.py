"""Changesets and the head of their chain."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op
from app.storage.append_only import Guard, create, drop

revision = "2026_11_24_1"
down_revision = None
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEPT = (
    Guard(
        "changeset",
        unique=(("number",), ("hash",)),
        columns=(
            "number",
            "previous_hash",
            "hash",
            "kind",
            "author",
            "approved_by",
            "made_at",
            "contents",
            "text",
            "commitment",
        ),
        update_columns=("text",),
    ),
    Guard("chain_head", unique=(("name",),), columns=("name", "number", "hash"), update_columns=("number", "hash")),
)
GENESIS = "92241490a8376ee59d6ced4122f119d48584934ed8b62e0c30aa499a34471de4"


def upgrade() -> None:
    op.create_table(
        "changeset",
        sa.Column("number", ROW, autoincrement=False, nullable=False),
        sa.Column("previous_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("approved_by", sa.String(length=64), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contents", sa.Text(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("commitment", sa.LargeBinary(32), nullable=False),
        sa.CheckConstraint("approved_by <> author", name=op.f("ck_changeset_approved_by_another")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_changeset")),
        sa.UniqueConstraint("hash", name=op.f("uq_changeset_hash")),
    )
    op.create_table(
        "chain_head",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("number", ROW, nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_chain_head")),
    )
    head = sa.table("chain_head", sa.column("name"), sa.column("number"), sa.column("hash", sa.LargeBinary))
    op.bulk_insert(head, [{"name": "changesets", "number": 0, "hash": bytes.fromhex(GENESIS)}])
    dialect = op.get_bind().dialect.name
    for guard in KEPT:
        for statement in create(guard, dialect):
            op.execute(statement)


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    for guard in reversed(KEPT):
        for statement in drop(guard, dialect):
            op.execute(statement)
    op.drop_table("chain_head")
    op.drop_table("changeset")
