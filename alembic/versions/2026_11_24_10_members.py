"""What each account's owner is told of sign-ins with their name: when the last one was, and how many attempts failed."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "2026_11_24_10_members"
down_revision = "2026_11_24_9"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sign_in_note",
        sa.Column("account_id", sa.String(length=16), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("failed_before", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("before_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sign_in_note_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_sign_in_note")),
    )
    op.execute("INSERT INTO sign_in_note SELECT id, 0, 0, NULL, NULL FROM account")


def downgrade() -> None:
    op.drop_table("sign_in_note")
