"""The first tables of the library."""

from __future__ import annotations

from loyalty.store.migrations.scripts import drop_tables, run_script

revision = "loyalty_0001"
down_revision = None
branch_labels = ("loyalty",)
depends_on = None


def upgrade() -> None:
    """Create them."""
    run_script(revision)


def downgrade() -> None:
    """Drop them, and all that is in them."""
    drop_tables(revision)
