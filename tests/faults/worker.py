"""A shop's worker that works until it is killed: every commit it saw acknowledged is a line of its output."""

import sys
from datetime import timedelta
from functools import partial
from json import loads

import sqlalchemy as sa
from sqlalchemy.orm import Session, sessionmaker

from loyalty.live import Loyalty, configure, run
from loyalty.when import FixedClock
from tests.live.shops import START, cart


def place(session: Session, *, shop: Loyalty, order: str, number: int) -> None:
    """Place the order of this number."""
    at = START + timedelta(minutes=number)
    shop.place(session, cart("90", "20"), order_id=order, member=f"m{number % 5}", at=at)


def give_back(session: Session, *, shop: Loyalty, order: str, number: int) -> None:
    """Return its second line."""
    shop.return_items(session, order, {"2": 1}, return_id="r", at=START + timedelta(minutes=number))


def acknowledge(operation: str) -> None:
    """Say that an operation was committed."""
    sys.stdout.write(f"{operation}\n")
    sys.stdout.flush()


def main() -> None:
    """Work on the database named on the command line, as the worker named there."""
    url, options, key, name, first = sys.argv[1:]
    engine = configure(sa.create_engine(url, **loads(options)))
    factory = sessionmaker(engine)
    shop, number = Loyalty(key, clock=FixedClock(START)), int(first)
    while True:
        number += 1
        told = {"shop": shop, "order": f"{name}-{number}", "number": number}
        run(factory, partial(place, **told), attempts=99)
        acknowledge(f"place:{told['order']}")
        if number % 2:
            run(factory, partial(give_back, **told), attempts=99)
            acknowledge(f"return:{told['order']}:r")


if __name__ == "__main__":
    main()
