"""The host's own tables."""

import sqlalchemy as sa

METADATA = sa.MetaData()
CHECKOUT = sa.Table(
    "checkout",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("note", sa.String(40), nullable=False),
)
