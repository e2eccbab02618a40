"""The Plan's tables: words of bits, numbers of things, and what they stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.kernels import codes
from loyalty.plan import lower
from loyalty.plan.eligibility import Goods
from loyalty.plan.tables import Registry, counts_identity, own_counter, signed_words
from loyalty.rules.document import load_program
from loyalty.rules.selectors import EVERYTHING, Selector
from tests.engine.till import HEAD, Till, line

NOON = "2024-05-06T12:00"


def made(**sections):
    return lower(load_program(HEAD | sections))


def amount(offer_id, **fields):
    return {"id": offer_id, "benefit": {"kind": "amount", "amount": "0.01"}} | fields


@given(st.lists(st.integers(0, 1), max_size=96))
def test_bits_come_back_from_signed_words(flags):
    words = signed_words(flags, 3)
    assert all(-(2**31) <= word < 2**31 for word in words)
    assert [(words[place >> 5] >> (place & 31)) & 1 for place in range(len(flags))] == flags


def test_things_are_numbered_as_they_are_met():
    registry = Registry()
    tea, cup = Selector(skus=("TEA",)), Selector(skus=("CUP",))
    numbers = [registry.selector(one) for one in (tea, cup, tea, EVERYTHING)]
    assert numbers == [0, 1, 0, codes.NONE]


def test_more_than_32_questions_are_all_answered():
    offers = [amount(f"o{place:02d}", when={"kind": "channel", "any": [f"c{place}"]}) for place in range(70)]
    till = Till(offers=offers)
    assert till.plan.words == 3
    for place in (0, 31, 32, 63, 64, 69):
        assert till.quote(NOON, line("a", 5), channel=f"c{place}").applied == (f"o{place:02d}",)


def test_more_than_32_selectors_are_all_kept_apart():
    benefits = [{"kind": "amount", "amount": "0.01", "of": {"skus": [f"S{place}"]}} for place in range(70)]
    till = Till(offers=[{"id": f"o{place:02d}", "benefit": one} for place, one in enumerate(benefits)])
    assert till.plan.item_words == 3
    for place in (0, 31, 32, 63, 64, 69):
        quoted = till.quote(NOON, line("a", 5, sku="other"), line("b", 5, sku=f"S{place}"))
        assert quoted.applied == (f"o{place:02d}",)
        assert [one.discount_minor for one in quoted.lines] == [0, 1]


def test_a_plan_without_questions_still_has_its_word():
    plan = made()
    assert (plan.words, plan.item_words, plan.settings().words) == (1, 1, 1)


@pytest.mark.parametrize(
    ("sections", "coupled"),
    [
        ({}, False),
        ({"offers": [amount("a", limits=[{"per": "member", "uses": 1}])]}, False),
        ({"offers": [amount("a", limits=[{"per": "program", "uses": 1}])]}, True),
        ({"budgets": [{"id": "launch", "amount": 1}]}, True),
    ],
)
def test_members_are_coupled_by_total_limits_and_budgets(sections, coupled):
    assert made(**sections).couples_members is coupled


def test_budgets_are_minor_units_with_their_way_of_ending():
    budgets = [{"id": "a", "amount": "12.34"}, {"id": "b", "amount": 5, "over": "reject"}]
    assert made(budgets=budgets).budgets == ((codes.CLIP, 1_234), (codes.REJECT, 500))


def test_takers_answer_in_the_selectors_order():
    offers = [
        amount(name, benefit={"kind": "amount", "amount": 1, "of": {"skus": [sku]}})
        for name, sku in (("a", "TEA"), ("b", "CUP"))
    ]
    plan = made(offers=offers)
    assert [takes(Goods("CUP")) for takes in plan.takers] == [False, True]


def test_a_plan_is_named_like_its_programme():
    plan = made()
    assert plan.hash == plan.program.hash


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("a/identity/ever", True),
        ("a/member/ever", False),
        ("a/birthday", False),
        ("identity/program/day", False),
    ],
)
def test_a_counter_of_an_identity_says_so_in_its_name(name, counts):
    assert counts_identity(name) is counts


def test_a_counter_of_an_identity_names_the_members_own():
    assert own_counter("a/identity/week") == "a/member/week"
    assert own_counter("a/member/week") == "a/member/week"
