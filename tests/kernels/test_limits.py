"""Limits and budgets: who may still draw, in which civil window, and what the last one gets."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.facts.member import Uses
from loyalty.facts.quote import Reason
from loyalty.kernels import codes
from loyalty.kernels.calendar import day_of, window_key
from tests.engine.till import Till, line

TEN = {"kind": "amount", "amount": 10}


def limited(*limits, budgets=(), **fields):
    offer = {"id": "o", "benefit": TEN, "limits": list(limits)} | fields
    return Till(offers=[offer], budgets=list(budgets))


def taken(till, at, price="100.00"):
    return till.spend(f"o{till.standing.orders}", at, price).decisions[0].amount_minor


def reason(till, at):
    return till.quote(at, line("a", "100.00")).decisions[0].reason


def test_a_member_uses_an_offer_as_often_as_allowed():
    till = limited({"per": "member", "uses": 2})
    assert [taken(till, "2024-01-05") for _ in range(3)] == [1000, 1000, 0]
    assert reason(till, "2030-01-05") is Reason.MEMBER_LIMIT_REACHED


def test_another_member_has_uses_of_their_own():
    till = limited({"per": "member", "uses": 1})
    assert taken(till, "2024-01-05") == 1000
    till.standing = type(till.standing)()
    till.who = till.member("n")
    assert taken(till, "2024-01-05") == 1000


def test_a_total_is_shared_by_all_members_and_guests():
    till = limited({"per": "program", "uses": 1})
    assert taken(till, "2024-01-05") == 1000
    till.standing = type(till.standing)()
    till.who = till.member("n")
    assert reason(till, "2024-01-05") is Reason.LIMIT_REACHED


@pytest.mark.parametrize("per", ["member", "identity", "program"])
@pytest.mark.parametrize(
    ("each", "first", "same", "after"),
    [
        ("day", "2024-05-05T00:00", "2024-05-05T23:59:59", "2024-05-06"),
        ("week", "2024-04-29", "2024-05-05T23:59:59", "2024-05-06"),
        ("month", "2024-05-01", "2024-05-31T23:59:59", "2024-06-01"),
    ],
)
def test_a_window_is_a_civil_one(per, each, first, same, after):  # edge 69
    till = limited({"per": per, "uses": 1, "each": each})
    assert taken(till, first) == 1000
    assert taken(till, same) == 0
    assert taken(till, after) == 1000


def test_the_window_is_the_programmes_whatever_the_clock_in_utc_says():  # edges 21, 69
    till = Till(
        head={"currency": "USD", "time_zone": "America/New_York"},
        offers=[{"id": "o", "benefit": TEN, "limits": [{"per": "member", "uses": 1, "each": "day"}]}],
    )
    assert taken(till, "2024-05-06T02:00:00Z") == 1000
    assert taken(till, "2024-05-06T03:59:00Z") == 0  # still the 5th in New York
    assert taken(till, "2024-05-06T04:00:00Z") == 1000


def test_the_first_limit_reached_is_told():
    till = limited({"per": "program", "uses": 1}, {"per": "member", "uses": 1})
    taken(till, "2024-01-05")
    assert reason(till, "2024-01-05") is Reason.LIMIT_REACHED


def test_a_refused_offer_uses_nothing_up():
    till = limited({"per": "member", "uses": 1}, when={"kind": "subtotal", "minimum": 50})
    assert taken(till, "2024-01-05", "49.00") == 0
    assert taken(till, "2024-01-05", "50.00") == 1000


def test_a_return_gives_no_use_back():
    till = limited({"per": "member", "uses": 1})
    taken(till, "2024-01-05")
    till.give_back("o0", "2024-01-05")
    assert reason(till, "2024-01-05") is Reason.MEMBER_LIMIT_REACHED


def test_a_limit_per_member_is_for_members_only():  # edge 66
    offer = {"id": "o", "benefit": TEN, "limits": [{"per": "member", "uses": 1}]}
    guest = Till(guest=True, offers=[offer])
    assert reason(guest, "2024-01-05") is Reason.MEMBER_REQUIRED


def test_a_clipping_budget_gives_its_rest_and_closes_for_good():  # edge 70
    till = limited(budget="b", budgets=[{"id": "b", "amount": 25}])
    assert [taken(till, "2024-01-05") for _ in range(4)] == [1000, 1000, 500, 0]
    assert reason(till, "2024-01-05") is Reason.BUDGET_SPENT
    assert (till.shared.funds[0].spent, till.shared.funds[0].closed) == (2500, 1)


def test_a_rejecting_budget_is_judged_each_time():  # edge 70
    till = limited(budget="b", budgets=[{"id": "b", "amount": 25, "over": "reject"}])
    assert [taken(till, "2024-01-05") for _ in range(3)] == [1000, 1000, 0]
    assert taken(till, "2024-01-05", "4.00") == 400  # a smaller one still fits
    assert (till.shared.funds[0].spent, till.shared.funds[0].closed) == (2400, 0)
    assert taken(till, "2024-01-05", "1.00") == 100
    assert (till.shared.funds[0].spent, till.shared.funds[0].closed) == (2500, 0)


def test_offers_of_one_order_draw_on_one_budget_together():
    offers = [{"id": name, "benefit": TEN, "budget": "b"} for name in "ab"]
    till = Till(offers=offers, budgets=[{"id": "b", "amount": 15}])
    quoted = till.quote("2024-01-05", line("a", "100.00"))
    assert [one.amount_minor for one in quoted.decisions] == [1000, 500]


def test_a_clipped_sum_is_spread_like_any_other():
    till = limited(budget="b", budgets=[{"id": "b", "amount": 5}])
    quoted = till.quote("2024-01-05", line("a", "10.00"), line("b", "30.00"))
    assert [one.discount_minor for one in quoted.lines] == [125, 375]


def test_a_birthday_offer_is_used_once_in_a_calendar_year():  # edge 85
    offer = {"id": "o", "benefit": TEN, "when": {"kind": "birthday", "span": "month"}}
    till = Till(birthday=(5, 20), offers=[offer])
    assert [taken(till, at) for at in ("2024-05-01", "2024-05-31")] == [1000, 0]
    assert reason(till, "2024-05-31") is Reason.MEMBER_LIMIT_REACHED
    assert taken(till, "2025-05-01") == 1000


@pytest.mark.parametrize("born", [(12, 31), (1, 2)])
def test_the_week_of_a_birthday_counts_once_across_new_year(born):  # edge 85
    """Weeks from Monday: 30 December 2024, and 29 December 2025."""
    offer = {"id": "o", "benefit": TEN, "when": {"kind": "birthday", "span": "week"}}
    till = Till(birthday=born, offers=[offer])
    days = ("2024-12-30", "2025-01-02", "2025-12-30", "2026-01-02", "2026-12-30", "2027-01-02")
    assert [taken(till, at) for at in days] == [1000, 0] * 3
    late = Till(birthday=born, offers=[offer])
    assert [taken(late, at) for at in days[1::2]] == [1000] * 3


def test_a_birthday_as_one_way_among_others_is_not_counted():
    ways = [{"kind": "birthday", "span": "month"}, {"kind": "channel", "any": ["app"]}]
    offer = {"id": "o", "benefit": TEN, "when": {"kind": "any", "conditions": ways}}
    till = Till(birthday=(5, 20), offers=[offer])
    assert [taken(till, "2024-05-01") for _ in range(2)] == [1000, 1000]


@pytest.mark.parametrize("per", ["member", "program"])
def test_an_order_that_comes_late_counts_in_the_newest_window(per):
    till = limited({"per": per, "uses": 1, "each": "day"})
    days = (
        "2024-01-05T12:00",
        "2024-01-06T12:00",
        "2024-01-05T13:00",
        "2024-01-06T13:00",
        "2024-01-07T12:00",
    )
    assert [taken(till, at) for at in days] == [1000, 1000, 0, 0, 1000]


def shared_by(till, used):
    """The member's standing where all who share an identity with the member have used an offer."""
    place = till.plan.own.index("o/identity/ever")
    uses = [Uses(0, 0)] * len(till.plan.own)
    uses[place] = Uses(0, used)
    return replace(till.standing, uses=tuple(uses))


def test_uses_of_an_identity_refuse_a_member_who_used_nothing():
    till = limited({"per": "identity", "uses": 2})
    till.standing = shared_by(till, 1)
    assert taken(till, "2024-01-05") == 1000
    assert reason(till, "2024-01-05") is Reason.IDENTITY_LIMIT_REACHED
    till.standing = shared_by(till, 0)
    assert [taken(till, "2024-01-05") for _ in range(3)] == [1000, 1000, 0]
    assert reason(till, "2024-01-05") is Reason.MEMBER_LIMIT_REACHED  # without anybody else


def test_a_member_alone_may_be_allowed_less_than_an_identity():
    till = limited({"per": "identity", "uses": 3}, {"per": "member", "uses": 1})
    till.standing = shared_by(till, 1)
    assert [taken(till, "2024-01-05") for _ in range(2)] == [1000, 0]
    assert reason(till, "2024-01-05") is Reason.MEMBER_LIMIT_REACHED


def test_a_limit_per_identity_is_for_members_only():  # edge 66
    offer = {"id": "o", "benefit": TEN, "limits": [{"per": "identity", "uses": 1}]}
    assert reason(Till(guest=True, offers=[offer]), "2024-01-05") is Reason.MEMBER_REQUIRED


@given(
    st.integers(1, 4),
    st.integers(0, 5),
    st.lists(st.sampled_from(("2024-01-05", "2024-01-06", "2024-01-07")), max_size=8),
)
def test_a_member_gets_what_the_identity_has_left_in_the_newest_window(uses, used, days):
    till = limited({"per": "identity", "uses": uses, "each": "day"})
    first = window_key(day_of(till.plan.tables["zone"], till.us("2024-01-05")), codes.DAY, 0)
    place = till.plan.own.index("o/identity/day")
    known = [Uses(0, 0)] * len(till.plan.own)
    known[place] = Uses(first, used)
    till.standing = replace(till.standing, uses=tuple(known))
    newest, counted = "2024-01-05", used
    for day in days:
        if day > newest:
            newest, counted = day, 0
        assert taken(till, day) == (1000 if counted < uses else 0)
        counted += counted < uses
