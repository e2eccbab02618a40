"""A verb that is looking refuses what its annotations do not say, the first time and each time after."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from loyalty.errors import BadArgument, FloatRefused, NaiveInstant, NotANumber
from loyalty.handed_in import looking

NOON = datetime(2024, 3, 1, 4, tzinfo=UTC)


@looking("left")
def verb(points: int, name: str = "ann", *, at: datetime | None = None, left: str = "", plain=None):
    """It does something."""
    return points, name, at, left, plain


def test_what_is_meant_is_taken_however_it_is_handed_in():
    assert verb(1) == (1, "ann", None, "", None)
    for _ in range(2):
        assert verb(1, "bob", at=NOON, left=7, plain=object)[1:4] == ("bob", NOON, 7)
        assert verb(name="bob", points=2)[:2] == (2, "bob")
    assert (verb.__name__, verb.__doc__) == ("verb", "It does something.")


@pytest.mark.parametrize("seen_before", [False, True])
@pytest.mark.parametrize(
    ("given", "named", "error", "where"),
    [
        ((1.5,), {}, FloatRefused, r"^verb\(points\): "),
        ((True,), {}, NotANumber, r"^verb\(points\): "),
        (("1",), {}, NotANumber, r"^verb\(points\): "),
        ((1, b"x"), {}, BadArgument, r"verb\(name\): it is of type bytes. Send str."),
        ((1,), {"name": None}, BadArgument, r"verb\(name\)"),
        ((1,), {"at": NOON.replace(tzinfo=None)}, NaiveInstant, r"^verb\(at\): "),
    ],
)
def test_what_is_not_meant_is_refused_by_its_name(seen_before, given, named, error, where):
    if seen_before:
        verb(1, at=NOON)
    for _ in range(2):
        with pytest.raises(error, match=where):
            verb(*given, **named)


def test_a_call_that_python_cannot_make_is_refused_by_python():
    for _ in range(2):
        with pytest.raises(TypeError, match="positional"):
            verb(1, "ann", NOON)
        with pytest.raises(TypeError, match="unexpected"):
            verb(1, nobody=2)
