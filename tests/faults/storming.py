"""Storms of processes: each has connections of its own, all begin at one instant, each tells its answers."""

import time
from contextlib import suppress
from functools import partial

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, sessionmaker

from loyalty.live import Loyalty, configure, run
from loyalty.store import uses
from loyalty.store.tables import QUOTA
from loyalty.when import FixedClock
from tests.faults.starting import address_of, started
from tests.faults.twelve import no_lock, off_by_one
from tests.live.shops import START, cart

AGAIN = 60
MOMENT_S, WIDE = 0.05, 100
GIVES_UP = 7
"""Every so many of a process's orders are rolled back by the host once they are booked, and come again."""


def counted_unseen(spoilt, _engine):
    """Whoever has read that a use is left counts one a moment later, whatever others have counted since."""
    real = uses._told

    def later(*asked):
        time.sleep(MOMENT_S)
        return real(*asked)

    spoilt.setattr(uses, "_told", later)
    unseen = sa.update(QUOTA).where(uses.COUNTER, QUOTA.c.shard == 0)
    more, most = sa.bindparam("more"), sa.bindparam("most")
    spoilt.setattr(uses, "_USE", unseen.values(used=QUOTA.c.used + more, uses_max=most + WIDE))


BUILDS = {
    "no lock": no_lock,
    "off-by-one limit": off_by_one,
    "a limit counted unseen": counted_unseen,
}
"""Broken builds that a storm must see."""


class GivesUp(Exception):
    """The host rolls its transaction back after the order was booked."""


def place(
    session: Session, *, shop: Loyalty, order: str, member: str, amount: str, gives_up: bool = False
) -> tuple[tuple[str, ...], int, str]:
    """An order; the offers it got, the points it spent, its quote's id."""
    placed = shop.place(session, cart(amount), order_id=order, member=member, at=START)
    if gives_up:
        raise GivesUp
    return placed.quote.applied, placed.quote.points_spent, placed.quote.id


def orders_of(factory, shop, orders):
    """One process's orders, one after the other; what each was answered."""
    told = {}
    for number, (order, member, amount) in enumerate(orders):
        one = partial(place, shop=shop, order=order, member=member, amount=amount)
        if number % GIVES_UP == 0:
            with suppress(GivesUp):
                run(factory, partial(one, gives_up=True), attempts=AGAIN)
        told[order] = run(factory, one, attempts=AGAIN)
    return told


def work(others, url, options, program_key, build, orders) -> None:
    """Connect, wait for the others, do the orders; tell the answers, or the error that ended it."""
    engine = configure(sa.create_engine(url, **options))
    with pytest.MonkeyPatch.context() as spoilt, others:
        if build is not None:
            BUILDS[build](spoilt, engine)
        engine.connect().close()
        others.send("ready")
        others.recv()
        try:
            others.send(
                orders_of(sessionmaker(engine), Loyalty(program_key, clock=FixedClock(START)), orders)
            )
        except Exception as error:  # noqa: BLE001 - whoever asked says whether it was to be expected
            others.send(repr(error))
    engine.dispose()


def storm(url, options, program_key, dealt, *, build=None):
    """Orders (id, member, amount) dealt out to as many processes; answers by order, or an error, of each."""
    running = [started(work, address_of(url), options, program_key, build, orders) for orders in dealt]
    try:
        assert [pipe.recv() for _, pipe in running] == ["ready"] * len(running)
        for _, pipe in running:
            pipe.send("go")
        return [pipe.recv() for _, pipe in running]
    finally:
        for process, pipe in running:
            pipe.close()
            process.join(20)
            process.kill()
            process.join()
            process.close()
