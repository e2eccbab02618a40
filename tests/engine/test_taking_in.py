"""A cart whose parts are not what they stand for is refused by its place; lists do for tuples."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from loyalty.engine import hold, near_misses, quote, refusals, reverse_unlinked, settle
from loyalty.engine.quote import cart_hash
from loyalty.engine.shipping import quote_shipping
from loyalty.engine.taking_in import asker, taken_in
from loyalty.errors import BadCart
from loyalty.facts.member import Guest, HeldCoupon, Member
from loyalty.facts.order import Cart, CartLine, ShippingMethod, Tender
from loyalty.facts.standing import Standing
from loyalty.plan import lower
from loyalty.rules.document import load_program

NOON = datetime(2024, 5, 6, 12, tzinfo=UTC)
ANN = Member(id="ann", joined_at=NOON)
PLAN = lower(
    load_program("""
key: corner-shop
currency: CNY
time_zone: Asia/Shanghai
offers:
  - {id: gift, coupon: {}, benefit: {kind: amount, amount: 5}}
  - {id: word, when: {kind: code, any: [SPRING]}, benefit: {kind: amount, amount: 3}}
""")
)
LINE = CartLine(id="1", sku="TEA", unit_price="50")
CART = Cart(currency="CNY", lines=(LINE,))


def told(fields, **line):
    with pytest.raises(BadCart) as refused:
        taken_in(replace(CART, **({"lines": (replace(LINE, **line),)} if line else {}), **fields))
    error = refused.value
    assert error.fields["mend"]
    assert error.fields["mend_zh"]
    return error.fields["where"]


@pytest.mark.parametrize("field", ["lines", "codes", "tenders", "shipping_methods", "coupons"])
@pytest.mark.parametrize("value", [None, "SPRING", 5, (5,), {"SPRING"}, {"SPRING": 1}])
def test_what_is_no_list_of_its_kind_is_refused(field, value):
    assert told({field: value}) == field


@pytest.mark.parametrize(("field", "value"), [("codes_use", "ALL"), ("codes_use", None), ("coupons", "BEST")])
def test_a_choice_is_one_of_the_choices(field, value):
    assert told({field: value}) == field


@pytest.mark.parametrize("value", [None, 1, "false", []])
def test_a_flag_is_true_or_false_and_nothing_that_would_be_taken_for_it(value):
    for field in ("selected", "gift", "excluded_from_offers", "excluded_from_points"):
        assert told({}, **{field: value}) == f"lines[0].{field}"
    assert told({"prices_include_tax": value}) == "prices_include_tax"


@pytest.mark.parametrize("value", [None, "cart", {}, [CART]])
def test_what_is_no_cart_is_refused(value):
    with pytest.raises(BadCart) as refused:
        taken_in(value)
    assert refused.value.fields["where"] == "cart"


@pytest.mark.parametrize("field", ["channel", "store", "payment_method", "shipping_method", "region"])
def test_a_place_is_a_text(field):
    assert told({field: 5}) == field


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *((name, value) for name in ("id", "sku") for value in (None, 5, [])),
        *((name, value) for name in ("category", "brand", "seller") for value in (5, [])),
        *(("attributes", value) for value in (None, {"a": "b"}, "ab", (("a",),), (("a", 1),), (["a", "b"],))),
    ],
)
def test_a_text_of_a_line_is_named(field, value):
    assert told({}, **{field: value}) == f"lines[0].{field}"


def test_lists_do_for_tuples_and_what_is_right_stays_as_it_is():
    full = replace(
        CART,
        lines=(replace(LINE, attributes=(("colour", "red"),), category="tea"),),
        codes=("SPRING",),
        coupons=("c10",),
        tenders=(Tender(name="card", amount=1),),
        shipping_methods=(ShippingMethod(id="post"),),
        region="CN/Shanghai",
    )
    assert taken_in(full) is full
    names = ("lines", "codes", "coupons", "tenders", "shipping_methods")
    assert taken_in(replace(full, **{name: list(getattr(full, name)) for name in names})) == full


def test_a_coupon_is_chosen_by_its_id_and_not_by_a_part_of_it():
    standing = Standing(coupons=(HeldCoupon("c1", "gift"), HeldCoupon("c10", "gift")))
    for chosen in (("c10",), ["c10"]):
        quoted = quote(PLAN, replace(CART, coupons=chosen), who=ANN, at=NOON, standing=standing)
        assert [one.coupon_id for one in quoted.coupons if one.used] == ["c10"]
    with pytest.raises(BadCart):
        quote(PLAN, replace(CART, coupons="c10"), who=ANN, at=NOON, standing=standing)


def test_who_asks_is_a_member_or_a_guest():
    assert (asker(ANN), asker(Guest())) == (ANN, Guest())
    for who in ("ann", None, {"id": "ann"}):
        with pytest.raises(BadCart, match="who"):
            asker(who)


@pytest.mark.parametrize(
    "asked",
    [
        lambda cart, who: quote(PLAN, cart, who=who, at=NOON),
        lambda cart, who: refusals(PLAN, cart, who=who, at=NOON),
        lambda cart, who: near_misses(PLAN, cart, who=who, at=NOON),
        lambda cart, who: quote_shipping(PLAN, cart, who=who, at=NOON),
        lambda cart, who: cart_hash(PLAN, cart, who),
        lambda cart, who: settle(PLAN, cart, who=who, order_id="o", at=NOON),
        lambda cart, who: hold(
            PLAN, cart, who=who, order_id="o", at=NOON, ends_at=datetime(2024, 5, 7, tzinfo=UTC)
        ),
        lambda cart, who: reverse_unlinked(PLAN, cart, who=who, at=NOON, standing=Standing()),
    ],
)
def test_every_door_asks(asked):
    with_fee = replace(CART, shipping_methods=(ShippingMethod(id="post"),))
    with pytest.raises(BadCart, match="codes"):
        asked(replace(with_fee, codes="SPRING"), ANN)
    with pytest.raises(BadCart, match="who"):
        asked(with_fee, "ann")
