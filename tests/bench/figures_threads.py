"""What a second thread brings: the one figure that needs the clock on the wall, and so a machine at rest."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np

from tests.bench.figures_replay import described
from tests.bench.logs import log_of
from tests.bench.options import Options
from tests.bench.replays import Replay, plan_of, run_out, unrun
from tests.bench.table import Figure

RESULTS: Final = ("by_month", "by_offer", "by_level", "by_item", "refusals", "moves", "outcomes", "members")


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds of one replay."""

    whole: float
    """By the wall, laying out included."""
    events: float
    """By the wall, from the first event to the sums."""
    longest: float
    """CPU seconds of the thread that had most to do."""


def threads(options: Options) -> list[Figure]:
    """The reference rules over half of the members each, beside one thread over all of them; by turns."""
    first: Replay | None = None
    runs: dict[int, list[Run]] = {1: [], 2: []}
    for _ in range(max(options.rounds, 7)):
        for count, done in runs.items():
            replay, run = _run(options, count)
            first = first or replay
            assert [
                name for name in RESULTS if not np.array_equal(first.tables[name], replay.tables[name])
            ] == []
            done.append(run)
    assert first is not None
    one, two = (
        Run(*(min(getattr(run, part) for run in done) for part in Run.__slots__)) for done in runs.values()
    )
    return [
        Figure(
            what="2 threads ÷ 1 thread",
            got=one.events / two.events,
            must=1.6,
            aim=1.9,
            at_least=True,
            unit=" ×",
            digits=2,
            notes=(
                described(first),
                f"by the wall, from the first event to the sums: {one.events:.3f} s, {two.events:.3f} s",
                f"load of the machine {os.getloadavg()[0]:.1f}: more than 2 and the wall says nothing",
                f"CPU of one thread ÷ of the busier of two: {one.longest / two.longest:.2f} ×",
                f"with laying out, which one thread does: {one.whole / two.whole:.2f} ×",
            ),
        )
    ]


def _run(options: Options, count: int) -> tuple[Replay, Run]:
    """A replay on so many threads."""
    start = time.perf_counter()
    replay = unrun(plan_of("reference"), log_of(options.shape))
    laid_out = time.perf_counter()
    parts = replay.split(count)
    with ThreadPoolExecutor(count) as pool:
        longest = max(pool.map(_timed, parts))
    replay.gather(parts)
    end = time.perf_counter()
    return replay, Run(end - start, end - laid_out, longest)


def _timed(part: Replay) -> float:
    start = time.thread_time()
    run_out(part)
    return time.thread_time() - start
