"""Only what changed is written, and never over what somebody else wrote meanwhile."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty import load_program, lower
from loyalty.errors import RetryTransaction
from loyalty.live.asking import load
from loyalty.store.operations import working
from loyalty.store.standing_writing import write_standing
from loyalty.store.tables import ACCOUNT, HELD_COUPON, POINT_LOT, TIER_CREDIT
from loyalty.when import to_us
from tests.live.shops import PROGRAM, START, cart, open_shop
from tests.store.rows import rows

COUPON = (
    PROGRAM
    + """  - id: ten
    coupon: {{}}
    benefit: {{kind: amount, amount: "10"}}
"""
)


def test_lots_keep_the_order_they_came_from_when_they_are_spent_and_come_back(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("210"), order_id="o1", member="ann", at=START)
        shop.place(session, cart("1000"), order_id="o2", member="ann", at=START)
    columns = ("lot_key", "order_id", "granted", "remaining")
    assert [tuple(row.values()) for row in rows(engine, POINT_LOT, shop, *columns)] == [
        (0, "o1", 200, 0),
        (1, "o2", 998, 998),
    ]
    with Session(engine) as session, session.begin():
        shop.return_items(session, "o2", {"1": 1}, return_id="r1", at=START + timedelta(days=1))
    assert [tuple(row.values()) for row in rows(engine, POINT_LOT, shop, *columns)] == [
        (0, "o1", 200, 200),
        (1, "o2", 998, 0),
    ]


def test_an_account_that_changed_meanwhile_is_not_written_over(engine):
    shop = open_shop(engine, "ann")
    plan = lower(load_program(PROGRAM.format(key=shop.program_key)))
    at = to_us(START)
    with Session(engine) as session, session.begin():
        loaded = load(session.connection(), plan, shop.program_key, "ann", locking=True)
    with engine.begin() as connection:
        connection.execute(
            sa.update(ACCOUNT).where(ACCOUNT.c.id == loaded.account.id).values(changes=ACCOUNT.c.changes + 1)
        )
    with (
        Session(engine) as session,
        session.begin(),
        pytest.raises(RetryTransaction),
        working(session, shop.program_key, op_key="test", at_us=at, recorded_us=at) as work,
    ):
        write_standing(work, plan, loaded, after=loaded.standing, entries=(), order_id=None)


def test_a_coupon_goes_with_its_order_and_comes_back_with_all_of_it(engine):  # edge 72
    shop = open_shop(engine, "ann", document=COUPON)
    with engine.begin() as connection:
        account = connection.scalar(sa.select(ACCOUNT.c.id).where(ACCOUNT.c.program_key == shop.program_key))
        connection.execute(
            sa.insert(HELD_COUPON).values(
                program_key=shop.program_key,
                coupon_id="c1",
                account_id=account,
                offer_id="ten",
                state="open",
                granted_us=to_us(START),
                cause="by hand",
                program_hash="x",
            )
        )
    with Session(engine) as session, session.begin():
        placed = shop.place(session, cart("60", "40"), order_id="o1", member="ann", at=START)
        assert [one.used for one in placed.quote.coupons] == [True]
    assert [(one["state"], one["order_id"]) for one in rows(engine, HELD_COUPON, shop)] == [("used", "o1")]
    for line, state in (("1", "used"), ("2", "open")):
        with Session(engine) as session, session.begin():
            shop.return_items(session, "o1", {line: 1}, return_id=line, at=START + timedelta(days=1))
        assert [one["state"] for one in rows(engine, HELD_COUPON, shop)] == [state]


def test_credit_of_every_order_is_a_row_and_a_return_lowers_its_own(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("110"), order_id="o1", member="ann", at=START)
        shop.place(session, cart("30"), order_id="o2", member="ann", at=START + timedelta(days=1))
        shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=START + timedelta(days=2))
    assert [(row["credit_key"], row["amount"]) for row in rows(engine, TIER_CREDIT, shop)] == [
        (0, 0),
        (1, 2900),
    ]


def test_an_account_says_when_something_next_falls_due(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("110"), order_id="o1", member="ann", at=START)
    account = rows(engine, ACCOUNT, shop)[0]
    lot = rows(engine, POINT_LOT, shop)[0]
    credit = rows(engine, TIER_CREDIT, shop)[0]
    assert account["due_us"] == min(lot["expires_us"], credit["ends_us"])
