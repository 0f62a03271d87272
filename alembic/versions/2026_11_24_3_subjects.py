"""Subjects: individuals, return events, cases, what happened in them, and ties."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op
from app.storage.append_only import Guard, create, drop

revision = "2026_11_24_3"
down_revision = "2026_11_24_2"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEPT = (
    Guard(
        "subject",
        unique=(("id",), ("public_id",)),
        columns=("id", "kind", "public_id", "level", "text", "commitment", "added_in"),
        update_columns=("text",),
    ),
    Guard("individual", unique=(("id",),), columns=("id", "individual_kind")),
    Guard("return_event", unique=(("id",),), columns=("id",)),
    Guard("case", unique=(("id",),), columns=("id", "individual_id", "return_event_id")),
    Guard("case_event", unique=(("id",),), columns=("id", "case_id", "event_type")),
    Guard("relationship", unique=(("id",),), columns=("id", "a_id", "b_id", "type", "certainty", "source_id")),
)


def upgrade() -> None:
    op.create_table(
        "subject",
        sa.Column("id", ROW, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("commitment", sa.LargeBinary(32), nullable=True),
        sa.Column("added_in", ROW, nullable=False),
        sa.ForeignKeyConstraint(["added_in"], ["changeset.number"], name=op.f("fk_subject_added_in")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject")),
        sa.UniqueConstraint("public_id", name=op.f("uq_subject_public_id")),
    )
    op.create_index(op.f("ix_subject_added_in"), "subject", ["added_in"])
    op.create_table(
        "individual",
        sa.Column("id", ROW, autoincrement=False, nullable=False),
        sa.Column("individual_kind", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["subject.id"], name=op.f("fk_individual_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_individual")),
    )
    op.create_table(
        "return_event",
        sa.Column("id", ROW, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["id"], ["subject.id"], name=op.f("fk_return_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_event")),
    )
    op.create_table(
        "case",
        sa.Column("id", ROW, autoincrement=False, nullable=False),
        sa.Column("individual_id", ROW, nullable=False),
        sa.Column("return_event_id", ROW, nullable=False),
        sa.ForeignKeyConstraint(["id"], ["subject.id"], name=op.f("fk_case_id")),
        sa.ForeignKeyConstraint(["individual_id"], ["individual.id"], name=op.f("fk_case_individual_id")),
        sa.ForeignKeyConstraint(["return_event_id"], ["return_event.id"], name=op.f("fk_case_return_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
    )
    op.create_index(op.f("ix_case_individual_id"), "case", ["individual_id"])
    op.create_index(op.f("ix_case_return_event_id"), "case", ["return_event_id"])
    op.create_table(
        "case_event",
        sa.Column("id", ROW, autoincrement=False, nullable=False),
        sa.Column("case_id", ROW, nullable=False),
        sa.Column("event_type", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_event_case_id")),
        sa.ForeignKeyConstraint(["id"], ["subject.id"], name=op.f("fk_case_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_event")),
    )
    op.create_index(op.f("ix_case_event_case_id"), "case_event", ["case_id"])
    op.create_table(
        "relationship",
        sa.Column("id", ROW, autoincrement=False, nullable=False),
        sa.Column("a_id", ROW, nullable=False),
        sa.Column("b_id", ROW, nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.Column("certainty", sa.String(length=64), nullable=False),
        sa.Column("source_id", ROW, nullable=True),
        sa.CheckConstraint("a_id <> b_id", name=op.f("ck_relationship_two_people")),
        sa.ForeignKeyConstraint(["a_id"], ["individual.id"], name=op.f("fk_relationship_a_id")),
        sa.ForeignKeyConstraint(["b_id"], ["individual.id"], name=op.f("fk_relationship_b_id")),
        sa.ForeignKeyConstraint(["id"], ["subject.id"], name=op.f("fk_relationship_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_relationship_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relationship")),
    )
    op.create_index(op.f("ix_relationship_a_id"), "relationship", ["a_id"])
    op.create_index(op.f("ix_relationship_b_id"), "relationship", ["b_id"])
    dialect = op.get_bind().dialect.name
    for guard in KEPT:
        for statement in create(guard, dialect):
            op.execute(statement)


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    for guard in reversed(KEPT):
        for statement in drop(guard, dialect):
            op.execute(statement)
    op.drop_table("relationship")
    op.drop_table("case_event")
    op.drop_table("case")
    op.drop_table("return_event")
    op.drop_table("individual")
    op.drop_table("subject")
