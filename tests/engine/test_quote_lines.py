"""Lines that are no part of an order, that cost nothing, or that are kept out of offers or points."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.errors import BadCart
from tests.engine.till import CENT_EACH, ONE_FOR_ONE, Till, line
from tests.kernels.units_shop import LANES, offer, told

DAY = "2024-01-05"
FROM_1 = {"kind": "subtotal", "minimum": 1}
OFFERS = [
    offer("percent", "tenth", percent=10),
    offer("per_each", "each", amount=5, every=50),
    offer("nth_item", "second", nth=2, percent=50),
    offer("steps", "steps", measure="quantity", steps=[{"from": 3, "amount": 1}]),
    offer("free_shipping", "ship", around={"when": {"kind": "subtotal", "minimum": 60}}),
    offer("points", "extra", multiplier=2),
    offer("points", "more", points=7, around={"when": [{"kind": "distinct", "minimum": 2}, FROM_1]}),
]
GOLD = {
    "id": "growth",
    "credit": {"of": "spend", "window": {"kind": "lifetime"}},
    "term": {"kind": "forever"},
    "levels": [{"id": "gold", "minimum": 0, "member_price": {"percent": 5}, "free_shipping_from": 70}],
}
POINTS = {
    "rules": [ONE_FOR_ONE | {"include_shipping": True}],
    "multipliers": [{"id": "day", "factor": 2}],
    "redeem": CENT_EACH,
}
OUT = line("x", "30.00", 2, excluded_from_offers=True, excluded_from_points=True)


def shop(offers=OFFERS, **sections):
    known = {"points": POINTS, "tiers": [GOLD]} | sections
    return Till(lanes=LANES, offers=offers, **known)


def test_a_line_that_is_not_selected_is_no_part_of_the_order():
    till = shop()
    other = line("x", None, selected=False)
    alone = till.quote(DAY, line("a", "40.00", 2))
    quote = till.quote(DAY, line("a", "40.00", 2), other)
    assert quote.not_selected == ("x",)
    assert alone.not_selected == ()
    assert (quote.lines, quote.decisions, quote.points_earned, quote.cart_hash) == (
        alone.lines,
        alone.decisions,
        alone.points_earned,
        alone.cart_hash,
    )


def test_it_is_not_placed_either():
    till = shop()
    till.buy("one", DAY, line("a", "40.00"), line("x", "1.00", selected=False))
    assert till.standing.placed[0].line_ids == ("a",)


@given(
    st.lists(st.tuples(st.integers(0, 9000), st.integers(1, 4)), min_size=1, max_size=4),
    st.booleans(),
)
def test_goods_kept_out_of_everything_change_nothing_for_the_others(lines, guest):
    goods = [line("abcd"[n], Decimal(price).scaleb(-2), units) for n, (price, units) in enumerate(lines)]
    till = Till(lanes=LANES, offers=OFFERS, tiers=[GOLD], points=POINTS, guest=guest)
    alone = till.quote(DAY, *goods, shipping_fee=6, points="max")
    beside = till.quote(DAY, OUT, *goods, shipping_fee=6, points="max")
    assert beside.lines[1:] == alone.lines
    assert beside.lines[0][:5] == ("x", 6000, 0, 0, 6000)
    assert beside.decisions == alone.decisions
    assert (beside.base_points, beside.bonus_points) == (alone.base_points, alone.bonus_points)


def test_kept_out_of_offers_goods_still_earn_and_take_points():
    till = shop(offers=[offer("percent", "tenth", percent=10)], tiers=[])
    till.spend("one", DAY, "100.00")
    quote = till.quote(DAY, line("a", "10.00", excluded_from_offers=True), points=1)
    assert told(quote) == {"tenth": (0, "NO_EFFECT", 0)}
    assert (quote.points_spent, quote.base_points) == (1, 9)


def test_kept_out_of_points_goods_still_get_offers():
    till = shop(
        offers=[
            offer("percent", "tenth", percent=10),
            offer("points", "more", points=5, around={"when": FROM_1}),
        ],
        tiers=[],
    )
    till.spend("one", DAY, "100.00")
    quote = till.quote(DAY, line("a", "10.00", excluded_from_points=True), points="max")
    assert told(quote)["tenth"] == (100, "NONE", 0)
    assert (quote.points_max, quote.points_earned) == (0, 0)


def test_a_gift_costs_nothing_counts_nowhere_and_earns_nothing():
    till = shop()
    alone = till.buy("one", DAY, line("a", "20.00", 2))
    till = shop()
    quote = till.buy("one", DAY, line("a", "20.00", 2), line("free", None, 3, gift=True))
    assert quote.lines[1][:5] == ("free", 0, 0, 0, 0)
    assert (quote.decisions, quote.points_earned) == (alone.decisions, alone.points_earned)
    assert till.give_back("one", "2024-01-06", {"free": 3}).returned_minor == 0
    assert till.standing.booked == alone.points_earned


@pytest.mark.parametrize("price", ["0.01", 5])
def test_a_gift_with_a_price_is_refused(price):
    with pytest.raises(BadCart) as caught:
        shop().quote(DAY, line("free", price, gift=True))
    assert caught.value.fields["where"] == "lines[0].gift"


def test_a_return_knows_what_was_kept_out():
    till = shop(offers=[offer("points", "more", points=5, around={"when": FROM_1})], tiers=[])
    till.buy("one", DAY, line("a", "10.00"), line("b", "50.00", excluded_from_points=True))
    assert till.standing.booked == 25
    assert till.give_back("one", "2024-01-06", {"b": 1}).taken_base == 0
    assert till.give_back("one", "2024-01-07", {"a": 1}).taken_base == 10
    assert till.standing.booked == 0


def test_goods_without_an_order_that_earn_nothing_take_nothing():
    till = shop()
    till.spend("one", DAY, "100.00")
    kept_out = line("a", "10.00", excluded_from_points=True)
    assert till.give_back_unlinked("2024-01-06", kept_out).taken_unlinked == 0
    assert till.give_back_unlinked("2024-01-06", line("a", "10.00")).taken_unlinked == 10


def test_a_multiplier_on_everything_is_for_the_fee_too():
    till = shop(offers=[], tiers=[])
    for goods in ([], [OUT]):
        quote = till.quote(DAY, line("a", "10.00"), *goods, shipping_fee=6)
        assert (quote.base_points, quote.bonus_points) == (16, 16)


def test_what_goods_are_kept_out_of_belongs_to_the_cart():
    till = shop()
    marks = ({}, {"excluded_from_offers": True}, {"excluded_from_points": True})
    hashes = {till.quote(DAY, line("a", "10.00", **mark)).cart_hash for mark in marks}
    assert len(hashes) == len(marks)


MUG = offer("gift", "mug", skus=["MUG"])


@pytest.mark.parametrize(
    "goods",
    [
        (),
        (line("a", "10.00", selected=False),),
        (line("a", gift=True),),
        (line("a", "10.00", excluded_from_offers=True),),
    ],
)
@pytest.mark.parametrize("per", ["order", "seller"])
def test_a_gift_asks_for_goods_that_take_part_in_offers(goods, per):  # edge 80
    till = shop([MUG | {"per": per}])
    quote = till.quote(DAY, *goods)
    assert (told(quote)["mug"], quote.gifts) == ((0, "NO_EFFECT", 0), ())
    with_goods = till.quote(DAY, *goods, line("b", "10.00"))
    assert [gift.offer_id for gift in with_goods.gifts] == ["mug"]


def test_a_gift_comes_with_goods_that_cost_nothing():
    assert shop([MUG]).quote(DAY, line("a", 0)).applied == ("mug",)


@pytest.mark.parametrize("goods", [(), (line("a", "10.00", selected=False),)])
def test_an_order_without_goods_is_quoted_and_neither_held_nor_placed(goods):
    till = shop()
    assert till.quote(DAY, *goods, shipping_fee=5).to_pay_minor == 500
    for verb in (till.buy, till.lock):
        with pytest.raises(BadCart) as refused:
            verb("one", DAY, *goods, shipping_fee=5)
        assert refused.value.fields["where"] == "lines"
    assert till.standing.orders == 0
