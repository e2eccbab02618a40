"""A shop's tables as `loyalty db upgrade` leaves them: with their revision written down."""

from loyalty.store.schema import create_all


def make_tables(engine):
    """Create them in an empty database."""
    with engine.begin() as connection:
        create_all(connection)
