"""Offers that give points: judged like any offer, earned like a bonus, kept while their minimum is."""

import pytest

from tests.engine.till import CENT_EACH, ONE_FOR_ONE, Till, line

LANES = [{"id": "item", "rule": "all"}, {"id": "order", "rule": "all"}, {"id": "late", "rule": "all"}]
DAY = "2024-01-05"
FROM_100 = {"kind": "subtotal", "minimum": 100}


def extra(offer_id="extra", *, around=None, **benefit):
    return {"id": offer_id, "benefit": {"kind": "points", **benefit}} | (around or {})


def shop(*offers, guest=False, points=None, **sections):
    policy = {"rules": [ONE_FOR_ONE]} | (points or {})
    return Till(guest=guest, lanes=LANES, offers=list(offers), points=policy, **sections)


def earned(quote):
    return quote.base_points, quote.bonus_points


def reasons(quote):
    return [one.reason.name for one in quote.decisions]


def test_points_on_top_are_bonus_points_and_take_nothing_off():
    quote = shop(extra(points=50)).quote(DAY, line("a", "100.00"))
    assert earned(quote) == (100, 50)
    assert (quote.applied, quote.discount_minor, quote.to_pay_minor) == (("extra",), 0, 10000)


def test_decimals_of_the_wallet_count():
    quote = shop(extra(points="0.5"), points={"decimals": 1}).quote(DAY, line("a", "100.00"))
    assert earned(quote) == (1000, 5)


def test_they_are_for_members_only():
    quote = shop(extra(points=50), guest=True).quote(DAY, line("a", "100.00"))
    assert (reasons(quote), quote.points_earned) == (["MEMBER_REQUIRED"], 0)


def test_a_programme_without_rules_still_gives_them():
    assert earned(shop(extra(points=50), points={"rules": []}).quote(DAY, line("a", 1))) == (0, 50)


def test_conditions_limits_and_groups_hold():
    offers = [
        extra("a", points=50, around={"when": FROM_100}),
        extra("b", points=5, around={"limits": [{"per": "member", "uses": 1}]}),
        extra("c", points=7, around={"group": "g", "priority": -1}),
        extra("d", points=9, around={"group": "g", "priority": -2}),
    ]
    till = shop(*offers, groups=[{"id": "g"}])
    assert earned(till.spend("one", DAY, "10.00")) == (10, 12)
    quote = till.quote(DAY, line("a", "100.00"))
    assert earned(quote) == (100, 57)
    assert reasons(quote) == ["NONE", "MEMBER_LIMIT_REACHED", "NONE", "GROUP_TAKEN"]


@pytest.mark.parametrize("rule", ["best_of", "exclusive"])
def test_a_lane_for_one_offer_takes_money_before_points(rule):
    lanes = [{"id": "order", "rule": rule}]
    off = {"id": "off", "benefit": {"kind": "amount", "amount": 5}, "priority": 1}
    till = Till(lanes=lanes, offers=[extra(points=50), off], points={"rules": [ONE_FOR_ONE]})
    quote = till.quote(DAY, line("a", "100.00"))
    assert (quote.applied, earned(quote)) == (("off",), (95, 0))


def test_alone_in_such_a_lane_they_apply():
    till = Till(lanes=[{"id": "order", "rule": "best_of"}], offers=[extra(points=50)], points={})
    assert earned(till.quote(DAY, line("a", 1))) == (0, 50)


def test_without_their_goods_they_have_no_effect():
    till = shop(extra(points=50, of={"skus": ["B"]}))
    assert reasons(till.quote(DAY, line("a", "10.00"))) == ["NO_EFFECT"]
    assert earned(till.quote(DAY, line("a", "10.00"), line("b", "10.00"))) == (20, 50)


def test_where_nothing_is_paid_for_their_goods_they_are_not_applied():  # edge 18, edge 80
    from_one = {"when": {"kind": "subtotal", "minimum": 1}}
    till = shop(extra(around=from_one, points=50), points={"redeem": CENT_EACH})
    till.spend("one", DAY, "10000.00")
    quote = till.quote(DAY, line("a", "10.00"), points="max")
    assert (quote.to_pay_minor, quote.applied, quote.points_earned) == (0, (), 0)
    assert reasons(quote) == ["NO_EFFECT"]


def test_caps_cut_them_first():  # edge 10
    till = shop(extra(points=50), points={"caps": [{"id": "o", "per": "order", "points": 120}]})
    quote = till.quote(DAY, line("a", "100.00"))
    assert (earned(quote), quote.bonus_wanted) == ((100, 20), 50)


@pytest.mark.parametrize(("combine", "points"), [("add_bonuses", 400), ("multiply", 600), ("highest", 300)])
def test_a_multiplier_joins_those_of_the_policy(combine, points):  # edge 8
    policy = {"multipliers": [{"id": "day", "factor": 2}], "combine": combine}
    quote = shop(extra(multiplier=3), points=policy).quote(DAY, line("a", "100.00"))
    assert earned(quote) == (100, points - 100)


def test_a_multiplier_is_for_its_goods():
    till = shop(extra(multiplier="1.5", of={"skus": ["B"]}))
    assert earned(till.quote(DAY, line("a", "10.00"), line("b", "10.00"))) == (20, 5)


def test_a_multiplier_that_does_not_apply_raises_nothing():
    till = shop(extra(multiplier=2, around={"when": FROM_100}))
    assert earned(till.quote(DAY, line("a", "99.00"))) == (99, 0)


def test_points_on_top_expire_like_all_points():
    rule = ONE_FOR_ONE | {"expiry": {"kind": "rolling", "days": 1}}
    policy = {"rules": [rule], "expiry": {"kind": "rolling", "days": 9, "round_up": "none"}}
    till = shop(extra(points=50), points=policy)
    till.spend("one", DAY, "100.00")
    assert [(lot.left, till.shown(lot.expires)[:10]) for lot in till.standing.lots] == [
        (100, "2024-01-06"),
        (50, "2024-01-14"),
    ]


def bought(*offers, coupon=0, **sections):
    off = {"id": "off", "lane": "late", "benefit": {"kind": "amount", "amount": coupon or 1}}
    till = shop(*offers, *([off] if coupon else []), **sections)
    till.buy("one", DAY, line("a", "10.00", 12), line("b", "10.00"))
    return till


@pytest.mark.parametrize("benefit", [{"points": 50}, {"multiplier": 2}])
def test_they_stay_while_what_remains_reaches_the_minimum(benefit):  # edge 37
    till = bought(extra(around={"when": FROM_100}, **benefit))
    wanted = till.standing.booked - 130
    kept = till.give_back("one", "2024-01-06", {"a": 3})
    assert kept.taken_bonus == (0 if "points" in benefit else 30)
    gone = till.give_back("one", "2024-01-07", {"b": 1, "a": 1})
    assert kept.taken_bonus + gone.taken_bonus == wanted
    assert till.standing.booked == 80


@pytest.mark.parametrize(("base", "left"), [("after_items", 50), ("running", 0), ("list", 50)])
def test_the_minimum_is_counted_on_the_base_it_had(base, left):
    till = bought(extra(points=50, around={"when": FROM_100, "threshold_base": base}), coupon=20)
    till.give_back("one", "2024-01-06", {"a": 2})
    assert till.standing.booked - (130 - 20) + 17 - left in (0, 1)


def test_money_back_lowers_what_the_minimum_counts():
    till = bought(extra(points=50, around={"when": FROM_100}))
    assert till.refund("one", "2024-01-06", "30.00").taken_bonus == 0
    assert till.refund("one", "2024-01-07", "0.01").taken_bonus == 50


def test_all_goods_back_is_all_points_back():  # edge 35
    till = bought(extra("a", points=50), extra("b", multiplier=2))
    till.give_back("one", "2024-01-06", {"a": 12, "b": 1})
    assert till.standing.booked == 0


def test_goods_without_an_order_take_no_points_of_offers():
    till = shop(extra("a", points=50), extra("b", multiplier=2))
    till.spend("one", DAY, "100.00")
    assert till.give_back_unlinked("2024-01-06", line("a", "10.00")).taken_unlinked == 10
