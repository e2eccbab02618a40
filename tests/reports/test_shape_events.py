from typing import get_type_hints, is_typeddict

import pytest

from loyalty.reports import shape, shape_events

PARTS = [thing for thing in vars(shape_events).values() if is_typeddict(thing) and thing.__name__[0] != "_"]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_a_part_is_read_from_the_shape_as_a_whole_and_every_field_is_needed(part):
    assert getattr(shape, part.__name__) is part
    assert part.__required_keys__ == get_type_hints(part).keys()
