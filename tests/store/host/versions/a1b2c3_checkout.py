"""The host's first revision."""

import sqlalchemy as sa
from alembic import op

revision = "a1b2c3"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "checkout",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("note", sa.String(40), nullable=False),
    )


def downgrade():
    op.drop_table("checkout")
