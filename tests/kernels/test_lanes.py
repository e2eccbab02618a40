"""Lanes: which offers apply, in what order, and who keeps whom out."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.facts.quote import Reason
from tests.engine.till import Till, line


def percent(offer_id, number, **fields):
    cap = {"cap": fields.pop("cap")} if "cap" in fields else {}
    of = {"of": fields.pop("of")} if "of" in fields else {}
    return {"id": offer_id, "benefit": {"kind": "percent", "percent": number} | cap | of} | fields


def amount(offer_id, number, **fields):
    return {"id": offer_id, "benefit": {"kind": "amount", "amount": number}} | fields


def told(quoted):
    return {one.offer_id: (one.amount_minor, one.reason) for one in quoted.decisions}


def test_automatic_offers_apply_by_priority_then_id():
    offers = [percent("b", 10), percent("a", 10), percent("z", 50, priority=1)]
    quoted = Till(offers=offers).quote("2024-01-05", line("a", "100.00"))
    assert [(one.offer_id, one.amount_minor) for one in quoted.adjustments] == [
        ("z", 5000),
        ("a", 500),
        ("b", 450),
    ]


def test_the_better_offer_wins_each_line():
    offers = [percent("all", 10, lane="item"), percent("shoes", 30, lane="item", of={"skus": ["S"]})]
    quoted = Till(offers=offers).quote("2024-01-05", line("a", "100.00"), line("s", "100.00"))
    assert told(quoted) == {"all": (1000, Reason.NONE), "shoes": (3000, Reason.NONE)}


@pytest.mark.parametrize("rule", ["all", "best_of", "exclusive"])
def test_which_offer_was_written_first_never_matters(rule):  # edge 6
    offers = [amount("b", 5, lane="coupon"), amount("a", 5, lane="coupon"), percent("c", 4, lane="coupon")]
    quotes = [
        Till(offers=list(order), lanes=[{"id": "coupon", "rule": rule}]).quote(
            "2024-05-05", line("a", "99.00")
        )
        for order in permutations(offers)
    ]
    assert {tuple(one.decisions) for one in quotes} == {quotes[0].decisions}
    assert quotes[0].applied[0] == "a"


def test_an_offer_that_wins_no_line_says_so():
    offers = [percent("less", 10, lane="item"), percent("more", 20, lane="item")]
    quoted = Till(offers=offers).quote("2024-01-05", line("a", "100.00"))
    assert told(quoted) == {"less": (0, Reason.BETTER_IN_LANE), "more": (2000, Reason.NONE)}


def test_a_cap_is_counted_before_offers_are_compared():
    offers = [percent("high", 50, lane="item", cap=5), percent("plain", 20, lane="item")]
    quoted = Till(offers=offers).quote("2024-01-05", line("a", "100.00"))
    assert told(quoted) == {"high": (0, Reason.BETTER_IN_LANE), "plain": (2000, Reason.NONE)}


def test_what_a_budget_has_left_is_counted_too():
    budget = [{"id": "small", "amount": 5}]
    offers = [percent("high", 50, lane="item", budget="small"), percent("plain", 20, lane="item")]
    quoted = Till(offers=offers, budgets=budget).quote("2024-01-05", line("a", "100.00"))
    assert told(quoted)["plain"] == (2000, Reason.NONE)


def test_a_winner_uses_its_whole_cap_on_the_lines_it_won():
    offers = [
        percent("capped", 50, lane="item", cap=30),
        percent("shoes", 40, lane="item", of={"skus": ["S"]}),
    ]
    quoted = Till(offers=offers).quote("2024-01-05", line("a", "100.00"), line("s", "100.00"))
    assert told(quoted) == {"capped": (3000, Reason.NONE), "shoes": (4000, Reason.NONE)}


def test_two_winners_of_one_budget_share_it():
    budget = [{"id": "b", "amount": 15, "over": "reject"}]
    offers = [
        percent("a", 10, lane="item", budget="b", of={"skus": ["A"]}),
        percent("s", 10, lane="item", budget="b", of={"skus": ["S"]}),
    ]
    till = Till(offers=offers, budgets=budget)
    quoted = till.quote("2024-01-05", line("a", "100.00"), line("s", "100.00"))
    assert told(quoted) == {"a": (1000, Reason.NONE), "s": (0, Reason.BUDGET_SPENT)}


@pytest.mark.parametrize(("priority", "winner"), [(0, "a"), (1, "b")])
def test_a_tie_goes_to_priority_then_id(priority, winner):  # edge 79
    offers = [percent("b", 10, lane="item", priority=priority), percent("a", 10, lane="item")]
    quoted = Till(offers=offers).quote("2024-01-05", line("a", "100.00"))
    assert quoted.applied == (winner,)
    lanes = [{"id": "order", "rule": "best_of"}]
    orders = [percent("b", 10, priority=priority), percent("a", 10)]
    assert Till(lanes=lanes, offers=orders).quote("2024-01-05", line("a", "9.00")).applied == (winner,)


def test_a_member_price_competes_with_item_offers():
    offers = [
        {"id": "price", "benefit": {"kind": "member_price", "prices": {"A": "85.00"}}},
        percent("ten", 10, lane="item"),
    ]
    quoted = Till(offers=offers).quote("2024-01-05", line("a", "100.00"), line("b", "100.00"))
    assert told(quoted) == {"price": (1500, Reason.NONE), "ten": (1000, Reason.NONE)}


def test_a_stacking_offer_comes_on_top_of_the_winner():
    offers = [
        percent("less", 10, lane="item"),
        percent("more", 20, lane="item"),
        percent("extra", 50, lane="item", stack=True),
    ]
    quoted = Till(offers=offers).quote("2024-01-05", line("a", "100.00"))
    assert told(quoted) == {
        "less": (0, Reason.BETTER_IN_LANE),
        "more": (2000, Reason.NONE),
        "extra": (4000, Reason.NONE),
    }


def test_the_best_of_an_order_lane_saves_most_on_the_whole_order():
    lanes = [{"id": "order", "rule": "best_of"}]
    offers = [
        percent("percent", 10),
        amount("ten", 15),
        amount("cond", 99, when={"kind": "quantity", "minimum": 9}),
    ]
    till = Till(lanes=lanes, offers=offers)
    assert told(till.quote("2024-01-05", line("a", "100.00"))) == {
        "percent": (0, Reason.BETTER_IN_LANE),
        "ten": (1500, Reason.NONE),
        "cond": (0, Reason.TOO_FEW),
    }
    assert till.quote("2024-01-05", line("a", "200.00")).applied == ("percent",)


def test_when_nothing_saves_nothing_is_best():
    lanes = [{"id": "order", "rule": "best_of"}]
    assert Till(lanes=lanes, offers=[percent("p", 10)]).quote("2024-01-05", line("a", 0)).applied == ()


def test_an_exclusive_lane_stops_at_the_first_that_applies():
    lanes = [{"id": "order", "rule": "exclusive"}]
    never = amount("never", 50, priority=3, when={"kind": "quantity", "minimum": 9})
    offers = [never, amount("first", 5, priority=2), amount("second", 50, priority=1)]
    quoted = Till(lanes=lanes, offers=offers).quote("2024-01-05", line("a", "100.00"))
    assert told(quoted) == {
        "never": (0, Reason.TOO_FEW),
        "first": (500, Reason.NONE),
        "second": (0, Reason.LANE_TAKEN),
    }


def test_lanes_follow_each_other_on_what_is_left():
    offers = [percent("item", 50, lane="item"), percent("order", 50), percent("coupon", 50, lane="coupon")]
    quoted = Till(offers=offers).quote("2024-01-05", line("a", "100.00"))
    assert [one.amount_minor for one in quoted.adjustments] == [5000, 2500, 1250]


def test_thresholds_count_what_is_left_after_the_item_lane():  # edge 76
    gift = amount("gift", 1, lane="item", benefit={"kind": "amount", "amount": 1, "each": "line"})
    over = {"kind": "subtotal", "minimum": "10.00"}
    bases = {"list": True, "after_items": False, "running": False}
    for base, applies in bases.items():
        offers = [gift, percent("over", 10, when=over, threshold_base=base)]
        quoted = Till(offers=offers).quote("2024-01-05", line("a", "10.50"))
        assert ("over" in quoted.applied) is applies


def test_a_later_offer_sees_the_same_threshold_unless_it_asks_for_what_is_left():  # edge 76
    over = {"kind": "subtotal", "minimum": "300.00"}
    first = amount("first", 30, priority=1)
    for base, applies in (("after_items", True), ("running", False)):
        offers = [first, amount("coupon", 25, lane="coupon", when=over, threshold_base=base)]
        quoted = Till(offers=offers).quote("2024-01-05", line("a", "328.50"))
        assert ("coupon" in quoted.applied) is applies


def test_the_best_shipping_offer_wins():
    offers = [
        {"id": "part", "benefit": {"kind": "free_shipping", "amount": 5}},
        {"id": "over", "benefit": {"kind": "free_shipping"}, "when": {"kind": "subtotal", "minimum": 50}},
    ]
    till = Till(offers=offers)
    assert till.quote("2024-01-05", line("a", "49.00"), shipping_fee=8).shipping_discount_minor == 500
    assert till.quote("2024-01-05", line("a", "50.00"), shipping_fee=8).shipping_discount_minor == 800


def test_shipping_offers_spend_their_budget():
    offers = [{"id": "free", "benefit": {"kind": "free_shipping"}, "budget": "b"}]
    till = Till(offers=offers, budgets=[{"id": "b", "amount": 20}])
    given = [
        till.spend(f"o{n}", "2024-01-05", "9.00", shipping_fee=8).shipping_discount_minor for n in range(4)
    ]
    assert given == [800, 800, 400, 0]


LEVELS = [
    {"id": "low", "minimum": 0},
    {
        "id": "gold",
        "minimum": 100,
        "member_price": {"percent": 10, "of": {"skus": ["A"]}},
        "free_shipping_from": 200,
    },
]
TRACK = {
    "id": "t",
    "credit": {"of": "spend", "window": {"kind": "lifetime"}},
    "term": {"kind": "forever"},
    "levels": LEVELS,
}


def test_a_tier_brings_its_price_and_free_shipping():
    till = Till(tiers=[TRACK])
    assert till.spend("o1", "2024-01-05", "100.00", shipping_fee=8).discount_minor == 0
    quoted = till.quote("2024-01-05", line("a", "100.00"), line("b", "100.00"), shipping_fee=8)
    assert (quoted.discount_minor, quoted.shipping_discount_minor) == (1000, 0)
    quoted = till.quote("2024-01-05", line("a", "100.00"), line("b", "110.00"), shipping_fee=8)
    assert (quoted.discount_minor, quoted.shipping_discount_minor) == (1000, 800)


def test_of_two_tracks_the_better_price_counts():
    better = LEVELS[1] | {"id": "top", "minimum": 0, "member_price": {"percent": 25}}
    till = Till(tiers=[TRACK, TRACK | {"id": "u", "levels": [better]}])
    till.spend("o1", "2024-01-05", "200.00")
    assert till.quote("2024-01-05", line("a", "100.00")).applied == ("u.top.price",)


def test_a_tiers_shipping_is_judged_before_points_pay():
    policy = {"rules": [], "redeem": {"points": 1, "worth": "0.01"}}
    earning = policy | {"rules": [{"id": "r", "kind": "per_amount", "points": 1, "per": 1}]}
    till = Till(tiers=[TRACK], points=earning)
    till.spend("o1", "2024-01-05", "9000.00")
    quoted = till.quote("2024-01-05", line("b", "200.00"), shipping_fee=8, points="max")
    assert (quoted.points_minor, quoted.shipping_discount_minor) == (9000, 800)


def classes(**table):
    return [{"id": own, "combines_with": list(others)} for own, others in table.items()]


def of_class(own, offer, **fields):
    return offer | {"class": own} | fields


CLASHING = classes(sale=["card"], card=["sale", "card"], flash=[])


def test_offers_of_classes_that_do_not_combine_keep_each_other_out():  # edge 78
    offers = [
        of_class("flash", amount("f", 5)),
        of_class("sale", amount("s", 7), priority=1),
        of_class("card", amount("c", 3)),
        amount("none", 1),
    ]
    quoted = Till(offers=offers, classes=CLASHING).quote("2024-01-05", line("a", "100.00"))
    assert told(quoted) == {
        "s": (700, Reason.NONE),
        "c": (300, Reason.NONE),
        "f": (0, Reason.NOT_COMBINABLE),
        "none": (100, Reason.NONE),
    }
    offers[0]["priority"] = 2
    quoted = Till(offers=offers, classes=CLASHING).quote("2024-01-05", line("a", "100.00"))
    assert quoted.applied == ("f", "none")


def test_without_a_table_no_classes_are_needed_and_all_offers_combine():  # edge 78
    offers = [amount("a", 5), amount("b", 7)]
    assert Till(offers=offers).quote("2024-01-05", line("a", "100.00")).applied == ("a", "b")


def test_of_a_class_that_does_not_name_itself_an_order_gets_one():  # edge 78
    offers = [of_class("flash", amount("a", 5)), of_class("flash", amount("b", 7))]
    quoted = Till(offers=offers, classes=CLASHING).quote("2024-01-05", line("a", "100.00"))
    assert told(quoted) == {"a": (500, Reason.NONE), "b": (0, Reason.NOT_COMBINABLE)}
    offers = [of_class("card", one) for one in (amount("a", 5), amount("b", 7))]
    quoted = Till(offers=offers, classes=CLASHING).quote("2024-01-05", line("a", "100.00"))
    assert quoted.applied == ("a", "b")


def test_two_classes_combine_when_each_names_the_other():  # edge 78
    offers = [of_class("sale", amount("s", 5)), of_class("card", amount("t", 7))]
    for table, applied in (
        (classes(sale=["card"], card=["sale"]), ("s", "t")),
        (classes(sale=["card"], card=[]), ("s",)),
        (classes(sale=[], card=["sale"]), ("s",)),
    ):
        quoted = Till(offers=offers, classes=table).quote("2024-01-05", line("a", "100.00"))
        assert quoted.applied == applied


def test_a_class_reaches_over_lanes_and_an_offer_that_does_not_apply_keeps_nobody_out():  # edge 78
    offers = [
        of_class("flash", percent("f", 50), lane="item", when=[{"kind": "subtotal", "minimum": 200}]),
        of_class("sale", amount("s", 5)),
        of_class("flash", {"id": "ship", "benefit": {"kind": "free_shipping"}}),
    ]
    till = Till(offers=offers, classes=CLASHING)
    quoted = till.quote("2024-01-05", line("a", "100.00"), shipping_fee="9.00")
    assert told(quoted) == {
        "f": (0, Reason.BELOW_MINIMUM),
        "s": (500, Reason.NONE),
        "ship": (0, Reason.NOT_COMBINABLE),
    }
    quoted = till.quote("2024-01-05", line("a", "300.00"), shipping_fee="9.00")
    assert told(quoted)["s"] == (0, Reason.NOT_COMBINABLE)


def test_of_the_best_offers_of_lines_the_first_by_priority_keeps_other_classes_out():  # edge 78
    offers = [
        of_class("flash", percent("f", 10, of={"skus": ["A"]}), lane="item", priority=1),
        of_class("sale", percent("s", 50, of={"skus": ["B"]}), lane="item"),
        of_class("card", percent("c", 20, of={"skus": ["A"]}), lane="item", stack=True),
    ]
    quoted = Till(offers=offers, classes=CLASHING).quote("2024-01-05", line("a", "10.00"), line("b", "10.00"))
    assert told(quoted) == {
        "f": (100, Reason.NONE),
        "s": (0, Reason.NOT_COMBINABLE),
        "c": (0, Reason.NOT_COMBINABLE),
    }


def test_what_an_order_kept_out_is_forgotten_with_the_next():  # edge 78
    offers = [
        of_class("flash", amount("f", 5), when=[{"kind": "subtotal", "minimum": 200}]),
        of_class("sale", amount("s", 7)),
    ]
    till = Till(offers=offers, classes=CLASHING)
    assert till.quote("2024-01-05", line("a", "300.00")).applied == ("f",)
    assert till.quote("2024-01-05", line("a", "100.00")).applied == ("s",)


owns = st.sampled_from(("sale", "card", "flash", None))
tables = st.fixed_dictionaries(
    {own: st.sets(st.sampled_from(("sale", "card", "flash"))) for own in ("sale", "card", "flash")}
)


@given(tables, st.lists(st.tuples(owns, st.integers(0, 2), st.booleans()), min_size=1, max_size=6))
def test_an_offer_is_kept_out_exactly_by_an_earlier_one_of_a_class_that_does_not_combine(
    table, drawn
):  # edge 78
    dear = {"kind": "subtotal", "minimum": 500}
    offers = [
        amount(f"o{n}", 1, priority=priority, when=[dear] if fails else []) | ({"class": own} if own else {})
        for n, (own, priority, fails) in enumerate(drawn)
    ]
    listed = [{"id": own, "combines_with": sorted(others)} for own, others in table.items()]
    reasons = {}
    applied = []
    for n in sorted(range(len(drawn)), key=lambda n: (-drawn[n][1], n)):
        own, _priority, fails = drawn[n]
        clash = own and any(one and not (one in table[own] and own in table[one]) for one in applied)
        reason = Reason.BELOW_MINIMUM if fails else Reason.NONE
        reasons[f"o{n}"] = Reason.NOT_COMBINABLE if clash else reason
        if reasons[f"o{n}"] == Reason.NONE:
            applied.append(own)
    quoted = Till(offers=offers, classes=listed).quote("2024-01-05", line("a", "100.00"))
    assert {one.offer_id: one.reason for one in quoted.decisions} == reasons
