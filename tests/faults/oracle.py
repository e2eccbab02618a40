"""What every operation of the workers must have moved, worked out anew in plain Python.

Sums alone cannot see an operation that was booked twice in every table alike.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.store.tables import OPERATION
from tests.faults.machine_both import FIRST_US
from tests.faults.plain_prices import FIRST_USES
from tests.faults.plain_shop import Shop
from tests.live.shops import START, cart

WORKERS_MEMBERS = tuple(f"m{n}" for n in range(5))
BOUGHT = ((1, 9000), (1, 2000))
AMOUNTS = ("90", "20")
GIVEN = 7


@dataclass
class Judged:
    """What was not as it must be."""

    lost: int = 0
    doubled: int = 0
    over_granted: int = 0
    differences: int = 0

    @property
    def counts(self):
        """As the table of counts takes it."""
        return vars(self)


def instant(number):
    """When the operation of a number happens."""
    return START + timedelta(minutes=number)


def does(order):
    """What a worker does with the order of a name `worker/number`, one after the other."""
    number = int(order.rsplit("/", 1)[1])
    return {0: ("place", "return"), 1: ("place",), 2: ("place", "adjust")}[number % 3]


def key(verb, order):
    """The key that an operation has in the shop."""
    return f"return:{order}:r" if verb == "return" else f"{verb}:{order}"


def do(verb, order, *, shop, session):
    """One operation of a worker, in its session."""
    number = int(order.rsplit("/", 1)[1])
    member, at = WORKERS_MEMBERS[number % 5], instant(number)
    if verb == "place":
        return shop.place(session, cart(*AMOUNTS), order_id=order, member=member, at=at)
    if verb == "return":
        return shop.return_items(session, order, {"1": 1, "2": 1}, return_id="r", at=at)
    return shop.points.adjust(session, member, GIVEN, key=order, reason="r", actor="eve", at=at)


def expected(plain, verb, order, *, first):
    """The rows that it books, by the plain shop; `first` when the shop gave the first order's offer."""
    number = int(order.rsplit("/", 1)[1])
    member, at = WORKERS_MEMBERS[number % 5], FIRST_US + number * 60_000_000
    before = len(plain.people[member].points.rows)
    plain.paused = frozenset() if first else frozenset({"first"})
    plain.first_used = 0  # whose turn it was, only the shop knows; how many there were is counted apart
    if verb == "place":
        plain.place(member, BOUGHT, order, at)
    elif verb == "return":
        plain.give_back(order, {0: 1, 1: 1}, at)
    else:
        plain.adjust(member, GIVEN, at)
    return plain.people[member].points.rows[before:]


def judge(engine, shop, acknowledged):
    """Hold every operation that is there against the plain shop, in the order in which each was booked."""
    judged = Judged()
    with engine.connect() as connection:
        done = set(
            connection.scalars(
                sa.select(OPERATION.c.op_key).where(OPERATION.c.program_key == shop.program_key)
            )
        )
    judged.lost = len(set(acknowledged) - done)
    firsts = 0
    with Session(engine) as session, session.begin():
        for member in WORKERS_MEMBERS:
            plain = Shop()
            plain.enrol(member)
            for (verb, order), rows in _booked(shop, session, member).items():
                first = verb == "place" and "first" in _again(shop, session, order)
                firsts += first
                must = expected(plain, verb, order, first=first)
                if rows != must:
                    twice = not Counter(must) - Counter(rows)
                    judged.doubled += twice
                    judged.differences += not twice
    judged.over_granted = max(firsts - FIRST_USES, 0)
    return judged


def _booked(shop, session, member):
    """Rows of the ledger by operation, in the order in which the operations were booked."""
    booked = {}
    before = None
    while True:
        page = shop.history(session, member, before_seq=before, most=500)
        if not page:
            break
        for one in page:
            verb, order = one.op_key.split(":")[:2]
            booked.setdefault((verb, order), []).insert(0, (one.kind, one.points, one.debt, one.effective_us))
        before = page[-1].seq
    return dict(reversed(booked.items()))


def _again(shop, session, order):
    """The offers of an order, as the shop tells whoever asks again."""
    return do("place", order, shop=shop, session=session).quote.applied
