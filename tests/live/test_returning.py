"""Goods and money that come back to the live shop."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from loyalty import Cart, CartLine, load_program
from loyalty.errors import IdempotencyConflict, OverReturn
from tests.live.shops import PROGRAM, START, cart, open_shop

LATER = START + timedelta(days=1)


def test_a_returned_line_takes_back_what_it_earned(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("100", "50"), order_id="o1", member="ann", at=START)
        back = shop.return_items(session, "o1", {"2": 1}, return_id="r1", at=LATER)
        assert (back.returned_minor, back.taken_base) == (4667, 47)
        assert back.figures.booked == 93
        assert shop.return_items(session, "o1", {"2": 1}, return_id="r1", at=LATER) == back
        with pytest.raises(IdempotencyConflict):
            shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=LATER)
        with pytest.raises(OverReturn):
            shop.return_items(session, "o1", {"2": 1}, return_id="r2", at=LATER)


def test_returns_of_all_parts_take_back_all_that_was_earned(engine):  # edge 35, edge 42
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("33.33", "33.33", "33.34"), order_id="o1", member="ann", at=START)
    for line in ("1", "2", "3"):
        with Session(engine) as session, session.begin():
            back = shop.return_items(session, "o1", {line: 1}, return_id=line, at=LATER)
    assert (back.figures.booked, back.figures.debt) == (0, 0)


def test_what_comes_back_carries_its_tax(engine):
    shop = open_shop(engine, "ann")
    line = CartLine(id="1", sku="A", unit_price="113", quantity=2, tax_rate=13)
    taxed = Cart(currency="CNY", lines=(line,), shipping_fee="10.60", shipping_tax_rate=6)
    with Session(engine) as session, session.begin():
        quoted = shop.place(session, taxed, order_id="o1", member="ann", at=START).quote
        back = shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=LATER)
        rest = shop.cancel(session, "o1", at=LATER)
    assert quoted.shipping_tax_minor == 60
    assert back.tax_minor == 1243
    assert back.tax_minor + rest.tax_minor == quoted.tax_minor


def test_money_alone_lowers_what_was_earned(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("110"), order_id="o1", member="ann", at=START)
        back = shop.refund_amount(session, "o1", "30", return_id="r1", at=LATER)
        assert (back.returned_minor, back.figures.booked) == (3000, 70)


def test_points_spent_on_a_returned_order_come_back(engine):  # edge 40
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("1010"), order_id="o1", member="ann", at=START)
        spent = shop.place(session, cart("50"), order_id="o2", member="ann", at=LATER)
        assert spent.quote.points_spent == 1000
        back = shop.return_items(session, "o2", {"1": 1}, return_id="r1", at=LATER)
        assert (back.points_restored, back.figures.available) == (1000, 1000)


def test_a_guest_returns_without_an_account(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("99"), order_id="o1", at=START)
        back = shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=LATER)
        assert (back.returned_minor, back.figures) == (9900, None)


def test_goods_that_name_no_order_take_back_what_they_would_earn(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("110"), order_id="o1", member="ann", at=START)
        back = shop.return_unlinked(session, cart("30"), return_id="r1", member="ann", at=LATER)
        assert (back.returned_minor, back.figures.booked) == (3000, 70)
        assert shop.return_unlinked(session, cart("30"), return_id="r1", member="ann", at=LATER) == back
        with pytest.raises(IdempotencyConflict):
            shop.return_unlinked(session, cart("31"), return_id="r1", member="ann", at=LATER)
        assert shop.return_unlinked(session, cart("30"), return_id="r2", at=LATER).figures is None


def test_a_rule_that_was_edited_meanwhile_does_not_change_what_is_taken_back(engine):  # edge 36
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("110", "50"), order_id="o1", member="ann", at=START)
        dearer = PROGRAM.replace('points: "1"', 'points: "9"').format(key=shop.program_key)
        shop.publish(session, load_program(dearer), author="ann", at=LATER)
        back = shop.return_items(session, "o1", {"2": 1}, return_id="r1", at=LATER + timedelta(days=1))
        assert (back.taken_base, back.figures.booked) == (47, 103)
        none = dearer[: dearer.index("  rules:")] + dearer[dearer.index("  expiry:") :]
        shop.publish(session, load_program(none), author="ann", at=LATER + timedelta(days=2))
        rest = shop.return_items(session, "o1", {"1": 1}, return_id="r2", at=LATER + timedelta(days=3))
        assert (rest.taken_base, rest.figures.booked, rest.figures.debt) == (103, 0, 0)
