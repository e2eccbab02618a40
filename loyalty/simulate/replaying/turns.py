"""One process at a time: those that come while another compiles wait for what it leaves."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Hold the folder's turn; where the platform has no file locks, everybody goes at once."""
    if sys.platform == "win32":
        yield
    else:
        with (folder / "turn").open("w", encoding="utf-8") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
