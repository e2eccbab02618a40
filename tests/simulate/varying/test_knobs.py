"""Figures that can be moved, with values that load."""

from decimal import Decimal

import pytest

from loyalty.errors import AxisRefused
from loyalty.rules.document import load_program
from loyalty.simulate.varying.knobs import knobs, values_around
from loyalty.simulate.varying.variants import Axis, variants
from tests.simulate.replays import shop
from tests.simulate.story import tea_club


def test_figures_are_listed_by_name_and_things_that_are_none_are_not():
    listed = {one.path: one for one in knobs(tea_club())}
    assert listed
    assert all(Decimal(one.current) > 0 and one.values == () for one in listed.values())
    assert not any("funded_by" in path or path.endswith("priority") for path in listed)


def test_values_lie_around_what_is_and_all_of_them_load():
    program = tea_club()
    for one in knobs(program):
        values = values_around(program, one.path)
        assert one.current in values
        numbers = [Decimal(value) for value in values]
        assert numbers == sorted(set(numbers))
        assert len(variants(program, (Axis.parse(f"{one.path}={','.join(values)}"),)).variants) == len(values)


@pytest.mark.parametrize(
    ("amount", "values"),
    [
        ("10", ["2", "4", "6", "8", "10", "12", "14", "16", "18", "20", "22"]),
        ("129", ["40", "60", "80", "100", "120", "129", "140", "160", "180", "200", "220", "240"]),
        ("0.05", ["0.01", "0.02", "0.03", "0.04", "0.05", "0.06", "0.07", "0.08", "0.09", "0.1", "0.11"]),
    ],
)
def test_steps_are_round(amount, values):
    program = shop(offers=[{"id": "ten", "benefit": {"kind": "amount", "amount": amount}}])
    assert list(values_around(program, "offers.ten.amount")) == values


def test_a_level_is_not_put_below_what_keeps_it():
    levels = [{"id": "low", "minimum": 0}, {"id": "gold", "minimum": 8000, "retain": 6000}]
    track = {
        "id": "growth",
        "credit": {"of": "spend", "window": {"kind": "rolling", "months": 12}},
        "term": {"kind": "months", "months": 12},
        "levels": levels,
    }
    program = shop(tiers=[track])
    assert values_around(program, "tiers.gold.minimum")[0] == "6000"


def test_what_is_no_figure_has_no_values():
    program = shop(offers=[{"id": "ten", "benefit": {"kind": "amount", "amount": 10}}])
    assert values_around(program, "offers.ten.lane") == ()
    with pytest.raises(AxisRefused):
        values_around(program, "offers.nine.amount")


def test_a_programme_without_figures_has_none():
    assert knobs(load_program("key: bare\ncurrency: CNY\ntime_zone: UTC\n")) == ()
