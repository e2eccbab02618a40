"""Near misses say exactly what must be added and what the order then saves more."""

import pytest

from loyalty.engine import near_misses
from loyalty.facts.quote import NearMiss
from loyalty.money import MINOR_MAX, to_major
from tests.engine.near_offers import NOON, off, offer, spend, steps, units
from tests.engine.till import Till, line

TENTH = {"kind": "percent", "percent": 10}


def asked(till, *lines, **cart):
    """The near misses of a cart."""
    return near_misses(
        till.plan,
        till.cart(lines, cart),
        who=till.who,
        at=till.at(NOON),
        standing=till.standing,
        shared=till.shared,
    )


def miss(name="x", line_id="a", **fields):
    known = {"add_units": 0, "gift": False, "applies": False, "any_goods": True}
    return NearMiss(offer_id=name, line_id=line_id, **(known | fields))


def test_money_short_of_a_minimum_is_what_must_be_added():
    till = Till(offers=[offer("x", off(30), spend(200))])
    assert asked(till, line("a", "180.00")) == (miss(add_minor=20_00, saves_minor=30_00),)
    assert asked(till, line("a", "200.00")) == ()


def test_units_short_of_a_minimum_are_what_must_be_added_at_the_cheapest_price():
    till = Till(offers=[offer("x", off(5), units(4))])
    found = asked(till, line("a", "30.00"), line("b", "10.00"))
    assert found == (miss(line_id="b", add_minor=20_00, add_units=2, saves_minor=5_00),)


def test_on_goods_at_a_discount_more_must_be_added_than_is_short():
    item = offer("member", TENTH | {"of": {"skus": ["A"]}}, lane="item")
    till = Till(offers=[item, offer("x", off(30), spend(180))])
    (found,) = asked(till, line("a", "100.00", 1))
    assert (found.add_minor, found.saves_minor) == (100_00, 40_00)
    (other,) = asked(till, line("a", "100.00"), line("b", "50.00"))
    assert (other.line_id, other.add_minor, other.saves_minor) == ("b", 40_00, 30_00)


def test_the_next_step_counts_from_what_applies_now():
    till = Till(offers=[offer("x", steps((400, 40), (600, 70)))])
    assert asked(till, line("a", "450.00")) == (miss(add_minor=150_00, saves_minor=30_00, applies=True),)
    assert asked(till, line("a", "390.00")) == (miss(add_minor=10_00, saves_minor=40_00),)
    assert asked(till, line("a", "600.00")) == ()


def test_steps_by_units_count_units():
    till = Till(offers=[offer("x", steps((2, 5), (3, 9), measure="quantity"))])
    assert asked(till, line("a", "50.00")) == (miss(add_minor=50_00, add_units=1, saves_minor=5_00),)
    found = asked(till, line("a", "50.00", 2))
    assert found == (miss(add_minor=50_00, add_units=1, saves_minor=4_00, applies=True),)


def test_each_full_sum_is_a_step_up_to_its_times():
    till = Till(offers=[offer("x", {"kind": "per_each", "every": 100, "amount": 10, "times_max": 2})])
    assert asked(till, line("a", "95.00")) == (miss(add_minor=5_00, saves_minor=10_00),)
    assert asked(till, line("a", "130.00")) == (miss(add_minor=70_00, saves_minor=10_00, applies=True),)
    assert asked(till, line("a", "230.00")) == ()


def test_the_next_step_of_goods_with_a_price_of_their_own_counts_what_is_paid_for_them():
    item = offer("half", {"kind": "percent", "percent": 50}, lane="item")
    till = Till(offers=[item, offer("x", steps((100, 10), (150, 20)))])
    (found,) = asked(till, line("a", "240.00"))
    assert found.add_minor in {59_99, 60_00}
    assert found.saves_minor == 10_00 + (found.add_minor + 1) // 2


def test_a_step_that_a_cap_holds_back_is_none():
    till = Till(offers=[offer("x", steps((100, 10), (200, 20), cap=10))])
    assert asked(till, line("a", "190.00")) == ()


def test_a_set_that_lacks_units_says_how_many():
    till = Till(offers=[offer("x", {"kind": "buy_get", "buy": 2, "get": 1})])
    found = asked(till, line("a", "30.00", 2))
    assert found == (miss(add_minor=30_00, add_units=1, saves_minor=30_00),)


def test_one_set_more_is_a_next_step_up_to_its_times():
    two_and_one = {"kind": "buy_get", "buy": 2, "get": 1}
    till = Till(offers=[offer("x", two_and_one)])
    assert asked(till, line("a", "30.00", 3)) == (
        miss(add_minor=90_00, add_units=3, saves_minor=30_00, applies=True),
    )
    assert asked(till, line("a", "30.00", 5)) == (
        miss(add_minor=30_00, add_units=1, saves_minor=30_00, applies=True),
    )
    held = Till(offers=[offer("x", two_and_one | {"times_max": 1})])
    assert asked(held, line("a", "30.00", 5)) == ()


def test_a_bundle_more_saves_what_its_units_cost_above_its_price():
    till = Till(offers=[offer("x", {"kind": "bundle", "units": 2, "price": 50})])
    assert asked(till, line("a", "30.00", 3)) == (
        miss(add_minor=30_00, add_units=1, saves_minor=10_00, applies=True),
    )


def test_given_goods_that_are_missing_may_be_added_and_are_not_any_goods():
    given_of = {"buy": 2, "get": 1, "of": {"skus": ["A"]}, "get_of": {"skus": ["B"]}}
    till = Till(offers=[offer("x", {"kind": "buy_get"} | given_of)])
    (found,) = asked(till, line("a", "30.00", 1), line("b", "5.00", 1))
    assert found == miss(add_minor=30_00, add_units=1, saves_minor=5_00, any_goods=False)


def test_only_goods_that_count_are_added_to():
    till = Till(offers=[offer("x", off(30), spend(100, of={"skus": ["B"]}))])
    (found,) = asked(till, line("a", "500.00"), line("b", "60.00"))
    assert found == miss(line_id="b", add_minor=40_00, saves_minor=30_00, any_goods=False)
    assert asked(till, line("a", "500.00")) == ()


def test_a_free_line_is_not_added_to():
    till = Till(offers=[offer("x", off(30), units(3))])
    assert asked(till, line("a", "0.00", 2)) == ()


def test_what_else_speaks_against_an_offer_leaves_no_near_miss():
    tea = spend(100, of={"skus": ["TEA"]})
    till = Till(offers=[offer("x", off(30), spend(200), tea), offer("y", off(9), spend(200), units(9))])
    assert asked(till, line("a", "180.00")) == ()
    no_code = Till(offers=[offer("x", off(30), spend(200), {"kind": "code", "any": ["A"]})])
    assert asked(no_code, line("a", "180.00")) == ()


def test_another_price_of_the_offers_own_goods_never_reaches_a_minimum():
    price = offer("nine", {"kind": "fixed_price", "price": 9}, lane="item")
    till = Till(offers=[price, offer("x", off(3), spend(20))])
    assert asked(till, line("a", "10.00", 2)) == ()


def test_an_offer_that_would_save_less_than_what_it_replaces_is_none():
    group = [{"id": "one", "rule": "first"}]
    dear = offer("x", off(1), spend(200), group="one", priority=2)
    till = Till(groups=group, offers=[dear, offer("y", off(30), group="one", priority=1)])
    assert asked(till, line("a", "180.00")) == ()


def test_a_gift_is_a_near_miss_without_money():
    till = Till(offers=[offer("x", {"kind": "gift", "skus": ["CUP"]}, spend(100))])
    assert asked(till, line("a", "80.00")) == (miss(add_minor=20_00, saves_minor=0, gift=True),)


def test_free_shipping_from_a_minimum_is_a_near_miss():
    level = offer("x", {"kind": "free_shipping"}, spend(99), lane="shipping")
    till = Till(offers=[level])
    (found,) = asked(till, line("a", "90.00"), shipping_fee="8.00")
    assert (found.add_minor, found.saves_minor) == (9_00, 8_00)


def test_the_smallest_addition_comes_first_and_of_equal_ones_the_larger_saving():
    till = Till(
        offers=[
            offer("far", off(50), spend(300)),
            offer("near", off(3), spend(190)),
            offer("better", off(9), spend(190)),
        ]
    )
    found = asked(till, line("a", "180.00"))
    assert [one.offer_id for one in found] == ["better", "near", "far"]
    assert [one.saves_minor for one in found] == [12_00, 12_00, 62_00]


def test_what_cannot_be_counted_is_no_near_miss():
    most = to_major(MINOR_MAX, Till().program.unit)
    till = Till(offers=[offer("x", off(30), spend(most)), offer("y", off(30), units(2**31 - 1))])
    huge = line("a", to_major(MINOR_MAX - 5, till.program.unit))
    assert asked(till, huge, shipping_fee="0.05") == ()


def test_a_line_told_by_its_amount_and_list_price_grows_too():
    till = Till(offers=[offer("x", off(30), spend(250, base="list"))])
    (found,) = asked(till, line("a", amount="100.00", quantity=3, list_price="80.00"))
    assert (found.add_minor, found.saves_minor) == (10_00, 30_00)


@pytest.mark.parametrize("who", [True, False])
def test_nothing_is_written_and_the_quote_stays_the_same(who):
    till = Till(offers=[offer("x", off(30), spend(200))], guest=who)
    before = till.quote(NOON, line("a", "180.00"))
    asked(till, line("a", "180.00"))
    assert till.quote(NOON, line("a", "180.00")) == before


def test_of_sellers_counted_apart_the_one_who_lacks_least_is_added_to():
    till = Till(offers=[offer("x", off(30), spend(200), per="seller")])
    lines = (line("a", "150.00", seller="s"), line("b", "180.00", seller="t"))
    assert asked(till, *lines) == (miss(line_id="b", add_minor=20_00, saves_minor=30_00, any_goods=False),)
    assert asked(till, *lines, line("c", "50.00", seller="s")) == ()
    stepped = Till(offers=[offer("x", steps((100, 5), (200, 20)), per="seller")])
    assert asked(stepped, *lines) == ()
