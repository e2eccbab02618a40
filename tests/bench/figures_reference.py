"""The reference rules over the whole history: warm, cold, memory, beside DuckDB and code by hand."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.bench import by_hand
from tests.bench.children import Child, cheapest
from tests.bench.clock import timed
from tests.bench.figures_replay import described
from tests.bench.history import history
from tests.bench.logs import PACKS, log_of, read
from tests.bench.options import Options
from tests.bench.replays import Costs, Replay, plan_of, replayed, sums_of
from tests.bench.table import Figure
from tests.bench.yardsticks import FULL, LIGHT, grouped


@dataclass(frozen=True, slots=True)
class Yardsticks:
    """CPU seconds of other ways to go over the same history, and what the rules add up to."""

    full: float
    light: float
    by_hand: float
    sums: dict[str, int]

    def told(self, seconds: float) -> str:
        """A figure of ours beside all of them."""
        light, hand = seconds / self.light, self.by_hand / self.full
        return (
            f"{seconds:.3f} s ÷ {self.full:.3f} s of DuckDB; ÷ {self.light:.3f} s of its query of member and "
            f"net: {light:.1f}; by hand {self.by_hand:.3f} s: {hand:.2f}"
        )


@cache
def yardsticks(options: Options) -> Yardsticks:
    """Measured once a run; the hand-written rules must agree with the replay in every sum."""
    log, path = log_of(options.shape), history(options.shape)
    full, light = (grouped(path, query, options.shape, rounds=options.rounds) for query in (FULL, LIGHT))
    assert full.result == light.result == int(log.line_net.sum())
    packed = by_hand.pack(log)
    by_hand.run(packed)
    hand = timed(lambda: by_hand.run(packed), rounds=options.rounds)
    replay, _costs = replayed(plan_of("reference"), log, rounds=1)
    assert by_hand.differences(hand.result, replay) == []
    return Yardsticks(full.seconds, light.seconds, hand.seconds, sums_of(replay))


def warm(options: Options) -> list[Figure]:
    """The packed file is there: opened, laid out, replayed, summed up."""
    beside = yardsticks(options)
    if PACKS:
        replay, opening, costs = _from_packed(options)
        how = f"opened from its packed file in {opening:.3f} s"
    else:
        replay, costs = replayed(plan_of("reference"), log_of(options.shape), rounds=options.rounds)
        opening, how = 0.0, "the log is held in memory: this library keeps no packed file"
    assert sums_of(replay) == beside.sums
    seconds = opening + costs.whole
    return [
        Figure(
            what="reference rules, warm ÷ DuckDB scan + group by member",
            got=seconds / beside.full,
            must=8,
            aim=4,
            notes=(
                described(replay),
                beside.told(seconds),
                f"{how}; laid out {costs.prepare:.3f} s, events {costs.run:.3f} s",
                " ".join(FULL.split()),
            ),
        )
    ]


def _from_packed(options: Options) -> tuple[Replay, float, Costs]:
    """The cheapest run from the packed file to the sums: the replay, seconds of opening, its own costs."""
    plan, path = plan_of("reference"), history(options.shape)
    with tempfile.TemporaryDirectory() as folder:
        read(path, kept=Path(folder))
        best: tuple[Replay, float, Costs] | None = None
        for _ in range(options.rounds):
            start = time.process_time()
            log = read(path, kept=Path(folder))
            opening = time.process_time() - start
            replay, costs = replayed(plan, log, rounds=1)
            if best is None or opening + costs.whole < best[1] + best[2].whole:
                best = replay, opening, costs
    assert best is not None
    return best


@cache
def _cold(options: Options) -> Child:
    """Fresh processes from the Parquet file to the sums; compiled kernels lie in the cache."""
    runs = []
    for _ in range(options.rounds):
        with tempfile.TemporaryDirectory() as folder:
            runs.append(cheapest("totals", str(history(options.shape)), folder, rounds=1))
    return min(runs, key=lambda one: one.cpu)


def cold(options: Options) -> list[Figure]:
    """Everything included: interpreter, imports, reading, packing, replay."""
    beside, run = yardsticks(options), _cold(options)
    assert run.told["sums"] == beside.sums
    return [
        Figure(
            what="the same, cold from Parquet, everything included",
            got=run.cpu / beside.full,
            must=12,
            aim=6,
            notes=(f"a fresh process, {run.wall:.1f} s by the wall; {beside.told(run.cpu)}",),
        )
    ]


def memory(options: Options) -> list[Figure]:
    """The most a fresh process holds from the Parquet file to the sums."""
    run = _cold(options)
    packed = run.told["packed_mb"]
    return [
        Figure(
            what="peak memory",
            got=run.told["peak_mb"],
            must=500 + 4 * packed,
            aim=300 + 3 * packed,
            unit=" MB",
            digits=0,
            notes=(
                f"packed {packed:.0f} MB ({1e6 * packed / options.lines:.1f} bytes a line, orders included)",
                "bounds 500 MB + 4 × and 300 MB + 3 × packed; the process of the cold figure",
            ),
        )
    ]


def whole(options: Options) -> list[Figure]:
    """The cold run with all that `simulate` adds: baseline, audit, every table of the result."""
    with tempfile.TemporaryDirectory() as folder:
        run = cheapest("result", str(history(options.shape)), folder, rounds=1)
    assert run.told["sums"]["orders"] == options.shape.orders
    audited, peak = run.told["audited"], run.told["peak_mb"]
    return [
        Figure(
            what="a whole `simulate`, cold, with audit and result: CPU",
            got=run.cpu,
            unit=" s",
            notes=(f"{audited:,} orders re-run through the live engine; peak memory {peak:.0f} MB",),
        )
    ]
