"""A process that places orders until it is killed; each is written down once its commit came back."""

import json
import sys
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.live import Loyalty, configure, run
from loyalty.when import FixedClock
from tests.live.shops import START, cart


def work(url, options, key, name, told):
    """Place orders for one member, for ever."""
    engine = configure(sa.create_engine(url, **json.loads(options)))
    shop, number = Loyalty(key, clock=FixedClock(START)), 0
    with Path(told).open("a", encoding="utf-8") as acknowledged:
        while True:
            order = f"{name}-{number}"
            run(
                lambda: Session(engine),
                lambda session, order=order: shop.place(
                    session, cart("1"), order_id=order, member="ann", at=START
                ),
                attempts=9,
            )
            acknowledged.write(f"{order}\n")
            acknowledged.flush()
            number += 1


if __name__ == "__main__":
    work(*sys.argv[1:])
