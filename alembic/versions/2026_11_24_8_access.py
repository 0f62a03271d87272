"""Access: sessions, known browsers, tokens, attempts, the access log and its head, emergency stops, files given out."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op
from app.storage.append_only import Guard, create, drop

revision = "2026_11_24_8"
down_revision = "2026_11_24_7"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEPT = (
    Guard(
        "access_entry",
        unique=(("number",), ("hash",)),
        columns=("number", "previous_hash", "hash", "at", "viewer", "kind", "object", "fields", "grant", "edition"),
    ),
    Guard("access_head", unique=(("name",),), columns=("name", "number", "hash"), update_columns=("number", "hash")),
    Guard("export_copy", unique=(("id",),), columns=("id", "account_id", "made_at", "edition", "rows")),
)
GENESIS = "92241490a8376ee59d6ced4122f119d48584934ed8b62e0c30aa499a34471de4"


def upgrade() -> None:
    op.create_table(
        "member_session",
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("account_id", sa.String(length=16), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stepped_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_member_session_account_id")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_member_session")),
    )
    op.create_index(op.f("ix_member_session_account_id"), "member_session", ["account_id"])
    op.create_table(
        "known_device",
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("account_id", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_known_device_account_id")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_known_device")),
    )
    op.create_index(op.f("ix_known_device_account_id"), "known_device", ["account_id"])
    op.create_table(
        "api_token",
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_api_token_account_id")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_api_token")),
        sa.UniqueConstraint("id", name=op.f("uq_api_token_id")),
    )
    op.create_index(op.f("ix_api_token_account_id"), "api_token", ["account_id"])
    op.create_table(
        "attempt",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("mark", sa.LargeBinary(32), nullable=False),
        sa.Column("minute", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "mark", "minute", name=op.f("pk_attempt")),
    )
    op.create_table(
        "access_entry",
        sa.Column("number", ROW, autoincrement=False, nullable=False),
        sa.Column("previous_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("viewer", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("object", sa.String(length=16), nullable=False),
        sa.Column("fields", sa.String(length=256), nullable=False),
        sa.Column("grant", sa.String(length=16), nullable=False),
        sa.Column("edition", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_access_entry")),
        sa.UniqueConstraint("hash", name=op.f("uq_access_entry_hash")),
    )
    op.create_index(op.f("ix_access_entry_viewer"), "access_entry", ["viewer"])
    op.create_index(op.f("ix_access_entry_object"), "access_entry", ["object"])
    op.create_table(
        "access_head",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("number", ROW, nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_access_head")),
    )
    head = sa.table("access_head", sa.column("name"), sa.column("number"), sa.column("hash", sa.LargeBinary))
    op.bulk_insert(head, [{"name": "access", "number": 0, "hash": bytes.fromhex(GENESIS)}])
    op.create_table(
        "emergency_stop",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=16), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_stop")),
    )
    op.create_table(
        "export_copy",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edition", sa.String(length=64), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_export_copy_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_copy")),
    )
    op.create_index(op.f("ix_export_copy_account_id"), "export_copy", ["account_id"])
    dialect = op.get_bind().dialect.name
    for guard in KEPT:
        for statement in create(guard, dialect):
            op.execute(statement)


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    for guard in reversed(KEPT):
        for statement in drop(guard, dialect):
            op.execute(statement)
    for table in (
        "export_copy", "emergency_stop", "access_head", "access_entry", "attempt", "api_token", "known_device",
        "member_session",
    ):  # fmt: skip
        op.drop_table(table)
