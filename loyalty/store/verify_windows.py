"""Uses of limits by their windows, as redemptions tell them.

An order's instant says its window; but one that comes late counted in the newest window that the limit had
seen, and one that was held counted when it was held. Their records say where. They are read only where the
counts are not what the instants say, which is seldom.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

import sqlalchemy as sa

from loyalty.facts.member import PlacedOrder
from loyalty.kernels.calendar import day_of, window_key
from loyalty.kernels.codes import PER_PROGRAM
from loyalty.plan.tables import Plan
from loyalty.store.documents import decode
from loyalty.store.tables import PLACED_ORDER, REDEMPTION

Counter: TypeAlias = tuple[str, int]
"""A limit's counter by its name and window."""


def uses_by_window(
    connection: sa.Connection, program_key: str, plans: Mapping[str, Plan], counted: Mapping[Counter, int]
) -> dict[Counter, int]:
    """Uses of each counter; an offer that applied counts where its terms had the limit.

    `counted` is what the counters say: where it is something else, records are read.
    """
    used: dict[Counter, int] = defaultdict(int)
    spans: dict[Counter, tuple[int, int]] = {}
    for row in connection.execute(_BY_INSTANT, {"program": program_key}):
        for counter in _counters(plans, row):
            used[counter] += row.uses
            first, last = spans.get(counter, (row.placed_us, row.placed_us))
            spans[counter] = min(first, row.placed_us), max(last, row.placed_us)
    read: set[Counter] = set()
    while wrong := {one for one in spans if used[one] != counted.get(one, 0)} - read:
        for name, window in sorted(wrong):
            for key in _elsewhere(connection, program_key, plans, (name, window), spans[name, window]):
                used[name, window] -= 1
                used[name, key] += 1
        read |= wrong
    return used


def _elsewhere(
    connection: sa.Connection,
    program_key: str,
    plans: Mapping[str, Plan],
    counter: Counter,
    span: tuple[int, int],
) -> Iterator[int]:
    """Windows in which orders of this counter's instants were counted instead."""
    name, window = counter
    told = {"program": program_key, "offer": _offer_of(name), "first": span[0], "last": span[1]}
    for row in connection.execute(_RECORDS, told):
        if counter in _counters(plans, row):
            order: PlacedOrder = decode(PlacedOrder, row.record)
            keys = [one.key for one in order.counted if one.shared and one.counter == name]
            yield from (key for key in keys if key != window)


def _counters(plans: Mapping[str, Plan], row: Any) -> list[Counter]:  # noqa: ANN401 - a redemption's row
    """The counters of a redemption by the terms it had, in the windows of its order's instant."""
    plan, terms = plans.get(row.program_hash), plans.get(row.terms_hash)
    if plan is None or terms is None:
        return []
    names = [name for name in terms.shared if _offer_of(name) == row.offer_id]
    return [(name, _window(plan, terms, name, row.placed_us)) for name in names]


def _offer_of(name: str) -> str:
    return name.split("/", maxsplit=1)[0]


def _window(plan: Plan, terms: Plan, name: str, at_us: int) -> int:
    """The window of a limit of some terms, on the calendar of the order's version."""
    limit = next(one for one in terms.tables["limits"] if _is_of(terms, one, name))
    return window_key(day_of(plan.tables["zone"], at_us), limit.each, plan.settings().week_start)


def _is_of(plan: Plan, limit: Any, name: str) -> bool:  # noqa: ANN401 - a kernel row
    return bool(limit.per == PER_PROGRAM and plan.shared[limit.slot] == name)


_LIVE: Final = (
    (REDEMPTION.c.program_key == sa.bindparam("program"))
    & (REDEMPTION.c.state == "live")
    & (PLACED_ORDER.c.program_key == REDEMPTION.c.program_key)
    & (PLACED_ORDER.c.order_id == REDEMPTION.c.order_id)
)
_TOLD: Final = (
    PLACED_ORDER.c.program_hash,
    REDEMPTION.c.terms_hash,
    REDEMPTION.c.offer_id,
    PLACED_ORDER.c.placed_us,
)
_BY_INSTANT: Final = sa.select(*_TOLD, sa.func.count().label("uses")).where(_LIVE).group_by(*_TOLD)
_RECORDS: Final = sa.select(*_TOLD, PLACED_ORDER.c.record).where(
    _LIVE,
    REDEMPTION.c.offer_id == sa.bindparam("offer"),
    PLACED_ORDER.c.placed_us.between(sa.bindparam("first"), sa.bindparam("last")),
)
