"""Many orders at once want what is left: limits and budgets hold to the last one, whatever the isolation."""

from threading import Barrier, Thread

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.live import run
from loyalty.store.tables import BUDGET, QUOTA, REDEMPTION
from tests.live.shops import START, cart, open_shop

THREADS = 4
EACH = 10
LIMIT = 30
PROGRAM = """
key: {key}
currency: CNY
time_zone: Asia/Shanghai
budgets: [{{id: fund, amount: "105", over: clip}}]
offers:
  - id: counted
    benefit: {{kind: amount, amount: "1"}}
    limits: [{{per: program, uses: 30}}, {{per: program, uses: 35, each: day}}]
  - id: paid
    benefit: {{kind: amount, amount: "10"}}
    budget: fund
"""
ISOLATIONS = {
    "sqlite": ("SERIALIZABLE",),
    "postgresql": ("READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"),
    "mysql": ("READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"),
}


def storm(engine, shop):
    """Forty orders of as many members, ten in each thread; what each got."""
    ready, told = Barrier(THREADS), []

    def orders(thread):
        ready.wait()
        for n in range(EACH):
            name = f"m{thread}-{n}"

            def once(session, name=name):
                return shop.place(session, cart("60"), order_id=name, member=name, at=START)

            told.append(run(lambda: Session(engine), once, attempts=12).quote)

    threads = [Thread(target=orders, args=(n,)) for n in range(THREADS)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return told


@pytest.mark.parametrize("isolation", ["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"])
def test_a_storm_of_orders_gets_just_what_there_is(engine, isolation):  # edge 67, edge 68, edge 69, edge 70
    name = engine.dialect.name
    if isolation not in ISOLATIONS.get(name, ISOLATIONS["mysql"]):
        pytest.skip(f"{name} knows no {isolation}")
    members = [f"m{thread}-{n}" for thread in range(THREADS) for n in range(EACH)]
    shop = open_shop(engine, *members, document=PROGRAM)
    told = storm(engine.execution_options(isolation_level=isolation), shop)
    assert len(told) == THREADS * EACH
    granted = sum("counted" in quote.applied for quote in told)
    spent = sum(one.amount_minor for quote in told for one in quote.decisions if one.offer_id == "paid")
    assert (granted, spent) == (LIMIT, 10500)
    with Session(engine) as session, session.begin():
        uses = sa.select(QUOTA.c.used).where(QUOTA.c.program_key == shop.program_key)
        live = sa.select(sa.func.count()).where(
            REDEMPTION.c.program_key == shop.program_key, REDEMPTION.c.offer_id == "counted"
        )
        fund = sa.select(BUDGET.c.spent_minor, BUDGET.c.closed).where(
            BUDGET.c.program_key == shop.program_key
        )
        assert set(session.execute(uses).scalars()) == {LIMIT}
        assert session.execute(live).scalar_one() == LIMIT
        assert tuple(session.execute(fund).one()) == (10500, 1)
