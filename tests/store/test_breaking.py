"""The hour of a budget's breaker is counted anew with each hour and each act."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.store.breaking import count_hour, go_on
from loyalty.store.tables import BUDGET
from tests.live.shops import START, cart, open_shop


def test_a_pause_begins_past_the_bound_and_not_at_it(engine):
    shop = open_shop(engine, "ann")
    paused = sa.select(BUDGET.c.paused).where(BUDGET.c.program_key == shop.program_key)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("60"), order_id="o1", member="ann", at=START)
        with shop.desk.working(session, "a", START) as work:
            count_hour(work, "launch", more=5, most=5)
            assert session.execute(paused).scalar_one() == 0
            count_hour(work, "launch", more=1, most=5)
            assert session.execute(paused).scalar_one() == 1
            assert go_on(work, "launch")
            assert not go_on(work, "launch")
