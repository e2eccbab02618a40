"""What goes into a document comes out of it equal, down to the hashes that are worked out from it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from loyalty import Cart, CartLine, Guest, Quote, Standing, load_program, lower, quote, settle
from loyalty.errors import BadReference
from loyalty.facts.member import PlacedOrder
from loyalty.facts.order import Tender
from loyalty.store.documents import decode, encode, tupled
from tests.live.shops import PROGRAM, START, cart

CART = Cart(
    currency="CNY",
    lines=(
        CartLine(id="1", sku="A", quantity=2, unit_price="9.90", attributes=(("size", "L"), ("hue", "red"))),
        CartLine(id="2", sku="B", amount=Decimal(5), list_price=7, seller="s1", tax_rate="13"),
    ),
    tenders=(Tender(name="card", amount="3"),),
    coupons=("c1",),
    codes=("TEN",),
    points=200,
)
PLAN = lower(load_program(PROGRAM.format(key="shop")))


def test_a_cart_comes_back_as_it_was_sent():
    back = decode(Cart, encode(CART))
    assert encode(back) == encode(CART)
    assert (back.coupons, back.points, back.lines[0].attributes) == (("c1",), 200, CART.lines[0].attributes)
    assert (back.lines[0].unit_price, back.lines[1].amount) == (Decimal("9.90"), Decimal(5))


def test_a_quote_keeps_its_id_and_the_hash_of_its_cart():
    quoted = quote(PLAN, replace(CART, coupons="best"), who=Guest(), at=START)
    back = decode(Quote, encode(quoted))
    assert back == quoted
    assert (back.id, back.cart_hash) == (quoted.id, quoted.cart_hash)


def test_a_placed_order_can_be_returned_from_its_document():
    cart = replace(CART, coupons="best")
    placed = settle(PLAN, cart, who=Guest(), order_id="o1", at=START, standing=Standing()).standing.placed[0]
    back = decode(PlacedOrder, encode(placed))
    assert back == placed
    assert hash(back.goods) == hash(placed.goods)


def test_lists_become_tuples_all_the_way_down():
    assert tupled([1, ["a", [None]]]) == (1, ("a", (None,)))
    assert timedelta(0) == tupled(timedelta(0))


def test_half_a_character_is_no_text_of_a_document():
    with pytest.raises(BadReference):
        encode(cart("5", codes=("\ud800",)))
