"""A field is found by the path people would write, and nothing is guessed where it may mean two."""

from decimal import Decimal

import pytest

from loyalty.errors import AxisRefused
from loyalty.simulate.varying.paths import fields_of, find
from tests.simulate.replays import shop
from tests.simulate.story import tea_club

STEPS = {"kind": "steps", "measure": "subtotal", "steps": [{"from": 50, "amount": 5}]}


def offer(offer_id, **changes):
    return {"id": offer_id, "benefit": {"kind": "percent", "percent": 10, "cap": 20}} | changes


def club(*offers, **sections):
    return shop(offers=list(offers), **sections)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("offers.five.benefit.amount", "offers.five.benefit.amount"),
        ("offers.five.amount", "offers.five.benefit.amount"),
        ("offers.five.minimum", "offers.five.when.minimum"),
        ("offers.five.when[0].minimum", "offers.five.when.minimum"),
        ("offers.five.when.subtotal.minimum", "offers.five.when.minimum"),
        ("offers[0].amount", "offers.five.benefit.amount"),
        ("tiers.gold.minimum", "tiers.growth.levels.gold.minimum"),
        ("tiers.growth.levels.gold.member_price.percent", "tiers.growth.levels.gold.member_price.percent"),
        ("points.max_percent", "points.redeem.max_percent"),
        ("points.rounding", "points.rounding"),
        ("points.rules.base.per", "points.rules.base.per"),
        ("offers.five.funded_by.brand", "offers.five.funded_by.brand"),
        ("lanes.order.rule", "lanes.order.rule"),
    ],
)
def test_a_path_goes_by_ids_and_may_leave_out_what_is_clear(said, meant):
    assert find(tea_club(), said).path == meant


def test_a_field_knows_what_it_is_now_and_where_it_stands():
    found = find(tea_club(), "tiers.gold.minimum")
    assert found.value == Decimal(100)
    assert found.steps == ("tiers", 0, "levels", 1, "minimum")


def test_every_path_that_is_listed_finds_its_own_field():
    limits = [{"per": "member", "uses": 1}, {"per": "program", "uses": 9, "each": "day"}]
    both = [{"kind": "subtotal", "minimum": 5}, {"kind": "quantity", "minimum": 2}]
    prices = {"kind": "member_price", "prices": {"A.1": 3, "tea": 4}}
    program = tea_club(
        offers=[
            offer("a", when={"kind": "any", "conditions": both}, limits=limits),
            offer("b", benefit=STEPS),
            offer("c", benefit=prices),
        ],
        budgets=[{"id": "a", "amount": 5}],
    )
    every = fields_of(program)
    assert len({field.path for field in every}) == len(every)
    assert [find(program, field.path) for field in every] == list(every)
    assert 'offers.c.benefit.prices["A.1"]' in {field.path for field in every}


def test_what_makes_a_thing_this_thing_cannot_be_varied():
    names = {field.steps[-1] for field in fields_of(tea_club())}
    assert names & {"id", "kind", "key", "name", "name_zh", "currency", "time_zone"} == set()


def test_a_field_that_is_not_set_can_be_named_and_a_group_cannot():
    program = club(offer("a", benefit={"kind": "percent", "percent": 10}))
    assert find(program, "offers.a.cap").value is None
    names = {field.path for field in fields_of(program)}
    assert "points" not in names
    assert "offers.a.funded_by" not in names


def test_minimum_also_means_where_a_step_begins():
    assert find(club(offer("a", benefit=STEPS)), "offers.a.minimum").path == "offers.a.benefit.steps.from"


def test_a_condition_has_its_own_minimum_before_a_step_has():
    program = club(offer("a", benefit=STEPS, when={"kind": "subtotal", "minimum": 30}))
    assert find(program, "offers.a.minimum").path == "offers.a.when.minimum"


def test_limits_go_by_whom_they_hold_for():
    limits = [{"per": "member", "uses": 1}, {"per": "program", "uses": 9}]
    program = club(offer("a", limits=limits))
    assert find(program, "offers.a.limits.program.uses").value == 9
    assert find(program, "offers.a.limits[0].uses").value == 1


def test_a_path_that_may_mean_two_fields_is_refused_with_both():
    program = club(offer("a", when=[{"kind": "subtotal", "minimum": 5}, {"kind": "quantity", "minimum": 2}]))
    with pytest.raises(AxisRefused) as refused:
        find(program, "offers.a.minimum")
    assert str(refused.value) == (
        "Cannot vary offers.a.minimum: it may mean 2 fields. "
        "Write one of `offers.a.when[0].minimum`, `offers.a.when[1].minimum`."
    )
    assert "它可能指 2 个字段" in refused.value.text("zh")
    assert find(program, "offers.a.when.quantity.minimum").value == 2


def test_of_many_meanings_only_the_first_are_listed():
    many = [offer(f"o{number}") for number in range(6)]
    with pytest.raises(AxisRefused, match=r"may mean 6 fields.*`offers.o3.benefit.cap` …\."):
        find(club(*many), "cap")


@pytest.mark.parametrize(
    ("said", "suggested"),
    [
        ("offers.fife.amount", "Did you mean `offers.five.benefit.amount`?"),
        ("offers.five.ammount", "Did you mean `offers.five.benefit.amount`?"),
        ("tiers.gold.min", "Did you mean `tiers.growth.levels.gold.minimum`?"),
        ("points.redeem", "Known here: `points.redeem.points`, `points.redeem.worth`"),
        ("nothing.like.it", "Known here: `week_starts`, `membership_from`, `tiers.growth`, `points`"),
        ("", "Known here: "),
        ("offers..five", "Known here: "),
        ("offers.five.", "Known here: "),
    ],
)
def test_a_path_that_leads_nowhere_is_refused_with_what_was_probably_meant(said, suggested):
    with pytest.raises(AxisRefused) as refused:
        find(tea_club(), said)
    assert suggested in str(refused.value)
    assert "会员计划中没有这个字段" in refused.value.text("zh")
