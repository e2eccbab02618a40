"""Uses are found in the window in which they were counted, whichever day the order says."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.store.tables import QUOTA
from tests.live.shops import START, cart, open_shop
from tests.store.test_shared import TWICE


def place(session, shop, *orders):
    for order_id, days in orders:
        shop.place(session, cart("50"), order_id=order_id, at=START + timedelta(days=days))


def test_orders_that_came_late_are_found_where_they_counted(engine):
    shop = open_shop(engine, document=TWICE)
    with Session(engine) as session, session.begin():
        place(session, shop, ("today", 1), ("late", 0), ("tomorrow", 2), ("late too", 1), ("not", 1))
        assert [one.used for one in shop.limits.counted(session, at=START)] == [2]
        assert shop.verify(session) == ()
        shop.cancel(session, "late", at=START)
        shop.cancel(session, "tomorrow", at=START)
        assert shop.verify(session) == ()


def test_a_use_that_is_counted_in_no_window_is_found(engine):
    shop = open_shop(engine, document=TWICE)
    with Session(engine) as session, session.begin():
        place(session, shop, ("today", 1), ("late", 0))
        ours = QUOTA.c.program_key == shop.program_key
        session.execute(sa.update(QUOTA).where(ours).values(used=1))
        assert [(one.what, one.expected, one.found) for one in shop.verify(session)] == [("quota_used", 2, 1)]


def test_an_order_held_before_midnight_counts_on_the_day_of_its_hold(engine):
    shop = open_shop(engine, document=TWICE)
    midnight = START.replace(hour=16)  # in Shanghai
    with Session(engine) as session, session.begin():
        shop.hold(session, cart("50"), order_id="held", at=midnight - timedelta(minutes=10))
        shop.place(session, cart("50"), order_id="held", at=midnight + timedelta(minutes=10))
        assert shop.verify(session) == ()
