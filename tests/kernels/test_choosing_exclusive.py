"""Exclusive offers: the first that applies keeps all others out."""

from tests.engine.till import Till, line
from tests.kernels.grouped_offers import BEST
from tests.kernels.units_shop import offer, quoted, told


def test_an_exclusive_offer_keeps_all_others_out():
    offers = [
        offer("amount", "usual", amount=10, around={"priority": 5}),
        offer("percent", "alone", percent=20, around={"exclusive": True}),
        offer("free_shipping", "fee"),
    ]
    quote = quoted(offers, ("100.00", 1), shipping_fee="9.00")
    assert told(quote) == {
        "usual": (0, "EXCLUSIVE_TAKEN", 0),
        "alone": (2000, "NONE", 0),
        "fee": (0, "EXCLUSIVE_TAKEN", 0),
    }


def test_of_exclusive_offers_the_first_by_priority_that_applies():
    offers = [
        offer("percent", "high", percent=20, around={"exclusive": True, "priority": 2}),
        offer("amount", "higher", amount=10, around={"exclusive": True, "priority": 5}),
    ]
    assert told(quoted(offers, ("100.00", 1)))["higher"] == (1000, "NONE", 0)


def test_an_exclusive_offer_that_does_not_apply_says_why():
    minimum = {"when": {"kind": "subtotal", "minimum": 200}, "exclusive": True, "group": "g"}
    offers = [
        offer("amount", "usual", amount=10, around={"group": "g"}),
        offer("percent", "alone", percent=20, around=minimum),
    ]
    assert told(quoted(offers, ("100.00", 1), sections=BEST)) == {
        "alone": (0, "BELOW_MINIMUM", 10000),
        "usual": (1000, "NONE", 0),
    }


def test_an_exclusive_gift_keeps_all_others_out():
    offers = [
        offer("gift", "mug", skus=["MUG"], around={"exclusive": True}),
        offer("amount", "off", amount=5),
    ]
    quote = quoted(offers, ("100.00", 1))
    assert told(quote) == {"mug": (0, "NONE", 0), "off": (0, "EXCLUSIVE_TAKEN", 0)}
    assert [gift.offer_id for gift in quote.gifts] == ["mug"]


def test_where_the_first_exclusive_offer_does_not_apply_the_second_may():
    minimum = {"when": {"kind": "subtotal", "minimum": 200}, "exclusive": True, "priority": 5}
    offers = [
        offer("amount", "first", amount=50, around=minimum),
        offer("amount", "second", amount=5, around={"exclusive": True}),
        offer("amount", "usual", amount=40, around={"priority": 9}),
    ]
    assert told(quoted(offers, ("100.00", 1))) == {
        "first": (0, "BELOW_MINIMUM", 10000),
        "second": (500, "NONE", 0),
        "usual": (0, "EXCLUSIVE_TAKEN", 0),
    }


def test_an_exclusive_offer_that_used_up_its_limit_keeps_nobody_out():
    limits = {"exclusive": True, "limits": [{"per": "program", "uses": 1}]}
    offers = [offer("amount", "alone", amount=50, around=limits), offer("amount", "usual", amount=5)]
    till = Till(guest=True, offers=offers)
    assert till.spend("one", "2024-01-05", "100.00").applied == ("alone",)
    quote = till.quote("2024-01-06", line("a", "100.00"))
    assert told(quote) == {"alone": (0, "LIMIT_REACHED", 0), "usual": (500, "NONE", 0)}
