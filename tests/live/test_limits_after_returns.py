"""What an order used stays used when its goods come back, and is free when it is cancelled; counts agree."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.store.tables import BUDGET, HELD_COUPON, QUOTA, REDEMPTION
from tests.live.shops import PROGRAM, START, cart, open_shop
from tests.store.rows import rows

DAY = timedelta(days=1)
DOCUMENT = (
    PROGRAM.replace("uses: 3", "uses: 5")
    + """  - id: gift
    coupon: {{}}
    benefit: {{kind: amount, amount: "5"}}
    limits: [{{per: program, uses: 4}}, {{per: program, each: day, uses: 2}}, {{per: member, uses: 2}}]
"""
)


def used(engine, shop):
    """Uses by counter and the live redemptions by offer; `verify` finds that the two agree."""
    with Session(engine) as session, session.begin():
        assert shop.verify(session) == ()
        live = session.execute(
            sa.select(REDEMPTION.c.offer_id, sa.func.count())
            .where(REDEMPTION.c.program_key == shop.program_key, REDEMPTION.c.state == "live")
            .group_by(REDEMPTION.c.offer_id)
        ).all()
    ever = {row["name"]: row["used"] for row in rows(engine, QUOTA, shop) if row["window_key"] == 0}
    return ever, {row[0]: row[1] for row in live}


@pytest.fixture
def shop(engine):
    made = open_shop(engine, "ann", document=DOCUMENT)
    with Session(engine) as session, session.begin():
        made.coupons.grant(session, "gift", members=["ann"], key="g", at=START)
        placed = made.place(session, cart("100"), order_id="o1", member="ann", at=START)
        assert placed.quote.applied == ("first", "gift")
    return made


def test_a_full_return_gives_the_coupon_back_and_leaves_what_was_used(engine, shop):
    before = used(engine, shop)
    assert before[1] == {"first": 1, "gift": 1}
    with Session(engine) as session, session.begin():
        shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=START + DAY)
    assert used(engine, shop) == before
    assert [row["state"] for row in rows(engine, HELD_COUPON, shop)] == ["open"]
    assert [row["spent_minor"] for row in rows(engine, BUDGET, shop)] == [1000]


def test_a_coupon_that_came_back_is_used_once_more_and_counts_once_more(engine, shop):
    with Session(engine) as session, session.begin():
        shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=START + DAY)
        again = shop.place(session, cart("100"), order_id="o2", member="ann", at=START + DAY)
        assert again.quote.applied == ("gift",)
        shop.return_items(session, "o2", {"1": 1}, return_id="r1", at=START + DAY)
        third = shop.quote(session, cart("100"), member="ann", at=START + DAY)
        assert third.applied == ()  # two uses a member, and both stay used
    assert used(engine, shop)[1] == {"first": 1, "gift": 2}


@pytest.mark.parametrize("days", [0, 3])
@pytest.mark.parametrize("returned", [False, True])
def test_a_cancelled_order_used_nothing_whenever_it_is_cancelled(engine, shop, days, returned):
    with Session(engine) as session, session.begin():
        if returned:
            shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=START)
        shop.cancel(session, "o1", at=START + days * DAY)
    ever, live = used(engine, shop)
    assert set(ever.values()) == {0}
    assert live == {}
    assert [row["spent_minor"] for row in rows(engine, BUDGET, shop)] == [0]
    with Session(engine) as session, session.begin():
        placed = shop.place(session, cart("100"), order_id="o2", member="ann", at=START + days * DAY)
        assert placed.quote.applied == ("first", "gift")
