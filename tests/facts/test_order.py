"""Carts are frozen and say only what the shop said."""

from dataclasses import FrozenInstanceError
from decimal import Decimal

import pytest

from loyalty.facts.order import Cart, CartLine, Tender


def test_a_line_needs_an_id_and_a_sku_and_is_one_unit_unless_told():
    line = CartLine(id="1", sku="TEA")
    assert (line.quantity, line.unit_price, line.amount, line.floor_price) == (1, None, None, 0)
    assert (line.category, line.brand, line.attributes) == (None, None, ())


def test_a_cart_spends_as_many_points_as_allowed_unless_told():
    cart = Cart(currency="CNY", lines=())
    assert (cart.points, cart.shipping_fee, cart.codes, cart.channel) == ("max", 0, (), None)


def test_a_cart_has_no_tenders_and_prices_with_tax_in_them_unless_told():
    cart = Cart(currency="CNY", lines=(CartLine(id="1", sku="TEA"),))
    assert (cart.tenders, cart.prices_include_tax) == ((), True)
    assert (cart.lines[0].tax_rate, cart.shipping_tax_rate) == (0, 0)


def test_a_tender_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        Tender(name="stored_value", amount="5.00").amount = "6.00"


@pytest.mark.parametrize(("field", "value"), [("quantity", 2), ("unit_price", Decimal(1))])
def test_a_line_cannot_be_changed(field, value):
    with pytest.raises(FrozenInstanceError):
        setattr(CartLine(id="1", sku="TEA"), field, value)


def test_a_cart_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        Cart(currency="CNY", lines=()).lines = (CartLine(id="1", sku="TEA"),)


def test_equal_carts_are_equal():
    line = CartLine(id="1", sku="TEA", unit_price="5.00")
    assert Cart(currency="CNY", lines=(line,)) == Cart(currency="CNY", lines=(line,))
    assert line != CartLine(id="1", sku="TEA", unit_price="5.01")
