"""The kernels as plain Python over a replay's own tables: what compiled code is compared with."""

from collections.abc import Callable
from typing import Any

import numpy as np

from loyalty.kernels import events
from loyalty.kernels.rows import row
from loyalty.simulate.replaying.compiled import DTYPES, ENTRIES, Kernels

Array = np.ndarray[Any, Any]


def interpreted() -> Kernels:
    """The entries, run by the interpreter on rows read from the arrays and written back."""
    return {name: _entry(getattr(events, name)) for name in ENTRIES}


def _entry(kernel: Callable[..., int]) -> Callable[..., int]:
    def call(*arguments: int | Array) -> int:
        seen = [rows_of(_table(one), one) if isinstance(one, np.ndarray) else one for one in arguments]
        answer = kernel(*seen)
        for array, rows in zip(arguments, seen, strict=True):
            if isinstance(array, np.ndarray) and isinstance(rows, list):
                _write(array, rows)
        return answer

    return call


def rows_of(table: str, array: Array) -> list[Any]:
    """A table's records as slotted rows."""
    names = array.dtype.names
    return [row(table, **dict(zip(names, values, strict=True))) for values in array.tolist()]


def _table(array: Array) -> str:
    return next(name for name, dtype in DTYPES.items() if dtype == array.dtype)


def _write(array: Array, rows: list[Any]) -> None:
    """A figure too wide for its column is an OverflowError here, as it would be silent damage compiled."""
    array[:] = [tuple(one.as_dict().values()) for one in rows]
