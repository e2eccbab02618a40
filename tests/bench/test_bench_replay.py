"""Compiled replay against plain Python on the same kernels: equal results first, then the ratio."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from loyalty.demo import write_sample_shop
from loyalty.kernels import events
from loyalty.plan import lower
from loyalty.rules.document import load_program
from loyalty.simulate import OrderLog, Settings
from loyalty.simulate.compiled import TABLE_OF
from loyalty.simulate.replay import CHUNK, Replay, _tables_of, prepare
from tests.bench.tables import as_rows, interpret

EVENTS = 3_000
RATIO_MUST = 25
NOTHING = np.zeros(0, np.int64)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[OrderLog, Path]:
    shop = write_sample_shop(tmp_path_factory.mktemp("shop"))
    return OrderLog.read(shop.orders, members=shop.members), shop.programs[0]


def fresh(sample: tuple[OrderLog, Path]) -> Replay:
    log, program = sample
    replay = prepare(lower(load_program(program)), log, Settings())
    replay._call("begin", 0, len(log.member_ids))
    replay.tables.update(replay.feed.chunk(0, min(CHUNK, replay.total)))
    room = 64 * EVENTS
    for name in ("trail", "shares"):
        replay.tables[name] = np.zeros(room, replay.tables[name].dtype)
    replay.tables["meters"]["trail_room"] = replay.tables["meters"]["shares_room"] = room
    return replay


def timed(replay: Replay) -> float:
    """CPU seconds of the first events."""
    start = time.process_time()
    replay._advance(0, EVENTS)
    return time.process_time() - start


def test_compiled_kernels_are_equal_to_plain_python_and_many_times_faster(sample):
    compiled, plain = fresh(sample), fresh(sample)
    rows = as_rows(plain)
    start = time.process_time()
    interpret(rows, 0, EVENTS)
    slow = time.process_time() - start
    fast = min(timed(again) for again in (compiled, fresh(sample), fresh(sample)))
    for name in (
        "outcomes",
        "members",
        "standings",
        "by_month",
        "by_offer",
        "kept_orders",
        "awards",
        "funds",
    ):
        assert [tuple(one.as_dict().values()) for one in rows[name]] == compiled.tables[name].tolist(), name
    assert slow >= RATIO_MUST * fast


def test_replay_of_the_sample_shop(benchmark, sample):
    def setup():
        return (prepare(lower(load_program(sample[1])), sample[0], Settings()),), {}

    def run(replay):
        list(replay.run(NOTHING, lambda _done, _total: None, lambda: False))
        return int(replay.tables["by_month"]["orders"].sum())

    placed = benchmark.pedantic(run, setup=setup, rounds=3)
    assert placed == int((sample[0].doc_kind == 0).sum())


def test_every_table_a_kernel_takes_is_one_of_the_replays(sample):
    replay = fresh(sample)
    names = {TABLE_OF.get(one, one) for entry in ("step", "begin", "finish") for one in _tables_of(entry)}
    assert names <= set(replay.tables)
    assert callable(events.step)
