"""Databases for tests of migrations: empty, or with an order in them."""

from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.live import configure
from tests.databases import empty_database
from tests.live.shops import START, cart, open_shop


@contextmanager
def empty(server, folder, **options):
    """An engine on an empty database."""
    with empty_database(server, folder, **options) as (url, given):
        engine = configure(sa.create_engine(url, **given))
        try:
            yield engine
        finally:
            engine.dispose()


def shop_with_an_order(engine):
    """A shop in which one order is placed."""
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("110"), order_id="o1", member="ann", at=START)
    return shop


def is_unharmed(engine, shop):
    """The order is there, its points too, and it can be returned."""
    with Session(engine) as session, session.begin():
        assert shop.figures(session, "ann", at=START).booked == 100
        back = shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=START)
        return back.figures.booked == 0
