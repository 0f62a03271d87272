"""Claims, their sealed values, rulings about them, erasures, and where cases stand."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op
from app.storage.append_only import Guard, create, drop

revision = "2026_11_24_4"
down_revision = "2026_11_24_3"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEPT = (
    Guard(
        "claim",
        unique=(("id",), ("commitment",)),
        columns=(
            "id",
            "kind",
            "subject_id",
            "field",
            "source_id",
            "information_basis",
            "credibility",
            "certainty",
            "polarity",
            "level",
            "coded_from_id",
            "commitment",
            "added_in",
        ),
    ),
    Guard("claim_value", unique=(("claim_id",),), columns=("claim_id", "body"), update_columns=("body",)),
    Guard(
        "claim_ruling",
        unique=(("id",),),
        columns=("id", "claim_id", "standing", "level", "level_reason", "text", "commitment", "added_in"),
        update_columns=("text",),
    ),
    Guard("erasure", unique=(("id",), ("claim_id",)), columns=("id", "claim_id", "ground", "added_in")),
    Guard("case_standing", unique=(("id",),), columns=("id", "case_id", "state", "reason", "added_in")),
)


def upgrade() -> None:
    op.create_table(
        "claim",
        sa.Column("id", ROW, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("subject_id", ROW, nullable=False),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("source_id", ROW, nullable=False),
        sa.Column("information_basis", sa.String(length=64), nullable=True),
        sa.Column("credibility", sa.SmallInteger(), nullable=True),
        sa.Column("certainty", sa.String(length=64), nullable=True),
        sa.Column("polarity", sa.String(length=64), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("coded_from_id", ROW, nullable=True),
        sa.Column("commitment", sa.LargeBinary(32), nullable=False),
        sa.Column("added_in", ROW, nullable=False),
        sa.ForeignKeyConstraint(["added_in"], ["changeset.number"], name=op.f("fk_claim_added_in")),
        sa.ForeignKeyConstraint(["coded_from_id"], ["claim.id"], name=op.f("fk_claim_coded_from_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_claim_source_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_claim_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint("commitment", name=op.f("uq_claim_commitment")),
    )
    op.create_index(op.f("ix_claim_added_in"), "claim", ["added_in"])
    op.create_index(op.f("ix_claim_source_id"), "claim", ["source_id"])
    op.create_index(op.f("ix_claim_subject_id"), "claim", ["subject_id"])
    op.create_table(
        "claim_value",
        sa.Column("claim_id", ROW, autoincrement=False, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_value_claim_id")),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_claim_value")),
    )
    op.create_table(
        "claim_ruling",
        sa.Column("id", ROW, autoincrement=False, nullable=False),
        sa.Column("claim_id", ROW, nullable=False),
        sa.Column("standing", sa.String(length=64), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("level_reason", sa.String(length=64), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("commitment", sa.LargeBinary(32), nullable=True),
        sa.Column("added_in", ROW, nullable=False),
        sa.ForeignKeyConstraint(["added_in"], ["changeset.number"], name=op.f("fk_claim_ruling_added_in")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_ruling_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_ruling")),
    )
    op.create_index(op.f("ix_claim_ruling_added_in"), "claim_ruling", ["added_in"])
    op.create_index(op.f("ix_claim_ruling_claim_id"), "claim_ruling", ["claim_id"])
    op.create_table(
        "erasure",
        sa.Column("id", ROW, autoincrement=False, nullable=False),
        sa.Column("claim_id", ROW, nullable=False),
        sa.Column("ground", sa.String(length=64), nullable=False),
        sa.Column("added_in", ROW, nullable=False),
        sa.ForeignKeyConstraint(["added_in"], ["changeset.number"], name=op.f("fk_erasure_added_in")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_erasure_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        sa.UniqueConstraint("claim_id", name=op.f("uq_erasure_claim_id")),
    )
    op.create_index(op.f("ix_erasure_added_in"), "erasure", ["added_in"])
    op.create_table(
        "case_standing",
        sa.Column("id", ROW, autoincrement=False, nullable=False),
        sa.Column("case_id", ROW, nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.Column("added_in", ROW, nullable=False),
        sa.ForeignKeyConstraint(["added_in"], ["changeset.number"], name=op.f("fk_case_standing_added_in")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_standing_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_standing")),
    )
    op.create_index(op.f("ix_case_standing_added_in"), "case_standing", ["added_in"])
    op.create_index(op.f("ix_case_standing_case_id"), "case_standing", ["case_id"])
    dialect = op.get_bind().dialect.name
    for guard in KEPT:
        for statement in create(guard, dialect):
            op.execute(statement)


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    for guard in reversed(KEPT):
        for statement in drop(guard, dialect):
            op.execute(statement)
    op.drop_table("case_standing")
    op.drop_table("erasure")
    op.drop_table("claim_ruling")
    op.drop_table("claim_value")
    op.drop_table("claim")
