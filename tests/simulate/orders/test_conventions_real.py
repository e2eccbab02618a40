from pathlib import Path

import numpy as np
import polars as pl
import pytest

from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.orders.mapping import FileMapping
from tests.simulate.frames import adds_up, codes

WHOLE = {"currency": "=CNY"}
AS_LINES = WHOLE | {"unit_price": "总金额", "sku": "=ORDER", "quantity": "=1"}
RETAIL = FileMapping(constants={"currency": "GBP"}, return_prefix="C")


@pytest.mark.parametrize("mapping", [WHOLE, AS_LINES])
def test_a_shops_export_of_whole_orders_gives_what_was_made_of_it_by_hand(
    shared_data: Path, mapping: dict[str, str]
):
    path = shared_data / "raw" / "tmall_order_report.csv"
    log = OrderLog.read(path, mapping=mapping, zone="Asia/Shanghai")
    made = OrderLog.read(shared_data / "lines" / "tmall_2020.parquet")
    assert adds_up(log)
    assert (log.problems.rows_in, codes(log)["unpaid_order"]) == (28_010, 3_923)
    for name in ("doc_at", "doc_kind", "line_gross", "line_net", "line_units", "line_refund"):
        assert np.array_equal(np.sort(getattr(log, name)), np.sort(getattr(made, name))), name
    assert sorted(log.doc_ids) == sorted(order.removeprefix("R") for order in made.doc_ids)


def test_the_unpaid_orders_are_those_that_were_set_apart_by_hand(shared_data: Path):
    unpaid = pl.read_parquet(shared_data / "extra" / "tmall_2020.unpaid.parquet")
    log = OrderLog.read(shared_data / "raw" / "tmall_order_report.csv", mapping=WHOLE, zone="Asia/Shanghai")
    assert log.problem_rows is not None
    assert set(log.problem_rows.orders) == set(unpaid["order_id"])


def test_a_shops_export_of_lines_loads_and_differs_from_the_hand_made_one_by_what_was_set_apart(
    shared_data: Path,
):
    log = OrderLog.read(shared_data / "raw" / "uci_online_retail_2009_2010.parquet", mapping=RETAIL)
    assert adds_up(log)
    found = codes(log)
    # Set apart by hand too: 2,121 write-offs and 3 adjustments of debt. Once more than there: one line that
    # comes again after its order was interrupted, which without line numbers counts as a copy.
    assert (found["quantity_not_positive"], found["negative_money"], found["duplicate_row"]) == (2_121, 3, 1)
    made = pl.read_parquet(shared_data / "lines" / "uci_online_retail_ii.parquet")
    excluded = pl.read_parquet(shared_data / "extra" / "uci_online_retail_ii.excluded.parquet")
    # The other rows set apart by hand: free goods without a buyer, tests, one odd credit.
    year = excluded.filter(pl.col("InvoiceDate") <= "2010-12-09 20:01:00")
    kept = year.filter(~pl.col("reason").str.contains("write-off|bad-debt")).height
    lines = made.filter(
        pl.col("ordered_at") <= pl.lit("2010-12-09 20:01:00").str.to_datetime(time_zone="UTC")
    )
    assert log.problems.rows_used == lines.height + kept - 1
    returns = lines.filter(pl.col("kind") == "return")["order_id"].n_unique()
    assert int((log.doc_kind == 1).sum()) == returns + 5


def test_lines_of_a_shops_export_add_up_to_the_penny(shared_data: Path):
    path = shared_data / "raw" / "uci_online_retail_2009_2010.parquet"
    sold = ~pl.col("Invoice").str.starts_with("C") & (pl.col("Quantity") > 0) & (pl.col("Price") > 0)
    price = (pl.col("Price").cast(pl.String).cast(pl.Decimal(38, 4)) * 10_000).cast(pl.Int64)
    pennies = (price * pl.col("Quantity") + 50) // 100
    total = pl.read_parquet(path).filter(sold).select(pennies.sum()).item()
    log = OrderLog.read(path, mapping=RETAIL)
    kind = np.repeat(log.doc_kind, np.diff(log.doc_line_start))
    copy = 255
    assert int(log.line_gross[kind == 0].sum(dtype=np.int64)) == total - copy
