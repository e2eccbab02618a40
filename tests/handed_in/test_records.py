"""What a host makes is looked at when it is made; what the library makes is the same record, unlooked."""

from dataclasses import dataclass, replace

import pytest

from loyalty.errors import BadArgument, NotANumber
from loyalty.handed_in import changed, known, looks_into


@looks_into
@dataclass(frozen=True, slots=True)
class Box:
    """Something with a number and a name."""

    size: int
    name: str = "box"


def test_a_record_is_looked_at_when_it_is_made_and_when_it_is_replaced():
    with pytest.raises(NotANumber) as refused:
        Box("7")
    assert "Box.size" in refused.value.text() or refused.value.fields.get("where") == "Box.size"
    with pytest.raises(BadArgument):
        replace(Box(7), name=7)


def test_what_the_library_makes_is_the_same_record():
    made = known(Box)
    assert made(7) == made(size=7, name="box") == Box(7)
    assert type(made(7)) is Box
    assert hash(made(7)) == hash(Box(7))


def test_nobody_looks_at_what_the_library_makes():
    assert known(Box)("7").size == "7"
    assert changed(Box(7), name=8).name == 8


def test_what_is_changed_keeps_the_rest():
    assert changed(Box(7, "b"), size=8) == Box(8, "b") == replace(Box(7, "b"), size=8)
