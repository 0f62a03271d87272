"""Publication decisions and withdrawals."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op
from app.storage.append_only import Guard, create, drop

revision = "2026_11_24_5"
down_revision = "2026_11_24_4"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEPT = (
    Guard(
        "publication_decision",
        unique=(("id",),),
        columns=(
            "id",
            "subject_id",
            "form",
            "purposes",
            "basis",
            "consent_status",
            "effect",
            "decided_by",
            "second_by",
            "decided_on",
            "review_on",
            "expires_on",
            "embargo_until",
            "text",
            "commitment",
            "added_in",
        ),
        update_columns=("text",),
    ),
    Guard(
        "decision_evidence",
        unique=(("id",), ("decision_id", "source_id")),
        columns=("id", "decision_id", "source_id", "added_in"),
    ),
    Guard(
        "withdrawal",
        unique=(("id",),),
        columns=("id", "subject_id", "ground", "interim_action", "opened_on", "opened_by", "added_in"),
    ),
    Guard(
        "withdrawal_closing",
        unique=(("id",), ("withdrawal_id",)),
        columns=("id", "withdrawal_id", "closed_on", "closed_by", "added_in"),
    ),
)


def upgrade() -> None:
    op.create_table(
        "publication_decision",
        sa.Column("id", ROW, autoincrement=False, nullable=False),
        sa.Column("subject_id", ROW, nullable=False),
        sa.Column("form", sa.String(length=64), nullable=False),
        sa.Column("purposes", sa.Text(), nullable=False),
        sa.Column("basis", sa.String(length=64), nullable=False),
        sa.Column("consent_status", sa.String(length=64), nullable=False),
        sa.Column("effect", sa.String(length=64), nullable=False),
        sa.Column("decided_by", sa.String(length=64), nullable=False),
        sa.Column("second_by", sa.String(length=64), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("embargo_until", sa.Date(), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("commitment", sa.LargeBinary(32), nullable=False),
        sa.Column("added_in", ROW, nullable=False),
        sa.CheckConstraint("second_by <> decided_by", name=op.f("ck_publication_decision_second_is_another")),
        sa.ForeignKeyConstraint(["added_in"], ["changeset.number"], name=op.f("fk_publication_decision_added_in")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_publication_decision_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_decision")),
    )
    op.create_index(op.f("ix_publication_decision_added_in"), "publication_decision", ["added_in"])
    op.create_index(op.f("ix_publication_decision_subject_id"), "publication_decision", ["subject_id"])
    op.create_table(
        "decision_evidence",
        sa.Column("id", ROW, autoincrement=False, nullable=False),
        sa.Column("decision_id", ROW, nullable=False),
        sa.Column("source_id", ROW, nullable=False),
        sa.Column("added_in", ROW, nullable=False),
        sa.ForeignKeyConstraint(["added_in"], ["changeset.number"], name=op.f("fk_decision_evidence_added_in")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["publication_decision.id"], name=op.f("fk_decision_evidence_decision_id")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_decision_evidence_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_evidence")),
        sa.UniqueConstraint("decision_id", "source_id", name=op.f("uq_decision_evidence_decision_id_source_id")),
    )
    op.create_index(op.f("ix_decision_evidence_added_in"), "decision_evidence", ["added_in"])
    op.create_table(
        "withdrawal",
        sa.Column("id", ROW, autoincrement=False, nullable=False),
        sa.Column("subject_id", ROW, nullable=False),
        sa.Column("ground", sa.String(length=64), nullable=False),
        sa.Column("interim_action", sa.String(length=64), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("opened_by", sa.String(length=64), nullable=False),
        sa.Column("added_in", ROW, nullable=False),
        sa.ForeignKeyConstraint(["added_in"], ["changeset.number"], name=op.f("fk_withdrawal_added_in")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_withdrawal_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawal")),
    )
    op.create_index(op.f("ix_withdrawal_added_in"), "withdrawal", ["added_in"])
    op.create_index(op.f("ix_withdrawal_subject_id"), "withdrawal", ["subject_id"])
    op.create_table(
        "withdrawal_closing",
        sa.Column("id", ROW, autoincrement=False, nullable=False),
        sa.Column("withdrawal_id", ROW, nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("closed_by", sa.String(length=64), nullable=False),
        sa.Column("added_in", ROW, nullable=False),
        sa.ForeignKeyConstraint(["added_in"], ["changeset.number"], name=op.f("fk_withdrawal_closing_added_in")),
        sa.ForeignKeyConstraint(["withdrawal_id"], ["withdrawal.id"], name=op.f("fk_withdrawal_closing_withdrawal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawal_closing")),
        sa.UniqueConstraint("withdrawal_id", name=op.f("uq_withdrawal_closing_withdrawal_id")),
    )
    op.create_index(op.f("ix_withdrawal_closing_added_in"), "withdrawal_closing", ["added_in"])
    dialect = op.get_bind().dialect.name
    for guard in KEPT:
        for statement in create(guard, dialect):
            op.execute(statement)


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    for guard in reversed(KEPT):
        for statement in drop(guard, dialect):
            op.execute(statement)
    op.drop_table("withdrawal_closing")
    op.drop_table("withdrawal")
    op.drop_table("decision_evidence")
    op.drop_table("publication_decision")
