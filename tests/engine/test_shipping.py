"""Each method of shipping is quoted by itself, because offers may ask for one."""

import pytest

from loyalty import ShippingMethod, quote_shipping
from loyalty.errors import BadCart
from tests.engine.till import CENT_EACH, ONE_FOR_ONE, Till, line

DAY = "2024-01-05"
METHODS = (
    ShippingMethod(id="pickup"),
    ShippingMethod(id="standard", fee="6.00"),
    ShippingMethod(id="express", fee="15.00"),
)
FREE = {
    "id": "free",
    "when": [
        {"kind": "shipping_method", "any": ["standard", "express"]},
        {"kind": "subtotal", "minimum": 50},
    ],
    "benefit": {"kind": "free_shipping", "amount": 8},
}


def options(till, *lines, **cart):
    asked = till.cart(lines, {"shipping_methods": METHODS} | cart)
    facts = {"who": till.who, "at": till.at(DAY), "standing": till.standing, "shared": till.shared}
    return quote_shipping(till.plan, asked, **facts)


def test_the_fee_that_is_left_is_told_for_each():
    found = options(Till(guest=True, offers=[FREE]), line("a", "60.00"))
    assert [(one.method_id, one.shipping_minor, one.fee_minor) for one in found] == [
        ("pickup", 0, 0),
        ("standard", 600, 0),
        ("express", 1500, 700),
    ]
    assert [one.to_pay_minor for one in found] == [6000, 6000, 6700]


def test_each_is_the_quote_of_that_choice():
    till = Till(
        offers=[FREE], points={"rules": [ONE_FOR_ONE], "redeem": CENT_EACH | {"cover_shipping": True}}
    )
    till.spend("one", DAY, "70.00")
    for option in options(till, line("a", "40.00"), points="max"):
        chosen = {"shipping_methods": METHODS, "shipping_method": option.method_id, "points": "max"}
        quote = till.quote(DAY, line("a", "40.00"), **chosen)
        assert (quote.shipping_minor, quote.to_pay_minor) == (option.shipping_minor, option.to_pay_minor)


def test_the_method_chosen_has_the_same_hash_as_its_fee_alone():
    till = Till(guest=True)
    listed = till.quote(DAY, line("a", 1), shipping_methods=METHODS, shipping_method="standard")
    alone = till.quote(DAY, line("a", 1), shipping_fee=6, shipping_method="standard")
    assert listed.cart_hash == alone.cart_hash


def test_without_methods_there_is_nothing_to_tell():
    assert options(Till(guest=True), line("a", 1), shipping_methods=()) == ()


def test_while_none_is_chosen_no_fee_is_counted():
    assert Till(guest=True).quote(DAY, line("a", 1), shipping_methods=METHODS).shipping_minor == 0


@pytest.mark.parametrize(
    ("cart", "where"),
    [
        ({"shipping_method": "drone"}, "shipping_method"),
        ({"shipping_method": "express", "shipping_fee": 1}, "shipping_fee"),
        ({"shipping_methods": METHODS + METHODS[:1]}, "shipping_methods"),
        (
            {"shipping_methods": (ShippingMethod(id="x", fee="0.001"),), "shipping_method": "x"},
            "shipping_methods",
        ),
    ],
)
def test_methods_that_do_not_fit_are_refused(cart, where):
    with pytest.raises(BadCart) as caught:
        Till(guest=True).quote(DAY, line("a", 1), **({"shipping_methods": METHODS} | cart))
    assert caught.value.fields["where"] == where
