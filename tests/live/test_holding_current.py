"""What is due by an operation's instant holds for it: overdue holds hold nothing, gifts are the member's."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.live.shops import START, cart, open_shop

LATE = START + timedelta(minutes=31)
SHOP = """
key: {key}
currency: CNY
time_zone: Asia/Shanghai
points:
  rules: [{{kind: per_amount, id: base, points: 1, per: 1.00}}]
  actions: [{{id: daily, action: check_in, points: 5}}]
  redeem: {{points: 100, worth: 1.00}}
  on_return: {{shortfall: to_zero}}
"""
GIVING = (
    SHOP
    + """
issuances:
  - {{id: monthly, on: {{kind: monthly, day: 10}}, gives: [{{kind: points, points: 20}}]}}
"""
)
GIVEN = START + timedelta(days=11)


def cancelled(shop, session, at):
    return shop.cancel(session, "o1", at=at)


def returned(shop, session, at):
    return shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=at)


def refunded(shop, session, at):
    return shop.refund_amount(session, "o1", "500", return_id="r1", at=at)


def returned_unlinked(shop, session, at):
    return shop.return_unlinked(session, cart("500"), member="ann", return_id="r1", at=at)


def delivered(shop, session, at):
    return shop.mature(session, "o1", at=at)


def acted(shop, session, at):
    return shop.act(session, "ann", "check_in", action_id="a1", at=at)


TAKING = [cancelled, returned, refunded, returned_unlinked]


def figures_told(done):
    return done.figures.booked, done.figures.available, done.figures.held, done.figures.debt


@pytest.mark.parametrize("verb", TAKING)
@pytest.mark.parametrize("shortfall", ["to_zero", "allow_debt"])
def test_an_abandoned_checkout_keeps_no_points_from_being_taken_back(engine, verb, shortfall):
    shop = open_shop(engine, "ann", document=SHOP.replace("to_zero", shortfall))
    with Session(engine) as session, session.begin():
        shop.place(session, cart("500"), order_id="o1", member="ann", at=START)
        assert shop.hold(session, cart("90"), order_id="h1", member="ann", at=START).figures.held == 500
    with Session(engine) as session, session.begin():
        done = verb(shop, session, LATE)
        assert (done.shortfall, done.debt, figures_told(done)) == (0, 0, (0, 0, 0, 0))
        assert shop.verify(session) == ()


@pytest.mark.parametrize("verb", TAKING)
def test_a_gift_that_is_due_is_there_to_be_taken(engine, verb):
    shop = open_shop(engine, "ann", document=GIVING)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("500"), order_id="o1", member="ann", at=START)
        shop.points.adjust(session, "ann", -10, key="k", reason="r", actor="eve", at=START)
        assert shop.figures(session, "ann", at=GIVEN).booked == 510
        done = verb(shop, session, GIVEN)
        assert (done.shortfall, figures_told(done)) == (0, (10, 10, 0, 0))
        assert shop.verify(session) == ()


@pytest.mark.parametrize(("verb", "more"), [(delivered, 0), (acted, 5)])
def test_deliveries_and_actions_find_what_is_due(engine, verb, more):
    shop = open_shop(engine, "ann", document=GIVING)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("500"), order_id="o1", member="ann", at=START)
        shop.hold(session, cart("90"), order_id="h1", member="ann", at=START)
        assert figures_told(verb(shop, session, GIVEN)) == (520 + more, 520 + more, 0, 0)
        assert shop.verify(session) == ()


def test_an_order_comes_back_where_no_version_is_live_for_its_gifts(engine):
    shop = open_shop(engine, "ann", document=GIVING)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("500"), order_id="o1", member="ann", at=START)
        done = shop.cancel(session, "o1", at=START - timedelta(days=1))
        assert done.figures.booked == 0
