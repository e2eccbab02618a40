"""Benefits say one thing each."""

from decimal import Decimal

import pytest

from loyalty.rules.benefits import SpendSteps
from tests.rules.shop import codes, offered, only, program, refusals

STEP = {"from": 100, "amount": 10}


@pytest.mark.parametrize(
    "benefit",
    [
        {"kind": "percent", "percent": "12.5", "cap": 20},
        {"kind": "amount", "amount": 10, "each": "unit"},
        {"kind": "per_each", "amount": 10, "every": 100, "times_max": 3},
        {"kind": "steps", "measure": "subtotal", "steps": [STEP, {"from": 200, "percent": 15}], "cap": 50},
        {"kind": "member_price", "percent": 10},
        {"kind": "member_price", "prices": {"A.1": "9.99"}},
        {"kind": "free_shipping"},
        {"kind": "free_shipping", "amount": 5},
    ],
)
def test_every_benefit_loads(benefit):
    taken = program(offers=[offered(benefit)]).offers[0].benefit
    assert taken.kind == benefit["kind"]
    assert hash(taken)


def test_a_step_begins_at_its_from():
    steps = program(offers=[offered({"kind": "steps", "measure": "subtotal", "steps": [STEP]})]).offers[0]
    assert isinstance(steps.benefit, SpendSteps)
    assert steps.benefit.steps[0].from_ == Decimal(100)


@pytest.mark.parametrize("step", [{"from": 1}, {"from": 1, "amount": 1, "percent": 1}])
def test_a_step_gives_an_amount_or_a_percent(step):
    problem = only(refusals({"offers": [offered({"kind": "steps", "measure": "subtotal", "steps": [step]})]}))
    assert (problem.code, problem.path) == ("step_needs_one", "offers[0].benefit.steps[0]")


def test_the_python_name_of_from_is_no_field_of_a_document():
    step = {"from_": 1, "amount": 1}
    found = refusals({"offers": [offered({"kind": "steps", "measure": "subtotal", "steps": [step]})]})
    where = "offers[0].benefit.steps[0]"
    assert codes(found) == [("field_missing", f"{where}.from"), ("field_unknown", f"{where}.from_")]


@pytest.mark.parametrize("fields", [{}, {"percent": 5, "prices": {"A": 1}}])
def test_a_member_price_is_a_percent_or_a_list(fields):
    problem = only(refusals({"offers": [offered({"kind": "member_price", **fields})]}))
    assert problem.code == "member_price_needs_one"


@pytest.mark.parametrize("fields", [{}, {"points": 5, "multiplier": 2}])
def test_extra_points_are_a_number_or_a_multiplier(fields):
    problem = only(refusals({"points": {}, "offers": [offered({"kind": "points", **fields})]}))
    assert problem.code == "extra_points_need_one"


def test_something_for_every_zero_spent_is_refused():
    problem = only(refusals({"offers": [offered({"kind": "per_each", "amount": 1, "every": 0})]}))
    assert (problem.code, problem.path) == ("must_be_above", "offers[0].benefit.every")


def test_so_many_units_of_an_amount_are_an_amount_for_each_unit():
    found = refusals({"offers": [offered({"kind": "amount", "amount": 5, "units_max": 2})]})
    assert codes(found) == [("units_max_needs_unit", "offers[0].benefit")]
