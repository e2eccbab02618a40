"""The replay under the bench: right on small histories first, then timed."""

from __future__ import annotations

import pytest

from loyalty.kernels import events
from loyalty.simulate.replaying.compiled import TABLE_OF
from loyalty.simulate.replaying.replay import _tables_of
from tests.bench import by_hand
from tests.bench.history import Shape
from tests.bench.logs import log_of
from tests.bench.replays import (
    as_rows,
    budgeted_plan,
    interpret,
    opened,
    plan_of,
    replayed,
    run_out,
    share_applied,
    share_eligible,
    unlike,
    unrun,
)

SMALL = Shape(lines=6_000, mean_lines=(3, 1))


@pytest.mark.parametrize("name", ["reference", "twenty_offers"])
def test_plain_python_fills_every_table_as_compiled_code_does(name):
    plan, log = plan_of(name), log_of(SMALL)
    compiled = opened(plan, log)
    rows = as_rows(compiled)
    interpret(rows, 0, compiled.total)
    compiled._advance(0, compiled.total)
    assert unlike(rows, compiled) == []


def test_a_table_that_differs_is_named():
    plan, log = plan_of("reference"), log_of(SMALL)
    compiled = opened(plan, log)
    rows = as_rows(compiled)
    interpret(rows, 0, 1)
    assert "told" in unlike(rows, compiled)


@pytest.mark.parametrize("skew", ["mix", "zipf"])
def test_the_reference_rules_written_by_hand_add_up_to_the_replay(skew):
    log = log_of(Shape(lines=50_000, skew=skew))
    replay, _costs = replayed(plan_of("reference"), log, rounds=1)
    sums = by_hand.run(by_hand.pack(log))
    assert by_hand.differences(sums, replay) == []
    assert sums.months[:, by_hand.MONTH_SUMS.index("expired")].sum() > 0
    assert (sums.levels[:, 0] > 0).all()


def test_a_minor_unit_too_many_is_a_difference():
    log = log_of(SMALL)
    replay, _costs = replayed(plan_of("reference"), log, rounds=1)
    sums = by_hand.run(by_hand.pack(log))
    sums.months[3, by_hand.MONTH_SUMS.index("off")] += 1
    assert len(by_hand.differences(sums, replay)) == 1


def test_twenty_offers_over_eight_lanes_are_what_they_are_said_to_be():
    plan, log = plan_of("twenty_offers"), log_of(SMALL)
    replay, _costs = replayed(plan, log, rounds=1)
    assert (len(plan.offers), len(plan.program.lanes)) == (20, 8)
    assert 0.8 < share_eligible(replay) < 0.9
    assert 0.15 < share_applied(replay) < 0.3
    assert (replay.tables["by_offer"]["count"] > 0).all()


def test_what_members_share_ends_on_the_way_and_is_never_overdrawn():
    log = log_of(SMALL)
    plan = budgeted_plan(SMALL.orders)
    replay, _costs = replayed(plan, log, rounds=1)
    funds, uses = replay.tables["funds"], replay.tables["shared"]["used"]
    assert plan.couples_members
    assert (funds["denied"] > 0).all()
    assert (funds["spent"] <= funds["amount"]).all()
    assert uses[0] == SMALL.orders // 10


def test_replay_of_twenty_offers(benchmark):
    plan, log = plan_of("twenty_offers"), log_of(SMALL)
    expected, _costs = replayed(plan, log, rounds=1)

    def setup():
        return (unrun(plan, log),), {}

    def run(replay):
        run_out(replay)
        return replay.tables["by_month"].tolist()

    assert benchmark.pedantic(run, setup=setup, rounds=5) == expected.tables["by_month"].tolist()


def test_every_table_a_kernel_takes_is_one_of_the_replays():
    replay = opened(plan_of("twenty_offers"), log_of(SMALL))
    names = {TABLE_OF.get(one, one) for entry in ("step", "begin", "finish") for one in _tables_of(entry)}
    assert names <= set(replay.tables)
    assert callable(events.step)
