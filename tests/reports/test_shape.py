import types
from dataclasses import fields, is_dataclass
from typing import Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from loyalty.reports import shape
from loyalty.simulate.figures.outcome import SimulationResult
from tests.reports.sample import Size, result

RENAMED = {"source": "from", "target": "to"}
"""Fields that JSON calls by words that Python keeps for itself."""
UNIONS = {Union, types.UnionType}


def strangers(kind, value, path="result"):
    """Every place where a value does not have its shape."""
    if is_typeddict(kind):
        if not isinstance(value, dict):
            return [f"{path}: {type(value).__name__} is no {kind.__name__}"]
        hints = get_type_hints(kind)
        missing, unknown = kind.__required_keys__ - value.keys(), value.keys() - hints.keys()
        found = [f"{path}: missing {missing}, unknown {unknown}"] if missing or unknown else []
        known = value.keys() & hints.keys()
        return found + [
            fault for key in known for fault in strangers(hints[key], value[key], f"{path}.{key}")
        ]
    if get_origin(kind) in {list, dict}:
        inside = value.items() if isinstance(value, dict) else enumerate(value)
        return [
            fault for key, one in inside for fault in strangers(get_args(kind)[-1], one, f"{path}[{key}]")
        ]
    if get_origin(kind) in UNIONS:
        tries = [strangers(one, value, path) for one in get_args(kind)]
        return [] if [] in tries else max(tries, key=len)
    if get_origin(kind) is Literal:
        return [] if value in get_args(kind) else [f"{path}: {value!r} is none of {get_args(kind)}"]
    return [] if kind is object or type(value) is kind else [f"{path}: {type(value).__name__} is no {kind}"]


def misread(told, read, path):
    """Where what a simulation tells does not fit into what the report reads; the report may allow more."""
    if is_dataclass(told):
        hints = get_type_hints(told)
        names = {RENAMED.get(one.name, one.name): hints[one.name] for one in fields(told)}
        if not is_typeddict(read):
            return [] if read == dict[str, object] else [f"{path}: {told.__name__} is no {read}"]
        parts = get_type_hints(read)
        if names.keys() != parts.keys():
            return [f"{path}: only one side has {sorted(names.keys() ^ parts.keys())}"]
        return [fault for name in names for fault in misread(names[name], parts[name], f"{path}.{name}")]
    if get_origin(read) in UNIONS:
        told_parts = get_args(told) if get_origin(told) in UNIONS else (told,)
        tries = [[misread(one, other, path) for other in get_args(read)] for one in told_parts]
        return [min(faults, key=len)[0] for faults in tries if [] not in faults]
    if (get_origin(told), get_origin(read)) == (tuple, list):
        return misread(get_args(told)[0], get_args(read)[0], f"{path}[]")
    word = get_origin(told) is Literal and read is str
    return [] if word or read in {told, object} else [f"{path}: {told} is no {read}"]


def test_the_report_reads_every_figure_that_a_simulation_tells_as_it_is():
    told = get_type_hints(SimulationResult)
    read = get_type_hints(shape.ResultPart)
    assert read.keys() == {"schema", *told}
    assert [fault for name in told for fault in misread(told[name], read[name], name)] == []


def test_every_part_of_the_shape_can_be_imported_from_one_place():
    parts = {name for name in vars(shape) if name.endswith(("Part", "Month"))}
    assert parts == set(shape.__all__)


@pytest.mark.parametrize(
    "size", [Size(), Size(months=1, offers=0), Size(drafts=3, currency="JPY", exponent=0)]
)
def test_the_sample_that_the_tests_use_has_the_shape_of_a_result(size):
    assert strangers(shape.ResultPart, result(size)) == []
