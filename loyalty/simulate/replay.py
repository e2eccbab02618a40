"""The replay: every event of a log through the compiled kernels, exact, with progress and a way to stop.

The kernels run a stretch of events at a time; between two stretches the state stands in plain arrays, so that
progress can be told, a wish to stop be heard, and single events be looked at for the audit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from inspect import signature
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from loyalty.errors import SimulationCancelled
from loyalty.kernels import events
from loyalty.kernels.calendar import day_of, month_of
from loyalty.plan.tables import Plan
from loyalty.simulate.answers import item_bits, item_prices
from loyalty.simulate.compiled import TABLE_OF, Kernels, kernels
from loyalty.simulate.feed import Feed, feed
from loyalty.simulate.log import OrderLog
from loyalty.simulate.settings import Settings
from loyalty.simulate.state import (
    Tables,
    fresh_state,
    grow,
    kept_orders,
    plan_arrays,
    results,
    scratch,
)
from loyalty.when import to_us

CHUNK: Final = 65_536
Tell: TypeAlias = Callable[[int, int], None]


@dataclass
class Replay:
    """One plan over one log: its tables, and how far it has come."""

    plan: Plan
    log: OrderLog
    settings: Settings
    feed: Feed
    tables: Tables
    kernels: Kernels

    @property
    def total(self) -> int:
        """Events to process."""
        return int(self.feed.order.size)

    def run(self, stops: NDArray[np.int64], tell: Tell, cancelled: Callable[[], bool]) -> Iterator[int]:
        """Process every event; yields each stop (a place in the order) before and after it is processed.

        Raises SimulationCancelled when `cancelled` says so between two stretches.
        """
        self._call("begin", 0, len(self.log.member_ids))
        stop = 0
        for first in range(0, self.total, CHUNK):
            if cancelled():
                raise SimulationCancelled(done=first, total=self.total)
            last = min(first + CHUNK, self.total)
            self.tables.update(self.feed.chunk(first, last))
            done = first
            while stop < stops.size and stops[stop] < last:
                here = int(stops[stop])
                self._advance(done - first, here - first)
                yield here
                self._advance(here - first, here + 1 - first)
                yield here
                done, stop = here + 1, stop + 1
            self._advance(done - first, last - first)
            tell(last, self.total)
        self._finish()

    def _advance(self, first: int, last: int) -> None:
        """Run events of the chunk, making room in growing tables whenever the kernel asks for it."""
        while first < last:
            meters = self.tables["meters"]
            meters["trail_room"] = len(self.tables["trail"])
            meters["shares_room"] = len(self.tables["shares"])
            first = self._call("step", first, last)
            if first < last:
                lines = int(np.diff(self.log.doc_line_start).max(initial=1)) * max(len(self.plan.offers), 1)
                most = int(self.tables["members"]["room"].max(initial=0)) * self.plan.settings().groups
                grow(self.tables, "shares", int(meters["shares"][0]) + lines)
                grow(self.tables, "trail", int(meters["trail"][0]) + most)

    def _finish(self) -> None:
        """Bring every member up to the last instant of the log."""
        members = len(self.log.member_ids)
        self._call("finish", 0, members, int(self.log.last_at))

    def _call(self, name: str, *numbers: int) -> int:
        tables = [self.tables[TABLE_OF.get(one, one)] for one in _tables_of(name)]
        return self.kernels[name](*numbers, *tables)


def prepare(plan: Plan, log: OrderLog, settings: Settings, *, with_kernels: Kernels | None = None) -> Replay:
    """Everything laid out for a run; `with_kernels` runs other bindings of the same kernels."""
    kept = kept_orders(log, replayed=settings.returns == "replay")
    tables = {**plan_arrays(plan), **fresh_state(plan, log, kept), **scratch(plan, log)}
    _set_span(tables["plan"], plan, log, settings)
    spanned = int(tables["plan"]["months"][0])
    tables.update(results(plan, len(log.doc_at), spanned))
    tables["items"], tables["prices"] = item_bits(plan, log), item_prices(plan, log)
    return Replay(plan, log, settings, feed(plan, log, kept, settings), tables, with_kernels or kernels())


def _set_span(row: np.ndarray[Any, Any], plan: Plan, log: OrderLog, settings: Settings) -> None:
    """The months a result reports, in the programme's zone."""
    zone = plan.tables["zone"]
    first = int(log.first_at)
    if settings.warm_up_until is not None:
        row["measure_from"] = to_us(settings.warm_up_until)
        first = min(max(first, to_us(settings.warm_up_until)), int(log.last_at))
    month = month_of(day_of(zone, first))
    row["month_first"] = month
    row["months"] = month_of(day_of(zone, int(log.last_at))) - month + 1


@lru_cache(maxsize=8)
def _tables_of(name: str) -> tuple[str, ...]:
    """The table parameters of an entry kernel, in order; they follow its numbers."""
    names = tuple(signature(getattr(events, name)).parameters)
    return names[names.index("plan") :]
