"""What a verb answers can be named in a host's own annotations: all of it is imported from two places."""

from collections.abc import Iterator
from inspect import getmembers
from typing import get_args, get_type_hints

import loyalty
from loyalty import live
from loyalty.live import Loyalty
from loyalty.live.awaiting import is_door, is_verb
from loyalty.when import FixedClock
from tests.live.shops import START


def doors(door: object) -> Iterator[object]:
    yield door
    for name in dir(type(door)):
        if not name.startswith("_") and is_door(found := getattr(door, name)):
            yield from doors(found)


def classes(kind: object) -> Iterator[type]:
    """Those of the library that an annotation speaks of, within lists and unions, too."""
    for inner in get_args(kind):
        yield from classes(inner)
    if isinstance(kind, type) and kind.__module__.partition(".")[0] == "loyalty":
        yield kind


def test_every_answer_of_every_verb_is_a_public_name() -> None:
    shop = Loyalty("shop", clock=FixedClock(START))
    found = {
        kind
        for door in doors(shop)
        for name, verb in getmembers(door, is_verb)
        if not name.startswith("_")
        for kind in classes(get_type_hints(verb)["return"])
    }
    found |= set(classes(get_type_hints(Loyalty.nightly)["return"]))
    public = {*loyalty.__all__, *live.__all__}
    assert {one.__name__ for one in found} - public == set()
    assert len(found) > 25
    for one in found:
        assert getattr(live, one.__name__, None) is one or getattr(loyalty, one.__name__) is one
