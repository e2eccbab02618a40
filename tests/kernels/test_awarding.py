"""Offers of points that bring none to an order are not applied, and what they kept out is there again."""

import pytest

from loyalty.facts.member import HeldCoupon
from loyalty.facts.order import Tender
from tests.engine.till import CENT_EACH, ONE_FOR_ONE, line
from tests.kernels.lane_offers import amount
from tests.kernels.test_earning_offers import DAY, FROM_100, earned, extra, reasons, shop

ONCE = {"limits": [{"per": "member", "uses": 1}]}
NOT_FOR_POINTS = {"of": {"skus": ["B"]}}
"""The base rule is for B alone: A earns nothing that could be multiplied."""
TENDER = {"tenders": (Tender(name="stored_value", amount="500.00"),)}


def capped(points, **fields):
    return {"caps": [{"id": "day", "per": "day", "points": points} | fields]}


@pytest.mark.parametrize(
    ("offer", "policy", "cart"),
    [
        (extra(points=50), {}, TENDER),
        (extra(multiplier=3), {}, TENDER),
        (extra(multiplier=3), {"rules": [ONE_FOR_ONE | NOT_FOR_POINTS]}, {}),
        (extra(multiplier=3), {"rules": []}, {}),
        (extra(points=50), capped(100), {}),
        (extra(multiplier=3), capped(100), {}),
        (
            extra(multiplier=2),
            {"combine": "highest", "multipliers": [{"id": "day", "factor": 2}]},
            {},
        ),
    ],
)
def test_an_offer_that_brings_no_points_is_not_applied_and_uses_nothing_up(offer, policy, cart):  # edge 80
    till = shop(offer | ONCE, points=policy)
    quote = till.buy("one", DAY, line("a", "100.00"), **cart)
    assert (reasons(quote), quote.applied) == (["NO_EFFECT"], ())
    assert till.standing.uses[-1].used == 0


def test_where_orders_earn_nothing_at_all_the_other_offers_stay():
    till = shop(extra(multiplier=3), amount("off", 5), points={"rules": []})
    assert till.quote(DAY, line("a", "100.00")).applied == ("off",)


def test_what_rounding_takes_is_no_effect():  # edge 80
    half = extra(multiplier="1.5")
    assert reasons(shop(half).quote(DAY, line("a", "1.00"))) == ["NO_EFFECT"]
    assert earned(shop(half).quote(DAY, line("a", "2.00"))) == (2, 1)


def test_a_coupon_for_points_stays_with_its_member_where_a_cap_is_full():  # edge 80
    till = shop(extra(points=50, around={"coupon": {}}), points=capped(100))
    till.hold(HeldCoupon("c", "extra"))
    quote = till.buy("one", DAY, line("a", "100.00"), coupons=("c",))
    assert (reasons(quote), earned(quote)) == (["NO_EFFECT"], (100, 0))
    assert [one.id for one in till.standing.coupons] == ["c"]
    later = till.buy("two", "2024-01-06", line("a", "10.00"), coupons=("c",))
    assert (later.applied, earned(later), till.standing.coupons) == (("extra",), (10, 50), ())


def test_points_that_a_cap_cuts_are_an_effect():  # edge 10
    quote = shop(extra(points=50), points=capped(101)).quote(DAY, line("a", "100.00"))
    assert (quote.applied, earned(quote), quote.bonus_wanted) == (("extra",), (100, 1), 50)


def test_of_two_that_bring_what_one_brings_the_first_applies():
    """Of the highest multipliers one counts; a cap has room for one."""
    both = [extra("a", multiplier=2), extra("b", multiplier=2, around={"priority": 1})]
    quote = shop(*both, points={"combine": "highest"}).quote(DAY, line("a", "100.00"))
    assert (quote.applied, reasons(quote), earned(quote)) == (("b",), ["NONE", "NO_EFFECT"], (100, 100))
    both = [extra("a", points=50), extra("b", points=50)]
    quote = shop(*both, points=capped(150)).quote(DAY, line("a", "100.00"))
    assert (quote.applied, earned(quote)) == (("a",), (100, 50))


def test_an_offer_with_which_a_rejecting_cap_gives_nothing_is_not_applied():
    quote = shop(extra(points=50), points=capped(120, over="reject")).quote(DAY, line("a", "100.00"))
    assert (reasons(quote), earned(quote)) == (["NO_EFFECT"], (100, 0))


def test_the_others_are_judged_beside_those_that_stay():
    offers = [extra("a", points=50), extra("b", multiplier=2), extra("c", points=1)]
    quote = shop(*offers, points={"rules": []}).quote(DAY, line("a", "100.00"))
    assert (quote.applied, earned(quote)) == (("a", "c"), (0, 51))


def test_what_it_kept_out_applies():
    group = {"groups": [{"id": "g"}]}
    offers = [
        extra(points=50, around={"group": "g", "priority": 1}),
        amount("off", 5, group="g"),
    ]
    till = shop(*offers, points=capped(0), **group)
    quote = till.quote(DAY, line("a", "100.00"))
    assert (quote.applied, quote.discount_minor) == (("off",), 500)


def test_an_exclusive_one_lets_the_others_apply():
    alone = extra(points=50, around={"exclusive": True})
    till = shop(alone, amount("off", 5), points=capped(100))
    quote = till.quote(DAY, line("a", "200.00"))
    assert (quote.applied, reasons(quote)) == (("off",), ["NO_EFFECT", "NONE"])
    assert till.quote(DAY, line("a", "50.00")).applied == ("extra",)


def test_with_less_to_pay_another_may_bring_none_either():
    """Without a, what was kept out leaves nothing to pay, so that b brings nothing."""
    offers = [
        extra("a", multiplier=2, of={"skus": ["B"]}, around={"group": "g", "priority": 1}),
        extra("b", points=7),
        amount("off", 100, group="g"),
    ]
    till = shop(*offers, points={"rules": [ONE_FOR_ONE | {"of": {"skus": ["A"]}}]}, groups=[{"id": "g"}])
    quote = till.quote(DAY, line("a", "50.00"), line("b", "50.00"))
    assert (quote.applied, quote.to_pay_minor, earned(quote)) == (("off",), 0, (0, 0))


def test_a_seller_whose_goods_cost_nothing_brings_none():
    per = {"per": "seller", "when": {"kind": "subtotal", "minimum": 1}}
    till = shop(extra(points=50, around=per))
    goods = (line("a", "10.00", seller="one"), line("b", "10.00", seller="two"))
    assert earned(till.quote(DAY, *goods)) == (20, 100)
    quote = till.quote(DAY, *goods, **TENDER)
    assert (quote.applied, reasons(quote)) == ((), ["NO_EFFECT"])


def test_a_return_takes_nothing_of_an_offer_that_was_not_applied():
    till = shop(extra(multiplier=2, around={"when": FROM_100}), points=capped(100))
    till.buy("one", DAY, line("a", "50.00", 2))
    assert till.give_back("one", "2024-01-06", {"a": 1}).taken_bonus == 0
    assert till.standing.booked == 50


def test_points_spent_do_not_hide_what_the_rest_earns():
    at_least_one = extra(points=50, around={"when": {"kind": "subtotal", "minimum": 1}})
    till = shop(at_least_one, points={"redeem": CENT_EACH})
    till.spend("one", DAY, "1000.00")
    quote = till.quote(DAY, line("a", "20.00"), points="max")
    assert (quote.applied, earned(quote)) == (("extra",), (9, 50))


def test_a_multiplier_where_nothing_is_left_to_multiply_leaves_a_number_of_points():
    offers = [extra("a", points=50), extra("b", multiplier=2)]
    till = shop(*offers, points={"rules": [ONE_FOR_ONE | NOT_FOR_POINTS]})
    assert earned(till.quote(DAY, line("a", "10.00"))) == (0, 50)
