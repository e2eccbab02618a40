"""Replays run to their end, and their tables compared."""

import numpy as np

from loyalty.plan import lower
from loyalty.rules.program import Program
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.compiled import Kernels, zeros
from loyalty.simulate.replaying.replay import Replay, prepare
from loyalty.simulate.replaying.settings import Settings
from loyalty.simulate.replaying.state import Tables

SCRATCH = (
    "work", "sums", "verdicts", "rivals", "picks", "adjusts", "grants", "quote", "risen", "journal", "meters",
)  # fmt: skip
NOTHING = np.zeros(0, np.int64)


def finished(
    program: Program, log: OrderLog, settings: Settings, *, with_kernels: Kernels | None = None
) -> Replay:
    """The replay after its last event."""
    replay = ready(program, log, settings, with_kernels=with_kernels)
    run_out(replay)
    return replay


def ready(
    program: Program, log: OrderLog, settings: Settings, *, with_kernels: Kernels | None = None
) -> Replay:
    """The replay before its first event, with so little room that growing tables grow."""
    replay = prepare(lower(program), log, settings, with_kernels=with_kernels)
    replay.tables.update({name: zeros(name, 1) for name in ("trail", "shares")})
    return replay


def run_out(replay: Replay) -> None:
    """Process every event without a stop."""
    for _stop in replay.run(NOTHING, lambda _done, _total: None, lambda: False):
        raise AssertionError


def unlike(one: Tables, other: Tables, *, but: tuple[str, ...] = ()) -> list[str]:
    """The tables that differ, in any row or column."""
    return [name for name in one if name not in but and not np.array_equal(one[name], other[name])]
