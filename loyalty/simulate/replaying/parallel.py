"""Several replays of one log at the same time: kernels let go of the interpreter, so threads share the log.

One progress is told for all of them, one wish to stop ends them all, the first that fails ends the others.
Each replay carries its own state, which is why only a few run at once.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from threading import Lock
from typing import Final, TypeAlias, TypeVar

from loyalty.errors import SimulationCancelled

T = TypeVar("T")
Item = TypeVar("Item")
Tell: TypeAlias = Callable[[int, int], None]
Stop: TypeAlias = Callable[[], bool]
Work: TypeAlias = Callable[[Item, Tell, Stop], T]

THREADS_MAX: Final = 4
"""At once, unless told otherwise: each holds a whole state of all members."""
HEARING: Final = 0.2
"""Seconds between two looks at what the outside wants."""


def side_by_side(
    items: Sequence[Item], work: Work[Item, T], *, tell: Tell, cancelled: Stop, threads: int | None = None
) -> tuple[T, ...]:
    """What the work makes of each item, in their order; `tell` hears of all orders of all of them.

    Raises SimulationCancelled when `cancelled` says so, and whatever the work raises.
    """
    gauge = _Gauge(len(items), tell, cancelled)
    pool = ThreadPoolExecutor(threads or min(os.cpu_count() or 1, THREADS_MAX))
    try:
        futures = [
            pool.submit(work, item, gauge.teller(place), gauge.stopped) for place, item in enumerate(items)
        ]
        _wait(futures)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # before the halt: nobody begins another one
        gauge.halt()
        pool.shutdown()
    _raise_first(futures, gauge)
    return tuple(future.result() for future in futures)


def _wait(futures: Sequence[Future[T]]) -> None:
    """Until all are done or one has failed, in short waits: a long one would not hear Ctrl-C."""
    while True:
        done, running = wait(futures, timeout=HEARING, return_when=FIRST_EXCEPTION)
        if not running or any(future.exception() for future in done):
            return


class _Gauge:
    """How far all of them are together, and whether they should go on."""

    def __init__(self, count: int, tell: Tell, cancelled: Stop) -> None:
        self._tell = tell
        self._cancelled = cancelled
        self._lock = Lock()
        self._done = [0] * count
        self._totals = [0] * count
        self._halted = False

    def teller(self, place: int) -> Tell:
        """What the replay at this place tells."""

        def told(done: int, total: int) -> None:
            with self._lock:
                self._done[place], self._totals[place] = done, total
                self._tell(*self.sums())

        return told

    def stopped(self) -> bool:
        """Whether somebody wants an end, or one of them has failed."""
        with self._lock:
            self._halted = self._halted or self._cancelled()
            return self._halted

    def halt(self) -> None:
        """Whoever still runs ends at the next stretch."""
        with self._lock:
            self._halted = True

    def sums(self) -> tuple[int, int]:
        """Orders done, and orders there are; those that have said nothing yet count like the longest."""
        most = max(self._totals, default=0)
        return sum(self._done), sum(total or most for total in self._totals)


def _raise_first(futures: Sequence[Future[T]], gauge: _Gauge) -> None:
    """The reason why they ended early; that the others were stopped only follows from it."""
    errors = [error for future in futures if not future.cancelled() and (error := future.exception())]
    for error in errors:
        if not isinstance(error, SimulationCancelled):
            raise error
    if errors:
        done, total = gauge.sums()
        raise SimulationCancelled(done=done, total=total)
