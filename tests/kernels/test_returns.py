"""Goods and money that come back: what each unit was worth, and what is taken of the award."""

import pytest

from loyalty.facts.order import Tender
from tests.engine.till import CENT_EACH, ONE_FOR_ONE, Till, line

FIXED = {"id": "cut", "benefit": {"kind": "amount", "amount": 10}}


def shop(**sections):
    return Till(**({"points": {"rules": [ONE_FOR_ONE]}} | sections))


def test_each_unit_is_worth_its_share_and_the_dearest_go_first():
    till = shop(offers=[FIXED])
    till.spend("o1", "2024-01-01", "100.00", shipping_fee="8.00")
    till.buy("o2", "2024-01-01", line("a", "10.01", 3))  # 30.03 − 10.00 = 20.03 = 6.68 + 6.68 + 6.67
    worth = [till.give_back("o2", f"2024-01-0{day}").returned_minor for day in (2, 3, 4)]
    assert worth == [668, 668, 667]


def test_several_units_at_once_are_worth_what_they_are_one_by_one():
    till = shop(offers=[FIXED])
    till.buy("o1", "2024-01-01", line("a", "10.01", 3))
    assert till.give_back("o1", "2024-01-02", {"a": 2}).returned_minor == 1336
    assert till.give_back("o1", "2024-01-03", {"a": 1}).returned_minor == 667


def test_what_an_offer_gave_on_returned_units_is_given_no_longer():
    till = shop(offers=[FIXED])
    till.buy("o1", "2024-01-01", line("a", "10.00", 3), line("b", "10.00"))
    till.give_back("o1", "2024-01-02", {"a": 1})
    shares = till.standing.placed[0].shares
    assert [(one.units, one.amount) for one in shares] == [(2, 500), (1, 250)]


def test_a_threshold_of_an_offer_is_not_tested_again():  # edge 37
    spend = {"kind": "subtotal", "minimum": 100}
    till = shop(offers=[FIXED | {"when": spend}])
    till.buy("o1", "2024-01-01", line("a", "60.00"), line("b", "60.00"))
    assert till.give_back("o1", "2024-01-02").returned_minor == 5500


@pytest.mark.parametrize(
    ("when", "standing_points"),
    [
        ({"kind": "subtotal", "minimum": 100}, 60),
        ({"kind": "quantity", "minimum": 2}, 60),
        ({"kind": "all", "conditions": [{"kind": "subtotal", "minimum": 100}]}, 60),
        ({"kind": "not", "condition": {"kind": "not", "condition": {"kind": "quantity", "minimum": 2}}}, 60),
        ([{"kind": "first_order"}, {"kind": "quantity", "minimum": 2}], 60),
        ({"kind": "quantity", "minimum": 1}, 120),
        ({"kind": "first_order"}, 120),
        ({"kind": "channel", "any": ["app"]}, 120),
    ],
)
def test_a_threshold_of_a_multiplier_is_tested_again_and_nothing_else_is(when, standing_points):  # edge 37
    till = shop(points={"rules": [ONE_FOR_ONE], "multipliers": [{"id": "m", "factor": 2, "when": when}]})
    till.buy("o1", "2024-01-01", line("a", "60.00"), line("b", "60.00"), channel="app")
    assert till.points("2024-01-01") == 240
    till.give_back("o1", "2024-01-02")
    assert till.points("2024-01-02") == standing_points


def test_a_rule_whose_threshold_is_lost_gives_way_to_the_next_of_that_day():  # edge 37
    rich = {"id": "rich", "kind": "per_amount", "points": 5, "per": 1}
    rich |= {"when": {"kind": "subtotal", "minimum": 100}}
    till = shop(points={"rules": [rich, ONE_FOR_ONE]})
    till.buy("o1", "2024-01-01", line("a", "60.00"), line("b", "60.00"))
    assert till.points("2024-01-01") == 600
    assert till.refund("o1", "2024-01-02", "20.01").taken_base == 501
    assert till.points("2024-01-02") == 99


def test_a_threshold_never_reached_then_is_not_reached_by_returning():
    few = {"kind": "not", "condition": {"kind": "quantity", "minimum": 2}}
    till = shop(points={"rules": [ONE_FOR_ONE], "multipliers": [{"id": "m", "factor": 2, "when": few}]})
    till.buy("o1", "2024-01-01", line("a", "60.00"), line("b", "60.00"))
    till.give_back("o1", "2024-01-02")
    assert till.points("2024-01-02") == 60


def test_part_by_part_the_award_goes_back_and_the_parts_make_the_whole():  # edge 35
    till = shop(points={"rules": [ONE_FOR_ONE], "redeem": CENT_EACH})
    till.spend("before", "2024-01-01", "500.00")
    till.buy("o1", "2024-01-02", line("a", "10.00"), line("b", "10.00"), points="max")
    assert till.points("2024-01-02") == 15
    first = till.give_back("o1", "2024-01-03", {"a": 1})
    last = till.give_back("o1", "2024-01-04", {"b": 1})
    assert (first.taken_base, last.taken_base) == (8, 7)
    assert (first.points_restored, last.points_restored) == (250, 250)
    assert till.points("2024-01-04") == 500


def test_a_refund_of_most_of_the_money_leaves_the_points_of_the_rest():  # edge 35
    till = shop()
    till.spend("o1", "2024-01-01", "100.00")
    assert till.refund("o1", "2024-01-02", "75.00").taken_base == 75
    assert till.points("2024-01-02") == 25


def test_the_terms_of_the_order_count_not_those_of_today():  # edges 13, 36
    till = shop(points={"rules": [ONE_FOR_ONE], "multipliers": [{"id": "m", "factor": 3}]})
    till.spend("o1", "2024-01-01", "10.00")
    assert till.give_back("o1", "2024-06-01").taken_bonus == 20
    track = {
        "id": "t",
        "credit": {"of": "spend", "window": {"kind": "lifetime"}},
        "term": {"kind": "forever"},
        "levels": [{"id": "low", "minimum": 0}, {"id": "high", "minimum": 10, "multiplier": 5}],
    }
    risen = shop(tiers=[track])
    risen.buy("o1", "2024-01-01", line("a", "10.00"), line("b", "10.00"))
    assert risen.give_back("o1", "2024-06-01").taken_base == 10
    assert risen.points("2024-06-01") == 10


def test_an_order_may_come_back_after_years():  # edge 43
    till = shop()
    till.spend("o1", "2010-01-01", "100.00")
    for year in range(2011, 2020):
        till.spend(f"o{year}", f"{year}-01-01", "1.00")
    assert till.give_back("o1", "2024-01-01").taken_base == 100
    assert till.points("2024-01-01") == 9


def test_all_units_back_is_all_back_though_shipping_is_kept():  # edge 39
    till = shop(points={"rules": [ONE_FOR_ONE | {"include_shipping": True}]})
    till.buy("o1", "2024-01-01", line("a", "10.00", 2), shipping_fee="6.00")
    assert till.points("2024-01-01") == 26
    assert till.give_back("o1", "2024-01-02").taken_base == 10
    assert till.give_back("o1", "2024-01-03").taken_base == 16
    assert till.points("2024-01-03") == 0


def test_the_points_of_a_line_go_back_with_it_and_the_last_return_takes_the_rest():  # edge 40
    till = shop(points={"rules": [ONE_FOR_ONE], "redeem": {"points": 100, "worth": 1}})
    till.spend("before", "2024-01-01", "1000.00")
    lines = [line(name, "10.00") for name in "abc"]
    quoted = till.buy("o1", "2024-01-02", *lines, points="max")
    assert (quoted.points_spent, [one.points_minor for one in quoted.lines]) == (1000, [334, 333, 333])
    back = [till.give_back("o1", "2024-01-03", {name: 1}).points_restored for name in "abc"]
    assert back == [334, 333, 333]


def test_points_that_paid_for_shipping_stay_with_the_shipping():
    redeem = CENT_EACH | {"cover_shipping": True}
    till = shop(points={"rules": [ONE_FOR_ONE], "redeem": redeem})
    till.spend("before", "2024-01-01", "2000.00")
    quoted = till.buy("o1", "2024-01-02", line("a", "10.00"), shipping_fee="5.00", points="max")
    assert (quoted.points_minor, quoted.to_pay_minor) == (1500, 0)
    assert till.give_back("o1", "2024-01-03").points_restored == 1000


def test_a_refund_of_money_returns_neither_units_nor_points():
    till = shop(points={"rules": [ONE_FOR_ONE], "redeem": CENT_EACH})
    till.spend("before", "2024-01-01", "1000.00")
    till.buy("o1", "2024-01-02", line("a", "20.00", 2), points=1000)
    reversal = till.refund("o1", "2024-01-03", "6.00")
    assert (reversal.returned_minor, reversal.points_restored, reversal.taken_base) == (600, 0, 6)
    kept = till.standing.placed[1].lines[0]
    assert (kept.units, kept.net) == (2, 2400)
    assert till.give_back("o1", "2024-01-04", {"a": 2}).points_restored == 1000
    assert till.points("2024-01-04") == 1000


def test_a_return_that_names_no_order_takes_what_its_value_would_earn_now():
    policy = {"rules": [ONE_FOR_ONE], "multipliers": [{"id": "m", "factor": 2}]}
    till = shop(points=policy)
    till.spend("o1", "2024-01-01", "100.00")
    reversal = till.give_back_unlinked("2024-02-01", line("x", "30.50"))
    assert (reversal.returned_minor, reversal.taken_unlinked, reversal.taken_base) == (3050, 30, 0)
    assert till.points("2024-02-01") == 170


def test_a_return_that_names_no_order_may_leave_a_debt_but_never_takes_pending_points():
    till = shop(points={"rules": [ONE_FOR_ONE], "pending": {"days": 7}})
    till.spend("o1", "2024-01-01", "100.00")
    reversal = till.give_back_unlinked("2024-01-02", line("x", "30.00"))
    assert (reversal.taken_unlinked, reversal.debt, till.standing.booked) == (0, 30, 100)
    assert till.points("2024-01-08") == 70


def test_rules_for_other_goods_take_nothing_back_for_these():
    food = ONE_FOR_ONE | {"of": {"categories": ["food"]}}
    till = shop(points={"rules": [food]})
    till.buy("o1", "2024-01-01", line("a", "100.00", category="food"))
    assert till.give_back_unlinked("2024-01-02", line("x", "30.00")).taken_unlinked == 0


def test_what_a_guest_returns_is_worth_its_money_and_nothing_more():
    till = Till(guest=True, points={"rules": [ONE_FOR_ONE]})
    till.buy("o1", "2024-01-01", line("a", "10.00", 2))
    assert till.give_back("o1", "2024-01-02").returned_minor == 1000
    assert till.give_back_unlinked("2024-01-02", line("x", "5.00")).returned_minor == 500


def test_without_points_or_tiers_a_return_is_money_only():
    till = Till()
    till.spend("o1", "2024-01-01", "10.00")
    assert till.give_back("o1", "2024-01-02").returned_minor == 1000
    assert till.give_back_unlinked("2024-01-02", line("x", "5.00")).returned_minor == 500


def test_placing_and_returning_everything_at_once_is_as_if_nothing_had_happened():
    policy = {"rules": [ONE_FOR_ONE], "redeem": CENT_EACH, "caps": [{"id": "d", "per": "day", "points": 50}]}
    till = shop(points=policy, offers=[FIXED])
    till.spend("before", "2024-01-01", "30.00")
    before = till.standing
    till.buy("o1", "2024-01-01", line("a", "19.99", 2), line("b", "0.01"), points="max")
    till.give_back("o1", "2024-01-01", {"a": 2, "b": 1})
    after = till.standing
    assert [(lot.left, lot.expires, lot.key) for lot in after.lots] == [
        (lot.left, lot.expires, lot.key) for lot in before.lots
    ]
    assert (after.uses[0].used, after.debt) == (before.uses[0].used, 0)


def test_a_rule_on_different_articles_ends_when_too_few_are_left():
    kinds = {"kind": "distinct", "minimum": 2}
    till = shop(points={"rules": [ONE_FOR_ONE | {"when": kinds}]})
    till.buy("o1", "2024-01-01", line("a", "10.00"), line("b", "10.00", 2), line("c", "10.00", sku="A"))
    assert till.points("2024-01-01") == 40
    till.give_back("o1", "2024-01-02", {"a": 1, "b": 1})
    assert till.points("2024-01-02") == 20, "one A and one B are left"
    till.give_back("o1", "2024-01-03", {"c": 1})
    assert till.points("2024-01-03") == 0


def test_goods_of_no_order_take_what_they_would_earn_so_long_after_the_last_one():
    late = {"kind": "days_since_last_order", "at_least": 10}
    till = shop(points={"rules": [ONE_FOR_ONE | {"when": late}, ONE_FOR_ONE | {"id": "rest", "when": []}]})
    extra = shop(points={"rules": [ONE_FOR_ONE | {"when": late}]})
    for one in (till, extra):
        one.spend("o1", "2024-01-01", "50.00")
    assert extra.give_back_unlinked("2024-01-10", line("x", "30.00")).debt == 0
    assert extra.give_back_unlinked("2024-01-11", line("x", "30.00")).debt == 30
    assert till.give_back_unlinked("2024-01-11", line("x", "30.00")).taken_unlinked == 30


def stored(amount):
    return {"tenders": (Tender(name="stored_value", amount=amount),)}


def parts(reversal):
    return reversal.tendered_minor, reversal.cash_minor


def test_each_unit_carries_its_part_of_tenders_the_dearest_first():
    till = shop()
    till.buy("o1", "2024-01-01", line("a", "3.35", 3), **stored("5.00"))  # 10.05: 5.00 and 5.05
    back = [parts(till.give_back("o1", f"2024-01-0{day}")) for day in (2, 3, 4)]
    assert back == [(167, 168), (167, 168), (166, 169)]


def test_the_award_is_recomputed_on_what_cash_remains():  # edge 4
    till = shop()
    till.buy("o1", "2024-01-01", line("a", 60), line("b", 40), **stored(50))
    assert till.points("2024-01-01") == 50
    assert till.give_back("o1", "2024-01-02").taken_base == 30
    assert till.points("2024-01-02") == 20


def test_money_that_goes_back_lowers_cash_first_and_the_basis_by_as_much():  # edge 38
    till = shop()
    till.buy("o1", "2024-01-01", line("a", 50, 2), **stored(40))
    assert till.points("2024-01-01") == 60
    first = till.refund("o1", "2024-01-02", "25.00")
    assert (parts(first), first.taken_base) == ((0, 2500), 25)
    second = till.refund("o1", "2024-01-03", "45.00")
    assert (parts(second), second.taken_base) == ((1000, 3500), 35)
    assert [parts(till.give_back("o1", "2024-01-04")), parts(till.give_back("o1", "2024-01-05"))] == [
        (1500, 0),
        (1500, 0),
    ]


def test_goods_that_name_no_order_were_paid_in_cash():
    assert parts(shop().give_back_unlinked("2024-01-02", line("a", 5))) == (0, 500)
