"""Groups of which an order gets one, and offers that compete for the same lines and units."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from loyalty.rules.review_offers import review_groups
from tests.engine.till import Till, line
from tests.kernels.grouped_offers import BEST, FIRST, least, of_group
from tests.kernels.units_shop import off, offer, quoted, told
from tests.thousand import THOUSAND


def test_of_a_group_the_first_that_applies_counts():
    dear = {"when": {"kind": "subtotal", "minimum": 1000}, "priority": 9}
    offers = [
        of_group("percent", "never", percent=50, around=dear),
        of_group("percent", "a", percent=10),
        of_group("percent", "b", percent=20),
    ]
    assert told(quoted(offers, ("100.00", 1), sections=FIRST)) == {
        "never": (0, "BELOW_MINIMUM", 90000),
        "a": (1000, "NONE", 0),
        "b": (0, "GROUP_TAKEN", 0),
    }


def test_of_a_group_the_one_that_saves_most_counts():
    offers = [of_group("percent", "a", percent=10), of_group("amount", "b", amount=15)]
    assert told(quoted(offers, ("100.00", 1), sections=BEST))["b"] == (1500, "NONE", 0)
    assert told(quoted(offers, ("200.00", 1), sections=BEST))["a"] == (2000, "NONE", 0)


def test_of_a_group_of_which_none_applies_each_says_its_own_reason():
    offers = [
        of_group("amount", "a", amount=10, around=least(200)),
        of_group("amount", "b", amount=20, around=least(300)),
        of_group("nth_item", "c", nth=3, percent=50),
        offer("amount", "other", amount=1),
    ]
    assert told(quoted(offers, ("100.00", 1), sections=BEST)) == {
        "a": (0, "BELOW_MINIMUM", 10000),
        "b": (0, "BELOW_MINIMUM", 20000),
        "c": (0, "TOO_FEW", 2),
        "other": (100, "NONE", 0),
    }
    assert told(quoted(offers, ("250.00", 1), sections=BEST))["b"] == (0, "GROUP_TAKEN", 0)


def test_beside_a_group_that_is_taken_the_offers_of_another_say_their_own_reasons():
    groups = {"groups": [{"id": name, "rule": "best"} for name in "gh"]}
    offers = [
        of_group("amount", "a", amount=10, around=least(200)),
        of_group("amount", "b", amount=20, around=least(300)),
        offer("amount", "c", amount=5, around={"group": "h"}),
        offer("amount", "d", amount=4, around={"group": "h"}),
    ]
    assert told(quoted(offers, ("100.00", 1), sections=groups)) == {
        "a": (0, "BELOW_MINIMUM", 10000),
        "b": (0, "BELOW_MINIMUM", 20000),
        "c": (500, "NONE", 0),
        "d": (0, "GROUP_TAKEN", 0),
    }


def test_an_offer_that_is_left_out_because_the_order_saves_more_without_its_group_stays_out():
    offers = [
        of_group("amount", "able", amount=5),
        of_group("amount", "dear", amount=9, around=least(200)),
        of_group("amount", "dearer", amount=9, around=least(300)),
        offer("amount", "then", amount=20, around=least(100, priority=-1) | {"threshold_base": "running"}),
    ]
    assert told(quoted(offers, ("100.00", 1), sections=BEST)) == {
        "able": (0, "GROUP_TAKEN", 0),
        "dear": (0, "BELOW_MINIMUM", 10000),
        "dearer": (0, "BELOW_MINIMUM", 20000),
        "then": (2000, "NONE", 0),
    }


def test_what_saves_most_is_judged_on_the_whole_order():
    running = {"when": {"kind": "subtotal", "minimum": 90, "base": "running"}}
    offers = [
        of_group("amount", "more", amount=15, around={"priority": 5}),
        of_group("amount", "less", amount=10, around={"priority": 5}),
        offer("amount", "then", amount=20, around=running),
    ]
    assert told(quoted(offers, ("100.00", 1), sections=BEST)) == {
        "less": (1000, "NONE", 0),
        "more": (0, "GROUP_TAKEN", 0),
        "then": (2000, "NONE", 0),
    }


def test_ties_go_to_priority_then_id():
    offers = [of_group("amount", name, amount=5) for name in "ba"]
    assert told(quoted(offers, ("100.00", 1), sections=BEST))["a"] == (500, "NONE", 0)
    offers[0]["priority"] = 1
    assert told(quoted(offers, ("100.00", 1), sections=BEST))["b"] == (500, "NONE", 0)


def test_a_group_reaches_over_lanes_and_lines():
    sections = {
        "groups": [{"id": "g"}],
        "lanes": [{"id": "item", "rule": "best_of", "scope": "line"}, {"id": "order", "rule": "best_of"}],
    }
    offers = [
        of_group("percent", "a", percent=10, of={"skus": ["A"]}, around={"lane": "item"}),
        of_group("percent", "b", percent=20, of={"skus": ["B"]}, around={"lane": "item"}),
        of_group("percent", "c", percent=50),
    ]

    till = Till(guest=True, offers=offers, **sections)
    quote = till.quote("2024-01-05", line("a", "10.00"), line("b", "10.00"))
    assert told(quote) == {"a": (100, "NONE", 0), "b": (0, "GROUP_TAKEN", 0), "c": (0, "GROUP_TAKEN", 0)}


def test_too_many_combinations_are_said():
    # a budget that takes whole amounts only is a knapsack, of which no bound says much
    sections = {
        "groups": [{"id": f"g{n}", "rule": "best"} for n in range(13)],
        "budgets": [{"id": "b", "amount": "50.00", "over": "reject"}],
    }
    offers = [
        offer("amount", f"o{n}-{place}", amount=9 + place, around={"group": f"g{n}", "budget": "b"})
        for n in range(13)
        for place in range(2)
    ]
    assert not quoted(offers, ("1000.00", 1), sections=sections).best_of_all
    few = quoted(offers[:12], ("1000.00", 1), sections=sections)
    assert few.best_of_all
    assert few.discount_minor == 5000


def test_a_gift_takes_nothing_and_applies():
    quote = quoted([offer("gift", skus=["MUG", "CUP"], quantity=2)], ("100.00", 1))
    assert told(quote) == {"o": (0, "NONE", 0)}
    assert quote.applied == ("o",)
    assert [tuple(gift) for gift in quote.gifts] == [("o", ("MUG", "CUP"), 2, None)]


def test_a_gift_has_conditions_limits_and_lanes_like_any_offer():
    minimum = {"when": {"kind": "subtotal", "minimum": 200}}
    quote = quoted([offer("gift", skus=["MUG"], around=minimum)], ("100.00", 1))
    assert (told(quote), quote.gifts) == ({"o": (0, "BELOW_MINIMUM", 10000)}, ())
    best = [{"id": "order", "rule": "best_of"}]

    both = [offer("gift", "gift", skus=["MUG"], around={"priority": 1}), offer("amount", "off", amount=5)]
    till = Till(guest=True, lanes=best, offers=both)
    assert till.quote("2024-01-05", line("a", "10.00")).applied == ("off",)
    till = Till(guest=True, lanes=best, offers=both[:1])
    assert till.quote("2024-01-05", line("a", "10.00")).applied == ("gift",)
    limited = [offer("gift", skus=["MUG"], around={"limits": [{"per": "program", "uses": 1}]})]
    till = Till(guest=True, offers=limited)
    till.spend("one", "2024-01-05", "5.00")
    assert told(till.quote("2024-01-06", line("a", "10.00")))["o"][1] == "LIMIT_REACHED"


def test_shipping_is_lowered_by_a_share_and_at_most_an_amount():
    half = [offer("free_shipping", percent=50)]
    assert quoted(half, ("1.00", 1), shipping_fee="9.99").shipping_discount_minor == 500
    half[0]["benefit"]["amount"] = 3
    assert quoted(half, ("1.00", 1), shipping_fee="9.99").shipping_discount_minor == 300


amounts = st.lists(
    st.tuples(st.sampled_from(("amount", "percent")), st.integers(1, 60)), min_size=1, max_size=4
)


@THOUSAND
@given(amounts, st.integers(1, 120), st.integers(1, 120))
def test_the_best_of_a_group_is_the_best_of_each_alone(members, price, least):
    def build(chosen):
        offers = [of_group(members[n][0], f"m{n}", **{members[n][0]: members[n][1]}) for n in chosen]
        running = {"when": {"kind": "subtotal", "minimum": least, "base": "running"}, "priority": -1}
        return [*offers, offer("amount", "then", amount=7, around=running)]

    every = quoted(build(range(len(members))), (price, 1), sections=BEST).discount_minor
    alone = [quoted(build([n]), (price, 1), sections=BEST).discount_minor for n in range(len(members))]
    assert every == max(alone)
    assert off(quoted(build(range(len(members))), (price, 1), sections=BEST)) == [every]


def test_a_set_may_be_the_best_offer_of_a_line():
    lanes = [{"id": "item", "rule": "best_of", "scope": "line"}]
    offers = [
        offer("nth_item", "second", nth=2, percent=50, of={"skus": ["A"]}),
        offer("percent", "tenth", percent=10, around={"lane": "item"}),
    ]
    till = Till(guest=True, lanes=lanes, offers=offers)
    quote = till.quote("2024-01-05", line("a", "99.00", 2), line("b", "50.00"))
    assert (told(quote)["second"][0], told(quote)["tenth"][0], off(quote)) == (4950, 500, [4950, 500])


def test_a_set_that_loses_one_of_its_lines_keeps_its_share_of_the_other():
    """One free for one, 4.00 on each line; a third off A is more there, and B keeps its 4.00."""
    lanes = [{"id": "item", "rule": "best_of", "scope": "line"}]
    offers = [
        offer("buy_get", "set", buy=1, get=1, around={"lane": "item"}),
        offer("percent", "more", percent=60, of={"skus": ["A"]}, around={"lane": "item"}),
    ]
    till = Till(guest=True, lanes=lanes, offers=offers)
    quote = till.quote("2024-01-05", line("a", "8.00"), line("b", "8.00"))
    assert (told(quote)["set"][0], told(quote)["more"][0], off(quote)) == (400, 480, [480, 400])


def test_a_group_of_two_is_no_doubt():
    groups = [{"id": "g"}, {"id": "one"}]
    offers = [of_group("amount", "a", amount=1), of_group("amount", "b", amount=2)]
    shop = Till(groups=groups, offers=offers).program
    assert [found.path for found in review_groups(shop)] == ["groups[1]"]


kinds = st.one_of(
    st.builds(lambda amount: {"kind": "amount", "amount": amount}, st.integers(1, 40)),
    st.builds(lambda percent: {"kind": "percent", "percent": percent}, st.integers(1, 60)),
    st.builds(lambda price: {"kind": "fixed_price", "price": price}, st.integers(1, 30)),
    st.builds(lambda nth: {"kind": "nth_item", "nth": nth, "percent": 50}, st.integers(2, 4)),
    st.builds(lambda price: {"kind": "bundle", "units": 2, "price": price}, st.integers(1, 40)),
)
two_groups = st.lists(st.tuples(st.sampled_from("gh"), kinds), min_size=2, max_size=4)
carts = st.lists(st.tuples(st.integers(1, 50), st.integers(1, 4)), min_size=1, max_size=2)


@THOUSAND
@given(two_groups, carts, st.integers(1, 150))
def test_the_best_of_two_groups_is_the_best_of_all_pairs(members, goods, least):
    """Each member alone in the programme, with each of the other group; another offer's minimum runs."""
    running = {"when": {"kind": "subtotal", "minimum": least, "base": "running"}, "priority": -1}
    both = {"groups": [{"id": name, "rule": "best"} for name in "gh"]}

    def saved(chosen):
        offers = [
            {"id": f"m{n}", "benefit": members[n][1], "lane": "order", "group": members[n][0]} for n in chosen
        ]
        after = offer("amount", "then", amount=7, around=running)
        return quoted([*offers, after], *goods, sections=both).discount_minor

    each = [[n for n, (group, _benefit) in enumerate(members) if group == name] or [None] for name in "gh"]
    pairs = [[n for n in pair if n is not None] for pair in product(*each)]
    assert saved(range(len(members))) == max(saved(pair) for pair in pairs)


def test_a_gift_is_not_lost_to_one_of_its_group_that_does_not_apply():
    minimum = {"when": {"kind": "subtotal", "minimum": 200}, "priority": 5}
    offers = [of_group("amount", "off", amount=5, around=minimum), of_group("gift", "mug", skus=["MUG"])]
    for sections in (FIRST, BEST):
        assert quoted(offers, ("100.00", 1), sections=sections).applied == ("mug",)


def for_one(name, of, get_of):
    """In the item lane: one of these goods free for one of those."""
    benefit = {"buy": 1, "get": 1, "of": {"skus": [of]}, "get_of": {"skus": [get_of]}, "allocate": "reward"}
    return offer("buy_get", name, around={"lane": "item"}, **benefit)


def test_in_the_item_lane_no_unit_is_in_two_sets():
    """A is bought for p's B or given for q's C: one of the two sets, not both."""
    second = {"nth": 2, "percent": 100, "allocate": "reward"}
    offers = [offer("nth_item", name, of={"skus": ["A", other]}, **second) for name, other in ("pB", "qC")]
    goods = (line("a", "10.00"), line("b", "8.00"), line("c", "12.00"))
    quote = Till(guest=True, offers=offers).quote("2024-01-05", *goods)
    assert (sum(off(quote)) in {800, 1000}, len(quote.applied)) == (True, 1)


def test_in_the_item_lane_two_offers_do_not_give_each_others_goods():
    """Buy A get B, and buy B get A: of one A and one B not both are free."""
    till = Till(guest=True, offers=[for_one("p", "A", "B"), for_one("q", "B", "A")])
    assert sum(off(till.quote("2024-01-05", line("a", "10.00"), line("b", "8.00")))) in {800, 1000}


def test_in_the_item_lane_a_set_that_finds_fewer_units_gives_less():
    """Two A pay for B and one C, or for two C; not for all three."""
    till = Till(guest=True, offers=[for_one("p", "A", "B"), for_one("q", "A", "C")])
    goods = (line("a", "10.00", 2), line("b", "8.00"), line("c", "12.00", 2))
    assert sum(off(till.quote("2024-01-05", *goods))) in {2000, 2400}
