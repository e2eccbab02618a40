"""Texts of a cart are texts, printable, not too long or too many; else the cart is refused by the place."""

import pytest

from loyalty import Cart, CartLine
from loyalty.errors import BadCart
from loyalty.facts.order import ShippingMethod, Tender
from loyalty.live.cart_texts import checked_texts

LINE = CartLine(id="1", sku="s", unit_price="5")


def cart(**fields):
    return Cart(currency="CNY", **({"lines": (LINE,)} | fields))


def line(**fields):
    return cart(lines=(CartLine(**({"id": "1", "sku": "s", "unit_price": "5"} | fields)),))


def test_a_cart_of_texts_is_taken_as_it_is():
    given = cart(
        lines=(CartLine(id="1", sku="s'; --", unit_price="5", attributes=(("color", "红"),), brand="b"),),
        codes=("SUMMER",),
        coupons=("c1",),
        tenders=(Tender(name="gift card", amount="1"),),
        shipping_methods=(ShippingMethod(id="post", fee="5"),),
        shipping_method="post",
    )
    assert checked_texts(given) is given


@pytest.mark.parametrize("bad", ["a\0b", "\ud800", "x" * 201, 5, True, 1.5, b"x"])
@pytest.mark.parametrize(
    ("where", "asked"),
    [
        ("channel", lambda bad: cart(channel=bad)),
        ("region", lambda bad: cart(region=bad)),
        ("codes", lambda bad: cart(codes=(bad,))),
        ("coupons", lambda bad: cart(coupons=(bad,))),
        ("tenders", lambda bad: cart(tenders=(Tender(name=bad, amount="1"),))),
        ("shipping_methods", lambda bad: cart(shipping_methods=(ShippingMethod(id=bad),))),
        ("lines[0].id", lambda bad: line(id=bad)),
        ("lines[0].sku", lambda bad: line(sku=bad)),
        ("lines[0].seller", lambda bad: line(seller=bad)),
        ("lines[0].attributes", lambda bad: line(attributes=(("color", bad),))),
        ("lines[0].attributes", lambda bad: line(attributes=((bad, "red"),))),
    ],
)
def test_what_is_no_text_is_refused_by_its_place(where, asked, bad):
    with pytest.raises(BadCart) as refused:
        checked_texts(asked(bad))
    # what is no text at all is found where carts are read, at its own place
    names = {"tenders": "tenders[0].name", "shipping_methods": "shipping_methods[0].id"}
    assert refused.value.fields["where"] == (where if isinstance(bad, str) else names.get(where, where))
    assert "200" in refused.value.text("zh") or not isinstance(bad, str)


@pytest.mark.parametrize(
    ("where", "asked"),
    [
        ("codes", cart(codes=("A",) * 101)),
        ("coupons", cart(coupons=("A",) * 1_001)),
        ("tenders", cart(tenders=tuple(Tender(name=str(n), amount="1") for n in range(101)))),
        ("shipping_methods", cart(shipping_methods=tuple(ShippingMethod(id=str(n)) for n in range(201)))),
        ("lines[0].attributes", line(attributes=tuple((str(n), "x") for n in range(101)))),
    ],
)
def test_a_cart_has_a_largest_number_of_everything(where, asked):
    with pytest.raises(BadCart) as refused:
        checked_texts(asked)
    assert refused.value.fields["where"] == where
