"""The replay: every event of a log through the compiled kernels, exact, with progress and a way to stop.

The kernels run a stretch of events at a time; between two stretches the state stands in plain arrays, so that
progress can be told, a wish to stop be heard, and single events be looked at for the audit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from inspect import signature
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from loyalty.errors import SimulationCancelled
from loyalty.kernels import events
from loyalty.kernels.calendar import day_of, month_of
from loyalty.plan.tables import Plan
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.compiled import TABLE_OF, Kernels, kernels, zeros
from loyalty.simulate.replaying.feed import Feed
from loyalty.simulate.replaying.gifts import keeps_coupons, stride_of
from loyalty.simulate.replaying.groundwork import Groundwork
from loyalty.simulate.replaying.settings import Settings
from loyalty.simulate.replaying.state import (
    Tables,
    fresh_state,
    grow,
    offer_words,
    plan_arrays,
    results,
    scratch,
)
from loyalty.when import to_us

CHUNK: Final = 16_384
"""Events laid out at a time; their tables stay in the processor's cache."""
Tell: TypeAlias = Callable[[int, int], None]


@dataclass
class Replay:
    """One plan over one log, or over some of its members: its tables, and how far it has come."""

    plan: Plan
    log: OrderLog
    settings: Settings
    feed: Feed
    tables: Tables
    kernels: Kernels
    span: tuple[int, int]
    """Places of the order of processing."""
    members: tuple[int, int]

    @property
    def total(self) -> int:
        """Events to process."""
        return self.span[1] - self.span[0]

    def run(self, stops: NDArray[np.int64], tell: Tell, cancelled: Callable[[], bool]) -> Iterator[int]:
        """Process every event; yields each stop (a place in the order) before and after it is processed.

        Raises SimulationCancelled when `cancelled` says so between two stretches.
        """
        start, end = self.span
        stride = int(self.tables["plan"]["stride"][0])
        waiting = iter(stops[np.searchsorted(stops, start) : np.searchsorted(stops, end)].tolist())
        stop = next(waiting, end)
        self._call("begin", *self.members)
        first = start
        while first < end:
            if cancelled():
                raise SimulationCancelled(done=first - start, total=self.total)
            last = self.feed.lay(first, min(first + CHUNK, end), self.tables, stride=stride)
            done = first
            while stop < last:
                self._advance(done - first, stop - first)
                yield stop
                self._advance(stop - first, stop + 1 - first)
                yield stop
                done, stop = stop + 1, next(waiting, end)
            self._advance(done - first, last - first)
            self.feed.keep(last - first, offer_words(len(self.plan.offers)), self.tables)
            first = last
            tell(last - start, self.total)
        if self.plan.program.issuances:
            self._call("give_out", *self.members, int(self.log.last_at), len(self.log.doc_at))
        self._call("finish", *self.members, int(self.log.last_at))

    def _advance(self, first: int, last: int) -> None:
        """Run laid out events, making room in growing tables whenever the kernel asks for it."""
        while first < last:
            meters = self.tables["meters"]
            meters["trail_room"] = len(self.tables["trail"])
            meters["shares_room"] = len(self.tables["shares"])
            first = self._call("step", first, last)
            if first < last:
                lines = len(self.tables["work"]) * max(len(self.plan.offers), 1)
                most = int(self.tables["members"]["room"].max(initial=0)) * self.plan.settings().groups
                grow(self.tables, "shares", int(meters["shares"][0]) + lines)
                grow(self.tables, "trail", int(meters["trail"][0]) + most)

    def _call(self, name: str, *numbers: int) -> int:
        tables = [self.tables[TABLE_OF.get(one, one)] for one in _tables_of(name)]
        return self.kernels[name](*numbers, *tables)

    def split(self, count: int) -> list[Replay]:
        """The replay as up to `count` that may run side by side, each over members of its own.

        They share what is kept by member or document; sums are their own until `gather`. Members who share
        limits or budgets stay together.
        """
        if self.plan.couples_members or count < 2 or not self.total:  # noqa: PLR2004 - one is no split
            return [self]
        ordered = self.feed.member[self.feed.order]
        cuts = [ordered[self.total * part // count] for part in range(1, count)]
        people = [0, *np.maximum.accumulate(np.maximum(cuts, 0)).tolist(), len(self.log.member_ids)]
        places = [0, *np.searchsorted(ordered, people[1:-1]).tolist(), self.total]
        return [
            replace(
                self,
                tables={**self.tables, **self._own_tables()},
                span=(places[part], places[part + 1]),
                members=(people[part], people[part + 1]),
            )
            for part in range(count)
        ]

    def _own_tables(self) -> Tables:
        """What each of several replays side by side needs for itself."""
        sums = {name: np.zeros_like(self.tables[name]) for name in SUMS}
        growing = {name: np.zeros_like(self.tables[name]) for name in ("trail", "shares")}
        opens = {"opens": self.tables["opens"].copy()}
        return {**sums, **growing, **opens, **scratch(self.plan, self.log), **laid(self.plan, self.log)}

    def gather(self, parts: list[Replay]) -> None:
        """Add up the sums of replays that ran side by side."""
        for name in SUMS:
            if parts != [self]:
                for field in self.tables[name].dtype.names or ():
                    self.tables[name][field] = sum(part.tables[name][field] for part in parts)


def prepare(
    plan: Plan,
    log: OrderLog,
    settings: Settings,
    *,
    with_kernels: Kernels | None = None,
    ground: Groundwork | None = None,
) -> Replay:
    """Everything laid out for a run; `with_kernels` runs other bindings of the same kernels.

    Replays of one log under the same settings may share a `ground`, also in threads.
    """
    base = ground or Groundwork(log, settings)
    tables = {**plan_arrays(plan), **fresh_state(plan, log, base.kept)}
    tables |= scratch(plan, log) | laid(plan, log)
    _set_span(tables["plan"], plan, log, settings)
    fed = base.feed(plan)
    months = int(tables["plan"]["months"][0])
    tables.update(results(plan, log, months, articles=fed.articles.of.size))
    tables["items"], tables["prices"] = base.items(plan), base.prices(plan)
    return Replay(
        plan,
        log,
        settings,
        fed,
        tables,
        with_kernels or kernels(),
        span=(0, int(fed.order.size)),
        members=(0, len(log.member_ids)),
    )


def laid(plan: Plan, log: OrderLog) -> Tables:
    """Room for a stretch of events, their lines and answers."""
    widest = int(np.diff(log.doc_line_start).max(initial=1))
    events = min(CHUNK, len(log.doc_at))
    lines = max(min(LINES, len(log.line_item)), widest)
    sizes = {"orders": events, "order_lines": lines, "eligible": events * plan.words, "told": events}
    sizes["told_applied"] = events * offer_words(len(plan.offers))
    return {name: zeros(name, size) for name, size in sizes.items()}


LINES: Final = 4 * CHUNK
"""Lines laid out at a time, unless one order holds more."""
SUMS: Final = (
    "by_month",
    "by_offer",
    "by_offer_month",
    "by_level",
    "by_item",
    "by_gift",
    "refusals",
    "moves",
)


def _set_span(row: np.ndarray[Any, Any], plan: Plan, log: OrderLog, settings: Settings) -> None:
    """The months a result reports, in the programme's zone; names of lots, and whether coupons are kept."""
    zone = plan.tables["zone"]
    first = int(log.first_at)
    if settings.warm_up_until is not None:
        row["measure_from"] = to_us(settings.warm_up_until)
        first = min(max(first, to_us(settings.warm_up_until)), int(log.last_at))
    month = month_of(day_of(zone, first))
    row["month_first"] = month
    row["months"] = month_of(day_of(zone, int(log.last_at))) - month + 1
    row["stride"] = stride_of(plan, log)
    if not keeps_coupons(plan, settings):
        row["coupons"] = 0


@lru_cache(maxsize=8)
def _tables_of(name: str) -> tuple[str, ...]:
    """The table parameters of an entry kernel, in order; they follow its numbers."""
    names = tuple(signature(getattr(events, name)).parameters)
    return names[names.index("plan") :]
