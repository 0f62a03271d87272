"""Import batches and proposals. A proposal is the one table of the record that may change freely."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op
from app.storage.append_only import Guard, create, drop

revision = "2026_11_24_6"
down_revision = "2026_11_24_5"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEPT = (
    Guard(
        "import_batch",
        unique=(("id",), ("file_hash",)),
        columns=("id", "file_hash", "kind", "imported_at", "rows", "added_in"),
    ),
)


def upgrade() -> None:
    op.create_table(
        "import_batch",
        sa.Column("id", ROW, autoincrement=False, nullable=False),
        sa.Column("file_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("added_in", ROW, nullable=False),
        sa.ForeignKeyConstraint(["added_in"], ["changeset.number"], name=op.f("fk_import_batch_added_in")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
        sa.UniqueConstraint("file_hash", name=op.f("uq_import_batch_file_hash")),
    )
    op.create_index(op.f("ix_import_batch_added_in"), "import_batch", ["added_in"])
    op.create_table(
        "proposal",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("batch_id", ROW, nullable=True),
        sa.Column("changeset_number", ROW, nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_proposal_batch_id")),
        sa.ForeignKeyConstraint(["changeset_number"], ["changeset.number"], name=op.f("fk_proposal_changeset_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    op.create_index(op.f("ix_proposal_batch_id"), "proposal", ["batch_id"])
    dialect = op.get_bind().dialect.name
    for guard in KEPT:
        for statement in create(guard, dialect):
            op.execute(statement)


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    for guard in reversed(KEPT):
        for statement in drop(guard, dialect):
            op.execute(statement)
    op.drop_table("proposal")
    op.drop_table("import_batch")
