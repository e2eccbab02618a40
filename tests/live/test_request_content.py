"""A request that says the same in other words is the same request."""

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from loyalty import Cart, CartLine
from loyalty.errors import IdempotencyConflict
from loyalty.facts.order import ShippingMethod, Tender
from loyalty.live.request_content import cart_content, spelled
from tests.live.shops import START, open_shop


def cart(price, fee="0", **fields):
    line = CartLine(id="1", sku="A", unit_price=price, floor_price=fee, tax_rate=fee)
    return Cart(currency="CNY", lines=(line,), shipping_fee=fee, **fields)


@pytest.mark.parametrize("again", ["19.90", Decimal("19.9"), Decimal("19.900"), "0019.9"])
def test_an_order_repeated_with_its_price_written_otherwise_is_the_same_order(engine, again):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        first = shop.place(session, cart("19.9"), order_id="o", member="ann", at=START)
        assert shop.place(session, cart(again, "0.00"), order_id="o", member="ann", at=START) == first
        back = shop.refund_amount(session, "o", "1.5", return_id="r", at=START)
        assert shop.refund_amount(session, "o", Decimal("1.50"), return_id="r", at=START) == back
        with pytest.raises(IdempotencyConflict):
            shop.place(session, cart("19.91"), order_id="o", member="ann", at=START)


def test_a_request_without_a_cost_is_what_it_was_and_one_with_another_cost_is_another():
    def told(cost):
        lines = (CartLine(id="1", sku="A", unit_price="5", unit_cost=cost),)
        return cart_content(Cart(currency="CNY", lines=lines))["lines"][0]

    assert "unit_cost" not in told(None)
    assert told("2.50") == told(Decimal("2.5")) != told("2.51")


def test_every_amount_of_a_cart_has_one_spelling():
    def told(amount):
        return cart_content(
            cart(
                amount,
                amount,
                tenders=(Tender(name="card", amount=amount),),
                shipping_methods=(ShippingMethod(id="van", fee=amount),),
            )
        )

    assert told("5.0") == told(5) == told(Decimal("5.00"))
    assert told("5.0") != told("5.01")


@pytest.mark.parametrize(("amount", "text"), [("ten", "ten"), ("1e999", "1e999"), (Decimal("1E+2"), "100")])
def test_what_is_no_amount_stays_as_it_was_sent(amount, text):
    assert spelled(amount) == text
