"""A fresh process comes to the same sums, and tells what it took."""

from __future__ import annotations

from tests.bench.children import child
from tests.bench.history import Shape, history
from tests.bench.logs import log_of
from tests.bench.replays import plan_of, replayed, sums_of

SMALL = Shape(lines=6_000)


def test_a_fresh_process_comes_to_the_same_sums(tmp_path):
    replay, _costs = replayed(plan_of("reference"), log_of(SMALL), rounds=1)
    run = child("totals", str(history(SMALL)), str(tmp_path))
    assert run.told["sums"] == sums_of(replay)
    assert run.cpu > 0
    assert run.told["peak_mb"] > run.told["packed_mb"] > 0
