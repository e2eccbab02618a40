"""The generated histories are what the bench says they are."""

from __future__ import annotations

import polars as pl
import pytest

from tests.bench.history import Shape, frame, history
from tests.bench.logs import read

MIX = Shape(lines=20_000)
ZIPF = Shape(lines=20_000, skew="zipf")


def test_a_seed_makes_the_same_history_again():
    assert frame(MIX).equals(frame(MIX))
    assert not frame(MIX).equals(frame(Shape(lines=20_000, seed=2)))


@pytest.mark.parametrize(
    "shape", [MIX, ZIPF, Shape(lines=3_000, mean_lines=(3, 1)), Shape(lines=1_000, mean_lines=(2, 1))]
)
def test_lines_and_orders_are_exactly_as_many_as_wanted(shape):
    rows = frame(shape)
    assert rows.height == shape.lines
    assert rows["order_id"].n_unique() == shape.orders


def test_in_the_mix_every_member_buys_and_some_far_more_than_others():
    orders = frame(MIX).unique("order_id")["member_id"].value_counts()["count"]
    assert orders.len() == MIX.members
    assert orders.max() > 4 * orders.median()


def test_under_zipf_the_first_member_owns_a_large_part():
    orders = frame(ZIPF).unique("order_id")["member_id"].value_counts()["count"]
    assert orders.max() > ZIPF.orders // 10


def test_a_log_takes_every_row_as_it_is():
    rows = frame(MIX)
    log = read(history(MIX))
    assert (log.problems.entries, log.problems.rows_in) == ((), MIX.lines)
    assert len(log.doc_at) == MIX.orders
    assert int(log.line_net.sum()) == rows["line_net"].sum()
    assert log.channels == sorted(rows["channel"].cast(pl.String).unique())


def test_an_order_has_one_instant_one_member_and_lines_from_one_on():
    by_order = (
        frame(MIX)
        .group_by("order_id")
        .agg(
            pl.col("ordered_at", "member_id", "channel").n_unique(),
            (pl.col("line_no").sort() == pl.int_range(1, pl.len() + 1)).all().alias("numbered"),
        )
    )
    assert by_order["numbered"].all()
    assert by_order.select(pl.col("ordered_at", "member_id", "channel").max()).row(0) == (1, 1, 1)
