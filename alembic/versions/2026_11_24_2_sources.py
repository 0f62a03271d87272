"""Sources, their copies, and what they derive from."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op
from app.storage.append_only import Guard, create, drop

revision = "2026_11_24_2"
down_revision = "2026_11_24_1"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEPT = (
    Guard(
        "source",
        unique=(("id",), ("key",), ("public_id",)),
        columns=(
            "id",
            "public_id",
            "key",
            "publisher_key",
            "type",
            "language",
            "published",
            "reliability",
            "information_basis",
            "level",
            "text",
            "commitment",
            "added_in",
        ),
        update_columns=("text",),
    ),
    Guard(
        "source_copy",
        unique=(("id",),),
        columns=("id", "source_id", "captured_at", "media_type", "size", "sha256", "role", "level", "added_in"),
    ),
    Guard("source_derivation", unique=(("id",),), columns=("id", "source_id", "derived_from_id", "token", "added_in")),
)


def upgrade() -> None:
    op.create_table(
        "source",
        sa.Column("id", ROW, autoincrement=False, nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("publisher_key", sa.String(length=128), nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("published", sa.String(length=64), nullable=False),
        sa.Column("reliability", sa.String(length=64), nullable=True),
        sa.Column("information_basis", sa.String(length=64), nullable=True),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("commitment", sa.LargeBinary(32), nullable=False),
        sa.Column("added_in", ROW, nullable=False),
        sa.ForeignKeyConstraint(["added_in"], ["changeset.number"], name=op.f("fk_source_added_in")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("key", name=op.f("uq_source_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_source_public_id")),
    )
    op.create_index(op.f("ix_source_added_in"), "source", ["added_in"])
    op.create_table(
        "source_copy",
        sa.Column("id", ROW, autoincrement=False, nullable=False),
        sa.Column("source_id", ROW, nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("media_type", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(32), nullable=False),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("added_in", ROW, nullable=False),
        sa.ForeignKeyConstraint(["added_in"], ["changeset.number"], name=op.f("fk_source_copy_added_in")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_source_copy_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_copy")),
    )
    op.create_index(op.f("ix_source_copy_added_in"), "source_copy", ["added_in"])
    op.create_index(op.f("ix_source_copy_source_id"), "source_copy", ["source_id"])
    op.create_table(
        "source_derivation",
        sa.Column("id", ROW, autoincrement=False, nullable=False),
        sa.Column("source_id", ROW, nullable=False),
        sa.Column("derived_from_id", ROW, nullable=True),
        sa.Column("token", sa.String(length=256), nullable=False),
        sa.Column("added_in", ROW, nullable=False),
        sa.CheckConstraint(
            "derived_from_id IS NOT NULL OR token <> ''", name=op.f("ck_source_derivation_from_something")
        ),
        sa.ForeignKeyConstraint(["added_in"], ["changeset.number"], name=op.f("fk_source_derivation_added_in")),
        sa.ForeignKeyConstraint(["derived_from_id"], ["source.id"], name=op.f("fk_source_derivation_derived_from_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_source_derivation_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_derivation")),
    )
    op.create_index(op.f("ix_source_derivation_added_in"), "source_derivation", ["added_in"])
    op.create_index(op.f("ix_source_derivation_source_id"), "source_derivation", ["source_id"])
    dialect = op.get_bind().dialect.name
    for guard in KEPT:
        for statement in create(guard, dialect):
            op.execute(statement)


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    for guard in reversed(KEPT):
        for statement in drop(guard, dialect):
            op.execute(statement)
    op.drop_table("source_derivation")
    op.drop_table("source_copy")
    op.drop_table("source")
