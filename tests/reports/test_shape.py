from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from loyalty.reports import shape
from tests.reports.sample import Size, result


def strangers(kind, value, path="result"):
    """Every place where a value does not have its shape."""
    if is_typeddict(kind):
        missing = kind.__required_keys__ - value.keys()
        unknown = value.keys() - get_type_hints(kind).keys()
        found = [f"{path}: missing {missing}, unknown {unknown}"] if missing or unknown else []
        hints = get_type_hints(kind)
        return found + [
            fault for key, one in value.items() for fault in strangers(hints[key], one, f"{path}.{key}")
        ]
    if get_origin(kind) is list:
        return [fault for one in value for fault in strangers(get_args(kind)[0], one, f"{path}[]")]
    if get_origin(kind) is dict:
        return [
            fault
            for key, one in value.items()
            for fault in strangers(get_args(kind)[1], one, f"{path}.{key}")
        ]
    allowed: Any = get_args(kind) or (kind,)
    if object in allowed:
        return []
    return [] if type(value) in allowed else [f"{path}: {type(value).__name__} is no {kind}"]


@pytest.mark.parametrize(
    "size", [Size(), Size(months=1, offers=0), Size(drafts=3, currency="JPY", exponent=0)]
)
def test_the_sample_that_the_tests_use_has_the_shape_of_a_result(size):
    assert strangers(shape.ResultPart, result(size)) == []
