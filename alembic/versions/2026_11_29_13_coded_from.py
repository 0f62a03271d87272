"""What was coded from a claim is found by it: asked of everything sealed at once, and few claims are coded from another."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "2026_11_29_13"
down_revision = "2026_11_28_12"
branch_labels = None
depends_on = None


def upgrade() -> None:
    there = sa.text("coded_from_id IS NOT NULL")
    name = op.f("ix_claim_coded_from_id")
    op.create_index(name, "claim", ["coded_from_id"], sqlite_where=there, postgresql_where=there)


def downgrade() -> None:
    op.drop_index(op.f("ix_claim_coded_from_id"), "claim")
