"""What a quote rested on: bases, claims and rules as the kernels saw them, offer by offer."""

import pytest

from loyalty.engine.quote import lay, read_quote
from loyalty.engine.trace import trace
from loyalty.engine.trace_told import Minimum
from loyalty.kernels import events
from tests.engine.till import ONE_FOR_ONE, Till, line

NOON = "2026-05-04 12:00"


def traced(till, *lines, **cart):
    """The quote of a cart and what it rested on, offers by id."""
    bench = lay(
        till.plan,
        till.cart(lines, cart),
        who=till.who,
        at=till.at(NOON),
        standing=till.standing,
        shared=till.shared,
    )
    bench.run(events.quote_order, 0)
    seen = trace(bench)
    quoted = read_quote(bench, till.cart(lines, cart), till.who)
    bench.release()
    return quoted, seen, by_id(till, seen)


def by_id(till, seen):
    return {till.plan.offers[one.offer].id: one for one in seen.offers}


def percent(name, percentage, **fields):
    return {"id": name, "benefit": {"kind": "percent", "percent": percentage}} | fields


def test_offers_are_judged_on_what_those_before_them_left():
    till = Till(offers=[percent("one", 10, priority=2), percent("two", 50, priority=1)])
    quoted, seen, offers = traced(till, line("a", "100.00"))
    assert [till.plan.offers[one.offer].id for one in seen.offers] == ["one", "two"]
    assert [one.base_minor for one in offers.values()] == [100_00, 90_00]
    assert [one.claimed_minor for one in offers.values()] == [10_00, 45_00]
    assert quoted.to_pay_minor == 45_00


def test_thresholds_count_the_price_after_item_offers_for_every_later_offer():
    item = {"id": "item", "lane": "item", "benefit": {"kind": "amount", "amount": 20, "each": "line"}}
    each = {"id": "each", "benefit": {"kind": "per_each", "amount": 10, "every": 50}}
    listed = {"id": "listed", "threshold_base": "list", "benefit": each["benefit"]}
    running = {"id": "running", "threshold_base": "running", "benefit": each["benefit"]}
    till = Till(offers=[item, each, listed, running])
    _quoted, _seen, offers = traced(till, line("a", "120.00", list_price="150.00"))
    assert offers["item"].threshold_minor == 120_00
    assert (offers["each"].threshold_minor, offers["each"].claimed_minor) == (100_00, 20_00)
    assert (offers["listed"].threshold_minor, offers["listed"].claimed_minor) == (150_00, 30_00)
    assert (offers["running"].threshold_minor, offers["running"].claimed_minor) == (50_00, 10_00)


def test_shares_say_which_line_gave_what():
    till = Till(offers=[percent("ten", 10)])
    _quoted, _seen, offers = traced(till, line("a", "200.00"), line("b", "100.00"))
    assert offers["ten"].shares == ((0, 20_00), (1, 10_00))


def test_where_the_best_wins_all_rivals_are_judged_before_any_takes():
    head = {"lane": "item"}
    cheap = percent("cheap", 10, **head)
    dear = percent("dear", 20, **head) | {
        "benefit": {"kind": "percent", "percent": 20, "of": {"skus": ["A"]}}
    }
    stacked = percent("stacked", 50, stack=True, **head)
    till = Till(offers=[cheap, dear, stacked])
    quoted, seen, offers = traced(till, line("a", "100.00"), line("b", "50.00"))
    assert [till.plan.offers[one.offer].id for one in seen.offers] == ["cheap", "dear", "stacked"]
    assert (offers["cheap"].base_minor, offers["cheap"].claimed_minor) == (150_00, 15_00)
    assert offers["cheap"].shares == ((1, 5_00),)
    assert offers["dear"].base_minor == 100_00
    assert offers["stacked"].base_minor == 125_00
    assert quoted.to_pay_minor == 62_50


def test_a_cap_is_told_apart_from_what_the_benefit_came_to():
    till = Till(offers=[percent("ten", 10) | {"benefit": {"kind": "percent", "percent": 10, "cap": 3}}])
    _quoted, _seen, offers = traced(till, line("a", "100.00"))
    assert (offers["ten"].claimed_minor, offers["ten"].within_cap_minor) == (10_00, 3_00)


def test_a_budget_is_seen_as_the_offers_before_it_left_it():
    till = Till(
        budgets=[{"id": "purse", "amount": 12}],
        offers=[percent("one", 10, budget="purse", priority=1), percent("two", 10, budget="purse")],
    )
    quoted, _seen, offers = traced(till, line("a", "100.00"))
    assert [one.budget_left_minor for one in offers.values()] == [12_00, 2_00]
    assert [one.amount_minor for one in quoted.decisions] == [10_00, 2_00]


def test_without_a_budget_nothing_is_left_of_one():
    _quoted, _seen, offers = traced(Till(offers=[percent("one", 10)]), line("a", 1))
    assert offers["one"].budget_left_minor is None


def test_the_fee_goes_down_by_the_shipping_offers_before():
    ships = [
        {"id": "a", "benefit": {"kind": "free_shipping", "amount": 4}},
        {"id": "b", "benefit": {"kind": "free_shipping"}},
    ]
    till = Till(offers=ships, lanes=[{"id": "shipping", "rule": "all"}])
    _quoted, _seen, offers = traced(till, line("a", 10), shipping_fee="10.00")
    assert [one.claimed_minor for one in offers.values()] == [4_00, 6_00]


@pytest.mark.parametrize(("price", "reached"), [("99.99", 99_99), ("300.00", 300_00)])
def test_every_minimum_says_how_much_of_it_is_reached(price, reached):
    either = {
        "kind": "any",
        "conditions": [
            {"kind": "subtotal", "minimum": 100},
            {
                "kind": "all",
                "conditions": [{"kind": "quantity", "minimum": 2}, {"kind": "subtotal", "minimum": 100}],
            },
        ],
    }
    till = Till(offers=[percent("ten", 10, when=[either, {"kind": "channel", "any": ["app"]}])])
    _quoted, _seen, offers = traced(till, line("a", price), channel="app")
    found = offers["ten"].minimums
    assert Minimum("subtotal", reached, 100_00) in found
    assert Minimum("quantity", 1, 2) in found


def test_points_that_could_be_spent_stand_beside_the_quote():
    till = Till(points={"rules": [ONE_FOR_ONE], "redeem": {"points": 1, "worth": "0.01"}})
    till.spend("A", "2026-01-01", "100.00")
    _quoted, seen, _offers = traced(till, line("a", 10))
    assert seen.held == till.points(NOON) == 100


def test_a_guest_holds_nothing_and_earns_nothing():
    till = Till(guest=True, points={"rules": [ONE_FOR_ONE]})
    _quoted, seen, _offers = traced(till, line("a", 10))
    assert (seen.held, seen.rules) == (0, ())


def test_an_offer_for_each_seller_tells_what_each_was_judged_on():
    every = {"kind": "per_each", "amount": 10, "every": 100}
    when = [{"kind": "subtotal", "minimum": 150}]
    shop = {"id": "shop", "benefit": every, "when": when, "per": "seller"}
    half = {"kind": "nth_item", "nth": 2, "percent": 50}
    sets = {"id": "sets", "lane": "order", "benefit": half, "per": "seller", "priority": -1}
    till = Till(offers=[shop, sets, percent("late", 10, priority=-2)])
    lines = (
        line("a", 100, seller="x"),
        line("b", 90, seller="y"),
        line("c", 100, seller="x"),
    )
    quoted, _, offers = traced(till, *lines)
    assert quoted.discount_minor == 2000 + 4500 + 2250
    x, y = offers["shop"].sellers
    assert (x.lines, x.threshold_minor, x.claimed_minor) == ((0, 2), 20000, 2000)
    assert x.minimums == (Minimum("subtotal", 20000, 15000),)
    assert (y.lines, y.claimed_minor, [one.short_by for one in y.failing]) == ((1,), 0, [6000])
    assert (offers["shop"].claimed_minor, offers["shop"].minimums) == (2000, ())
    assert (offers["sets"].claimed_minor, offers["sets"].units_taken) == (4500, None)
    assert offers["late"].base_minor == 22500


def test_a_gift_for_each_seller_tells_who_gives_it():
    gift = {"id": "gift", "benefit": {"kind": "gift", "skus": ["M"]}, "per": "seller"}
    till = Till(offers=[gift | {"when": [{"kind": "subtotal", "minimum": 100}]}])
    _, _, offers = traced(till, line("a", 100, seller="x"), line("b", 90, seller="y"))
    assert [(one.lines, one.given, one.claimed_minor) for one in offers["gift"].sellers] == [
        ((0,), True, 0),
        ((1,), False, 0),
    ]
    assert offers["gift"].shares == ()


def test_an_offer_refused_for_every_seller_tells_of_the_one_who_lacks_least():
    when = [{"kind": "subtotal", "minimum": 150}, {"kind": "quantity", "minimum": 3}]
    till = Till(offers=[percent("shop", 10, when=when, per="seller")])
    lines = (line("a", 50, seller="x"), line("b", 140, seller="y"))
    quoted, _, offers = traced(till, *lines)
    assert quoted.decisions[0].short_by == 1000
    assert [one.short_by for one in offers["shop"].failing] == [1000, 2]
