"""What was coded from a claim is found by it: asked of everything sealed at once."""

from __future__ import annotations

from alembic import op

revision = "2026_11_29_13"
down_revision = "2026_11_28_12"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_claim_coded_from_id"), "claim", ["coded_from_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_claim_coded_from_id"), "claim")
