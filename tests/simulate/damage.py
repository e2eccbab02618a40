"""A replay that gets one figure wrong: what the audit must not let pass."""

from typing import Any

from loyalty.simulate.replaying.compiled import Kernels, kernels
from loyalty.simulate.replaying.replay import _tables_of


def damaged(table: str, column: str, document: int) -> Kernels:
    """The compiled kernels, but once this document is processed one figure is off by one."""
    sound = kernels()
    names = list(_tables_of("step"))

    def step(first: int, last: int, *tables: Any) -> int:
        done = sound["step"](first, last, *tables)
        if document in tables[names.index("orders")]["document"][first:done]:
            tables[names.index(table)][column] += 1
        return done

    return sound | {"step": step}
