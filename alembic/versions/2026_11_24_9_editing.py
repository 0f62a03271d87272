"""Merges and their ends, decisions about pairs, rulings on subjects and verification, reversals; authors and reviews of drafts."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op
from app.storage.append_only import Guard, create, drop

revision = "2026_11_24_9"
down_revision = "2026_11_24_8"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = ("text", "commitment")
TABLES: dict[str, tuple[tuple[str, ...], ...]] = {
    "withdrawal_confirmation": (("withdrawal_id", "confirmed_by"), ("withdrawal_id",)),
    "subject_ruling": (("subject_id", "level", "level_reason", *WORDS),),
    "verification_ruling": (("case_id", "verification", *WORDS),),
    "merge": (("kept_id", "merged_id", "redirect_at", *WORDS),),
    "merge_end": (("merge_id",), ("merge_id",)),
    "duplicate_decision": (("a_id", "b_id", "decision", "decided_by", *WORDS),),
    "reversal": (("changeset_number",),),
}
"""By table: its columns between `id` and `added_in`, and its unique keys beside `id`."""
REFERENCES = {
    "withdrawal_id": "withdrawal.id",
    "subject_id": "subject.id",
    "case_id": "case.id",
    "kept_id": "subject.id",
    "merged_id": "subject.id",
    "merge_id": "merge.id",
    "a_id": "individual.id",
    "b_id": "individual.id",
    "changeset_number": "changeset.number",
    "added_in": "changeset.number",
}
CHECKS = {"merge": ("two_subjects", "kept_id <> merged_id")}
CODES, ACTORS = ("level_reason", "verification", "decision"), ("confirmed_by", "decided_by")
DRAFTS = (
    Guard("proposal_author", unique=(("proposal_id", "actor"),), columns=("proposal_id", "actor", "since")),
    Guard(
        "review",
        unique=(("id",),),
        columns=("id", "proposal_id", "reviewer", "verdict", "content_hash", "made_at", "level", "body"),
        update_columns=("body",),
    ),
)


def _column(name: str) -> sa.Column:
    if name in REFERENCES:
        return sa.Column(name, ROW, nullable=False)
    if name in CODES or name in ACTORS:
        return sa.Column(name, sa.String(length=64), nullable=name == "level_reason")
    if name == "text":
        return sa.Column(name, sa.LargeBinary(), nullable=True)
    if name == "commitment":
        return sa.Column(name, sa.LargeBinary(32), nullable=True)
    return sa.Column(name, sa.SmallInteger(), nullable=False)


def _guards() -> list[Guard]:
    made = []
    for table, (columns, *unique) in TABLES.items():
        every = ("id", *columns, "added_in")
        made.append(Guard(table, (("id",), *unique), every, ("text",) if "text" in columns else ()))
    return [*made, *DRAFTS]


def _history(table: str) -> None:
    columns, *unique = TABLES[table]
    given = [*columns, "added_in"]
    parts: list[sa.schema.SchemaItem] = [sa.Column("id", ROW, autoincrement=False, nullable=False)]
    parts += [_column(name) for name in given]
    parts += [
        sa.ForeignKeyConstraint([name], [REFERENCES[name]], name=op.f(f"fk_{table}_{name}"))
        for name in given
        if name in REFERENCES
    ]
    parts += [sa.UniqueConstraint(*key, name=op.f(f"uq_{table}_{'_'.join(key)}")) for key in unique]
    if table in CHECKS:
        name, rule = CHECKS[table]
        parts.append(sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}")))
    op.create_table(table, *parts, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")))
    for name in given:
        if name in REFERENCES and (name,) not in unique:
            op.create_index(op.f(f"ix_{table}_{name}"), table, [name])


def upgrade() -> None:
    for table in TABLES:
        _history(table)
    op.create_table(
        "proposal_author",
        sa.Column("proposal_id", sa.String(length=16), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_author_proposal_id")),
        sa.PrimaryKeyConstraint("proposal_id", "actor", name=op.f("pk_proposal_author")),
    )
    op.create_table(
        "review",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("proposal_id", sa.String(length=16), nullable=False),
        sa.Column("reviewer", sa.String(length=64), nullable=False),
        sa.Column("verdict", sa.String(length=64), nullable=False),
        sa.Column("content_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_review_proposal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_index(op.f("ix_review_proposal_id"), "review", ["proposal_id"])
    op.execute(  # who proposed before authors had a table of their own
        "INSERT INTO proposal_author (proposal_id, actor, since) SELECT id, author, created_at FROM proposal"
    )
    dialect = op.get_bind().dialect.name
    for guard in _guards():
        for statement in create(guard, dialect):
            op.execute(statement)


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    for guard in reversed(_guards()):
        for statement in drop(guard, dialect):
            op.execute(statement)
    for table in ("review", "proposal_author", *reversed(TABLES)):
        op.drop_table(table)
