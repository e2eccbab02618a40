"""A shop's worker that works until it is killed: every commit it saw acknowledged is a line of its output."""

import sys
from functools import partial
from json import loads

import sqlalchemy as sa
from sqlalchemy.orm import Session, sessionmaker

from loyalty.live import Loyalty, configure, run
from loyalty.when import FixedClock
from tests.faults.oracle import do, does, key
from tests.live.shops import START


def work(session: Session, *, verb: str, order: str, shop: Loyalty) -> None:
    """One operation."""
    do(verb, order, shop=shop, session=session)


def main() -> None:
    """Work on the database named on the command line, as the worker named there."""
    url, options, program_key, name, first = sys.argv[1:]
    engine = configure(sa.create_engine(url, **loads(options)))
    factory = sessionmaker(engine)
    shop, number = Loyalty(program_key, clock=FixedClock(START)), int(first)
    while True:
        number += 1
        order = f"{name}/{number}"
        for verb in does(order):
            run(factory, partial(work, verb=verb, order=order, shop=shop), attempts=99)
            sys.stdout.write(f"{key(verb, order)}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
