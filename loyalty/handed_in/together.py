"""Many values looked at together: what types alone can tell is looked at once, and then remembered.

Instants, choices and what lies in lists are looked at each time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from loyalty.handed_in.place import Place

ALIKE_MAX: Final = 1_000
"""Combinations of types that are remembered of one verb or record."""
Rest: TypeAlias = tuple[tuple[int, Place], ...]
"""What is looked at each time: the number of the value, and its place."""
Good: TypeAlias = dict[tuple[object, ...], Rest]
"""Types that were found good, with what they do not tell."""


def first_seen(
    good: Good,
    kinds: tuple[object, ...],
    places: Mapping[str, Place],
    named: Sequence[tuple[str, object]],
) -> None:
    """Looks at values by the names of their places, if they have one, and remembers their types."""
    rest = []
    for number, (name, value) in enumerate(named):
        if name in places:
            places[name](value)
            if not places[name].by_kind:
                rest.append((number, places[name]))
    if len(good) < ALIKE_MAX:
        good[kinds] = tuple(rest)
