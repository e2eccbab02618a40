"""Generated histories read into logs, through the packed file where the library keeps one."""

from __future__ import annotations

import inspect
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from loyalty.simulate import OrderLog
from tests.bench.history import Shape, history

PACKS: Final = "packed" in inspect.signature(OrderLog.read).parameters
"""Whether this library keeps packed files."""


def read(file: Path, *, kept: Path | None = None) -> OrderLog:
    """A log from its file, or from the packed file in the folder `kept`."""
    how: dict[str, Any] = {"packed": kept or "none"} if PACKS else {}
    return OrderLog.read(file, **how)


@lru_cache(maxsize=2)
def log_of(shape: Shape) -> OrderLog:
    """A generated history, read."""
    return read(history(shape))


def packed_bytes(log: OrderLog, kept: Path | None) -> int:
    """The size of the packed file; without one, of the log's arrays."""
    if PACKS and kept is not None:
        return sum(one.stat().st_size for one in kept.rglob("*") if one.is_file())
    arrays = (getattr(log, part.name) for part in fields(log))
    return sum(one.nbytes for one in arrays if isinstance(one, np.ndarray))
