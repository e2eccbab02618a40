"""A lane that picks by line: who wins each line, and what the winners then take."""

from loyalty.facts.quote import Reason
from tests.engine.till import Till, line
from tests.kernels.lane_offers import percent, told


def test_the_better_offer_wins_each_line():
    offers = [percent("all", 10, lane="item"), percent("shoes", 30, lane="item", of={"skus": ["S"]})]
    quoted = Till(offers=offers).quote("2024-01-05", line("a", "100.00"), line("s", "100.00"))
    assert told(quoted) == {"all": (1000, Reason.NONE), "shoes": (3000, Reason.NONE)}


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
