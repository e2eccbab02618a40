"""A shop's worker that works until it is killed: every commit it saw acknowledged is told before the next."""

from functools import partial

import sqlalchemy as sa
from sqlalchemy.orm import Session, sessionmaker

from loyalty.live import Loyalty, configure, run
from loyalty.when import FixedClock
from tests.faults.oracle import do, does, key
from tests.live.shops import START


def step(session: Session, *, verb: str, order: str, shop: Loyalty) -> None:
    """One operation."""
    do(verb, order, shop=shop, session=session)


def work(acknowledged, url, options, program_key, name, first) -> None:
    """Work on the shop under a name, from a number on; tell each operation once it is committed."""
    engine = configure(sa.create_engine(url, **options))
    factory = sessionmaker(engine)
    shop, number = Loyalty(program_key, clock=FixedClock(START)), first
    while True:
        number += 1
        order = f"{name}/{number}"
        for verb in does(order):
            try:
                run(factory, partial(step, verb=verb, order=order, shop=shop), attempts=99)
            except sa.exc.DBAPIError:
                return  # the database is gone
            acknowledged.send_bytes(key(verb, order).encode())
