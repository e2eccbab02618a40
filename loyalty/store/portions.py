"""Long lists in portions that one statement takes: databases bound the parameters of a statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

Item = TypeVar("Item")
AT_A_TIME: Final = 500
"""Names or rows of one statement."""


def portions(items: Sequence[Item], most: int = AT_A_TIME) -> Iterator[list[Item]]:
    """The items in their order, at most so many together."""
    for start in range(0, len(items), most):
        yield list(items[start : start + most])
