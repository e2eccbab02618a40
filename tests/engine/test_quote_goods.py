"""Offers on goods by what they cost and who sells them."""

import pytest

from tests.engine.till import ONE_FOR_ONE, Till, line
from tests.kernels.units_shop import LANES, offer, told

DAY = "2024-01-05"


def tenth(**of):
    return offer("percent", "tenth", percent=10, of=of)


@pytest.mark.parametrize(
    ("of", "off"),
    [
        ({"price_from": 10}, 300),
        ({"price_below": 10}, 90),
        ({"at_list_price": True}, 290),
        ({"sellers": ["one"]}, 200),
        ({"except_sellers": ["one"]}, 190),
    ],
)
def test_only_those_lines_are_lowered(of, off):
    till = Till(guest=True, lanes=LANES, offers=[tenth(**of)])
    goods = [
        line("a", "10.00", 2, seller="one"),
        line("b", "9.00", seller="other"),
        line("c", "10.00", list_price="12.00"),
    ]
    assert told(till.quote(DAY, *goods))["tenth"] == (off, "NONE", 0)


def test_the_price_asked_for_is_that_before_offers():
    first = offer("percent", "first", percent=50, around={"priority": 1})
    till = Till(guest=True, lanes=LANES, offers=[first, tenth(price_from=10)])
    assert told(till.quote(DAY, line("a", "10.00")))["tenth"] == (50, "NONE", 0)


def test_a_return_asks_the_price_that_was_paid():
    rule = ONE_FOR_ONE | {"of": {"price_from": 10}}
    till = Till(points={"rules": [rule]})
    till.buy("one", DAY, line("a", "10.00", 2), line("b", "9.00"))
    assert till.standing.booked == 20
    assert till.give_back("one", "2024-01-06", {"b": 1}).taken_base == 0
    assert till.give_back("one", "2024-01-07", {"a": 1}).taken_base == 10
    assert till.give_back_unlinked("2024-01-08", line("a", "9.99")).taken_unlinked == 0
    assert till.give_back_unlinked("2024-01-08", line("a", "10.00")).taken_unlinked == 10


def test_another_seller_is_another_cart():
    till = Till(guest=True)
    hashes = {till.quote(DAY, line("a", 1, seller=one)).cart_hash for one in (None, "one", "other")}
    assert len(hashes) == 3
