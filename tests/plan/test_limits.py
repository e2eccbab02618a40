"""Limits as rows on counters that are named by what they count."""

import pytest

from loyalty.kernels import codes
from loyalty.plan import lower
from loyalty.rules.document import load_program
from tests.engine.till import HEAD

AMOUNT = {"kind": "amount", "amount": "1.00"}


def made(*offers, **sections):
    return lower(load_program(HEAD | {"offers": list(offers)} | sections))


def limited(*limits):
    """A plan of one offer, and its limits by counter, kind and uses."""
    plan = made({"id": "a", "benefit": AMOUNT, "limits": list(limits)})
    rows = plan.tables["limits"]
    names = [(plan.shared if one.per == codes.PER_PROGRAM else plan.own)[one.slot] for one in rows]
    return plan, [(name, one.per, one.uses_max) for name, one in zip(names, rows, strict=True)]


def test_counters_are_named_by_what_they_count():
    limits = [{"per": "member", "uses": 1}, {"per": "program", "uses": 9, "each": "day"}]
    born = {"kind": "birthday", "span": "day"}
    plan = made(
        {"id": "a", "benefit": AMOUNT, "limits": limits},
        {"id": "b", "benefit": AMOUNT, "when": born, "limits": limits[:1]},
    )
    assert plan.own == ("a/member/ever", "b/member/ever", "b/birthday")
    assert plan.shared == ("a/program/day",)
    assert [(one.per, one.each, one.slot, one.uses_max) for one in plan.tables["limits"]] == [
        (codes.PER_MEMBER, codes.EVER, 0, 1),
        (codes.PER_PROGRAM, codes.DAY, 0, 9),
        (codes.PER_MEMBER, codes.EVER, 1, 1),
        (codes.PER_MEMBER, codes.YEAR, 2, 1),
    ]
    assert [(one.limit_start, one.limit_count) for one in plan.tables["offers"]] == [(0, 2), (2, 2)]


@pytest.mark.parametrize(
    ("when", "counted"),
    [
        ({"kind": "birthday", "span": "month"}, ("a/birthday",)),
        ({"kind": "all", "conditions": [{"kind": "birthday", "span": "week"}]}, ("a/birthday/week",)),
        ([{"kind": "birthday", "span": "week"}, {"kind": "birthday", "span": "month"}], ("a/birthday",)),
        ({"kind": "not", "condition": {"kind": "birthday", "span": "day"}}, ()),
    ],
)
def test_once_a_year_holds_for_whom_the_birthday_is_asked(when, counted):  # edge 85
    plan = made({"id": "a", "benefit": AMOUNT, "when": when})
    assert plan.own == counted


def test_a_limit_per_identity_stands_beside_the_members_own_uses():
    plan, rows = limited({"per": "identity", "uses": 2, "each": "week"})
    assert rows == [
        ("a/member/week", codes.PER_MEMBER, 2),
        ("a/identity/week", codes.PER_IDENTITY, 2),
    ]
    assert plan.identity_counters == {"a/identity/week": "a/member/week"}
    assert (plan.tables["offers"][0].needs_member, plan.couples_members, plan.holds_back) == (1, False, True)


@pytest.mark.parametrize(("uses", "own"), [(1, 1), (5, 2)])
def test_a_members_own_limit_counts_on_the_same_counter_and_allows_no_more(uses, own):
    member, identity = {"per": "member", "uses": uses}, {"per": "identity", "uses": 2}
    mine = ("a/member/ever", codes.PER_MEMBER, own)
    together = ("a/identity/ever", codes.PER_IDENTITY, 2)
    total = {"per": "program", "uses": 9}
    every = ("a/program/ever", codes.PER_PROGRAM, 9)
    assert limited(member, total, identity)[1] == [mine, every, together]
    assert limited(identity, total, member)[1] == [together, every, mine]


def test_limits_in_other_spans_have_counters_of_their_own():
    _, rows = limited({"per": "member", "uses": 1, "each": "day"}, {"per": "identity", "uses": 3})
    assert [name for name, _, _ in rows] == ["a/member/day", "a/member/ever", "a/identity/ever"]


def test_a_programme_without_limits_per_identity_asks_for_none():
    plan, _ = limited({"per": "member", "uses": 1})
    assert (plan.identity_counters, plan.holds_back) == ({}, False)
