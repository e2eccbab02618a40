"""The grid's shape is what the simulator writes: the same fields, all the way down."""

from typing import get_args, get_origin, get_type_hints, is_typeddict

from loyalty.reports.shape_grid import GridPart
from tests.simulate.grids import CAP, LANE, grid_result


def faults(value, kind, at="grid"):
    """Where a value and its shape differ."""
    if is_typeddict(kind):
        hints = get_type_hints(kind)
        if not isinstance(value, dict) or value.keys() != hints.keys():
            yield at
            return
        for name, inner in hints.items():
            yield from faults(value[name], inner, f"{at}.{name}")
    elif get_origin(kind) is list:
        for one in value:
            yield from faults(one, get_args(kind)[0], f"{at}[]")
    elif get_origin(kind) is dict or kind is object:
        return
    else:
        allowed = get_args(kind) or (kind,)
        if not isinstance(value, allowed):
            yield f"{at}: {value!r}"


def test_a_grids_plain_data_have_the_shape_that_the_report_reads():
    assert list(faults(grid_result(CAP, LANE).as_dict(), GridPart)) == []


def test_a_shape_that_differs_is_seen():
    told = grid_result().as_dict()
    told["axes"][0]["path"] = 7
    del told["parity"]["orders"]
    assert sorted(faults(told, GridPart)) == ["grid.axes[].path: 7", "grid.parity"]
