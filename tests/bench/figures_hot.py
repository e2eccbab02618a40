"""A limit that many use at once: counted in shards, against one row that all wait for."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session, sessionmaker

from loyalty.live import Loyalty
from loyalty.store.shards import SHARDS
from loyalty.store.switches import turn_switch
from loyalty.store.tables import QUOTA
from loyalty.store.uses import count_uses
from loyalty.when import FixedClock
from tests.bench.options import Options
from tests.bench.table import Figure
from tests.databases import shop_database
from tests.faults.books import faults_of
from tests.live.shops import START, cart, new_key, open_shop

CONNECTIONS: Final = 8
HOST_S: Final = 0.005
"""What the host does in its transaction after the use is counted."""
ROUNDS: Final = 3
LIMIT: Final = 1_000_000
PROGRAM: Final = """
key: {key}
currency: CNY
time_zone: Asia/Shanghai
offers:
  - id: hot
    benefit: {{kind: amount, amount: "10"}}
    limits: [{{per: program, uses: 1000000}}]
"""
COUNTER: Final = ("hot/program/ever/0", 0)


Using = Callable[[Session, str], object]


def hot(options: Options) -> list[Figure]:
    """Uses of one limit in a second, in shards ÷ in one row; and whole orders that use it."""
    del options
    with (
        tempfile.TemporaryDirectory() as folder,
        shop_database("PostgreSQL", Path(folder), pool_size=CONNECTIONS) as engine,
    ):
        counts = _counts(engine)
        orders = _orders(engine)
    told = f"{CONNECTIONS} connections, {1000 * HOST_S:.0f} ms of host work, median of {ROUNDS}"
    return [
        Figure(
            what="live, PostgreSQL: uses of a hot limit in shards ÷ in one row",
            got=counts[True] / counts[False],
            must=5,
            at_least=True,
            unit=" ×",
            notes=(f"{counts[True]:.0f} ÷ {counts[False]:.0f} a second; {told}",),
        ),
        Figure(
            what="live, PostgreSQL: whole orders with a hot limit in shards ÷ in one row",
            got=orders[True] / orders[False],
            unit=" ×",
            notes=(f"{orders[True]:.0f} ÷ {orders[False]:.0f} a second, one process; {told}",),
        ),
    ]


def _counts(engine: sa.Engine) -> dict[bool, float]:
    """Nothing but the uses, each in the library's own savepoint and a transaction of its own."""
    shops = {sharded: Loyalty(new_key(), clock=FixedClock(START)) for sharded in (False, True)}
    with Session(engine) as session, session.begin(), shops[True].desk.working(session, "s", START) as work:
        turn_switch(work, "hot", {"sharded": 1}, actor="bench", reason="bench")

    def counting(shop: Loyalty, *cut: tuple[str, int]) -> Using:
        def count(session: Session, name: str) -> None:
            with shop.desk.working(session, name, START) as work:
                work.cut = frozenset(cut)
                count_uses(work, COUNTER, more=1, most=LIMIT, held=False)

        return count

    for shop in shops.values():  # the first use makes the counter
        with Session(engine) as session, session.begin():
            counting(shop)(session, "first")
    using = {False: counting(shops[False]), True: counting(shops[True], COUNTER)}
    rates = _rates(engine, using, each={False: 30, True: 150})
    with engine.connect() as connection:
        for sharded, shop in shops.items():
            counted = sa.select(sa.func.sum(QUOTA.c.used), sa.func.count()).where(
                QUOTA.c.program_key == shop.program_key
            )
            expected = 1 + ROUNDS * CONNECTIONS * (150 if sharded else 30)
            assert tuple(connection.execute(counted).one()) == (expected, SHARDS if sharded else 1)
    return rates


def _orders(engine: sa.Engine) -> dict[bool, float]:
    """Orders of guests; what the library's own work costs is on both sides."""
    shops = {sharded: open_shop(engine, document=PROGRAM) for sharded in (False, True)}
    with Session(engine) as session, session.begin():
        shops[True].limits.shard(session, "hot", actor="bench", reason="bench", key="k")

    def ordering(shop: Loyalty) -> Using:
        return lambda session, name: shop.place(session, cart("60"), order_id=name, at=START)

    rates = _rates(
        engine, {sharded: ordering(shop) for sharded, shop in shops.items()}, each={False: 20, True: 40}
    )
    for shop in shops.values():
        assert faults_of(engine, shop) == []
    return rates


def _rates(engine: sa.Engine, using: dict[bool, Using], *, each: dict[bool, int]) -> dict[bool, float]:
    """How many in a second, the median of rounds that take turns."""
    sessions = sessionmaker(engine)
    found: dict[bool, list[float]] = {sharded: [] for sharded in using}
    for turn in range(ROUNDS):
        for sharded, use in using.items():

            def worker(number: int, use: Using = use, most: int = each[sharded], turn: int = turn) -> None:
                for n in range(most):
                    with sessions() as session, session.begin():
                        use(session, f"{turn}-{number}-{n}")
                        time.sleep(HOST_S)

            threads = [threading.Thread(target=worker, args=(n,)) for n in range(CONNECTIONS)]
            begun = time.perf_counter()
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            found[sharded].append(CONNECTIONS * each[sharded] / (time.perf_counter() - begun))
    return {sharded: median(rates) for sharded, rates in found.items()}
