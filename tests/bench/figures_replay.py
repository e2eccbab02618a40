"""Orders a second and core with twenty offers over eight lanes, beside plain Python on the same kernels."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from loyalty.plan import Plan
from tests.bench.history import Shape
from tests.bench.logs import log_of
from tests.bench.options import Options
from tests.bench.replays import (
    Replay,
    as_rows,
    budgeted_plan,
    interpret,
    opened,
    plan_of,
    replayed,
    share_applied,
    share_eligible,
    unlike,
)
from tests.bench.table import Figure

PLAIN_ORDERS = 20_000
"""Orders that plain Python replays: enough to meet every rule, few enough to wait for."""


def replay20(options: Options) -> list[Figure]:
    """The whole run over a history of three lines an order, by member and in the order of events."""
    orders = options.shape20.orders
    by_member = _measured(
        "20 offers over 8 lanes + tiers + points: M orders/s/core", plan_of("twenty_offers"), options
    )
    in_order = _measured(
        "the same with 2 budgets and a total limit: M orders/s/core", budgeted_plan(orders), options
    )
    return [replace(by_member, aim=1.0), in_order]


def _measured(what: str, plan: Plan, options: Options) -> Figure:
    replay, costs = replayed(plan, log_of(options.shape20), rounds=options.rounds)
    assert int(replay.tables["by_month"]["orders"].sum()) == options.shape20.orders
    assert int(replay.tables["by_month"]["off"].sum()) == int(replay.tables["by_offer"]["cost"].sum())
    whole, events = (1e6 * seconds / replay.total for seconds in (costs.whole, costs.run))
    way = "in the order of events" if plan.couples_members else "by member"
    return Figure(
        what=what,
        got=1 / whole,
        at_least=True,
        digits=2,
        notes=(
            described(replay),
            f"{whole:.2f} µs an order, {way}: laying out {whole - events:.2f}, events {events:.2f}",
        ),
    )


def plain20(options: Options) -> list[Figure]:
    """Compiled kernels against plain Python running the same kernels over the same events."""
    plan = plan_of("twenty_offers")
    log = log_of(Shape(lines=3 * PLAIN_ORDERS, mean_lines=(3, 1)))
    plain = opened(plan, log)
    rows = as_rows(plain)
    start = time.process_time()
    interpret(rows, 0, plain.total)
    slow = time.process_time() - start
    fast = np.inf
    for _ in range(max(options.rounds, 5)):
        compiled = opened(plan, log)
        start = time.process_time()
        compiled._advance(0, compiled.total)
        fast = min(fast, time.process_time() - start)
    assert unlike(rows, compiled) == []
    each = 1e6 / compiled.total
    return [
        Figure(
            what="20 offers over 8 lanes + tiers + points: × plain Python",
            got=slow / fast,
            must=25,
            aim=50,
            at_least=True,
            digits=1,
            notes=(
                described(compiled),
                f"kernels alone, µs an order: plain Python {each * slow:.1f}, compiled {each * fast:.2f}",
                "every table equal, row by row",
            ),
        )
    ]


def described(replay: Replay) -> str:
    """What was replayed: size, mean lines, share of offers eligible and applied."""
    lines = len(replay.log.line_item) / replay.total
    return (
        f"{replay.total:,} orders of {len(replay.log.member_ids):,} members, mean {lines:.2f} lines, "
        f"{100 * share_eligible(replay):.0f} % eligible, {100 * share_applied(replay):.0f} % applied"
    )
