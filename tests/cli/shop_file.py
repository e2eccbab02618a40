"""A shop in a database file, as the command line is pointed at one."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.live import configure
from tests.cli.tables import make_tables
from tests.live.shops import START, cart, open_shop


def shop_with_an_order(folder, amount):
    """The database's address, and the key of a shop whose one member has placed one order."""
    url = f"sqlite:///{folder / 'shop.db'}"
    engine = configure(sa.create_engine(url))
    make_tables(engine)
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart(amount), order_id="o1", member="ann", at=START)
    engine.dispose()
    return url, shop.program_key
