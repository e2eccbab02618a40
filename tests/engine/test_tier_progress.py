"""What an order brings on each track is what placing it brings; a guest has no track."""

import pytest

from loyalty.engine import tier_progress
from loyalty.errors import BadCart
from loyalty.facts.member import Guest
from loyalty.facts.order import Cart
from tests.engine.test_levels import GROWTH, SHOP
from tests.engine.till import Till, line

BY_ORDERS = {
    "id": "visits",
    "credit": {"of": "orders", "window": {"kind": "rolling", "months": 12}},
    "term": {"kind": "follows_credit"},
    "levels": [{"id": "regular", "minimum": 2}],
}


def cart(*lines):
    return Cart(currency="CNY", lines=lines)


def progress(till, at, *lines):
    return tier_progress(till.plan, cart(*lines), who=till.who, at=till.at(at), standing=till.standing)


def test_below_the_first_level_an_order_brings_its_credit():
    till = Till(**SHOP)
    (told,) = progress(till, "2024-01-01", line("a", "60.00"))
    assert (told.track, told.level, told.next_level) == ("growth", None, "silver")
    assert (told.credit, told.to_rise, told.left, told.rises_to) == (0, 10000, 10000 - told.brings, None)
    before = till.standing
    till.spend("o1", "2024-01-01", 60)
    assert before != till.standing
    assert sum(one.amount for one in till.standing.credits[0]) == told.brings


@pytest.mark.parametrize(("amount", "level"), [("120.00", "silver"), ("600.00", "gold")])
def test_an_order_that_reaches_a_level_says_the_highest(amount, level):
    (told,) = progress(Till(**SHOP), "2024-01-01", line("a", amount))
    assert (told.rises_to, told.left) == (level, 0)


def test_who_stands_highest_has_nothing_left():
    till = Till(**SHOP)
    till.spend("o1", "2024-01-01", 900)
    (told,) = progress(till, "2024-02-01", line("a", "10.00"))
    assert (told.level, told.next_level, told.to_rise, told.left, told.rises_to) == (
        "gold", None, None, None, None,
    )  # fmt: skip


def test_each_track_counts_in_its_own_unit():
    till = Till(tiers=[GROWTH, BY_ORDERS])
    till.spend("o1", "2024-01-01", 10)
    spend, visits = progress(till, "2024-02-01", line("a", "10.00"))
    assert (spend.track, visits.track, visits.credit, visits.brings) == ("growth", "visits", 1, 1)
    assert (visits.to_rise, visits.left, visits.rises_to) == (1, 0, "regular")


def test_a_guest_has_no_track_and_a_bad_cart_is_refused():
    till = Till(**SHOP)
    at = till.at("2024-01-01")
    assert tier_progress(till.plan, cart(line("a", "5.00")), who=Guest(), at=at) == ()
    with pytest.raises(BadCart):
        progress(till, "2024-01-01", line("a", "-1"))
