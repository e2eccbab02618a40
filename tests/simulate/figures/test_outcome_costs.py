import dataclasses

import pytest

from loyalty.simulate.figures import outcome_comparison, outcome_costs, outcome_events, outcome_members


def records(module):
    """The frozen records a module defines."""
    return [
        thing
        for thing in vars(module).values()
        if isinstance(thing, type) and dataclasses.is_dataclass(thing) and thing.__module__ == module.__name__
    ]


EVERY = [
    record
    for module in (outcome_costs, outcome_members, outcome_events, outcome_comparison)
    for record in records(module)
]


@pytest.mark.parametrize("record", EVERY, ids=lambda record: record.__name__)
def test_a_record_of_a_result_never_changes_and_is_told_by_name(record):
    parameters = record.__dataclass_params__
    assert parameters.frozen
    assert all(field.kw_only for field in dataclasses.fields(record))


@pytest.mark.parametrize("record", EVERY, ids=lambda record: record.__name__)
def test_money_and_shares_carry_their_unit_last_and_are_whole(record):
    units = [field for field in dataclasses.fields(record) if field.name.endswith(("_minor", "_ppm"))]
    assert {field.type for field in units} <= {"int", "int | None"}


def test_the_costs_of_a_result_are_named_for_what_they_divide():
    names = {record.__name__ for record in records(outcome_costs)}
    assert {"Totals", "FunderCost", "GoodsCost", "ChannelCost", "StackedCost", "BreakEven"} <= names
