"""What is wrong with the sample shop's file: the handful of bad rows that every real export has.

Bad rows are copies of good ones under numbers of their own, so that nothing true is lost; only rows that
the reader mends are changed in place.
"""

import polars as pl
from numpy.random import Generator

from loyalty.demo.catalogue import FREE
from loyalty.demo.rows import at

ITEM = ("sku", "category", "brand", "product", "unit_price")
SECOND = 2
WORTH_MINOR = 500  # of a row that a fault is made from, so that it shows
TWICE = 18
COPIES = 40  # rows of other orders that the faults are made from


def with_faults(rows: pl.DataFrame, rng: Generator) -> pl.DataFrame:
    """The rows with a few more that cannot be used, and a few that must be mended."""
    sales = rows.filter(
        (pl.col("kind") == "sale") & pl.col("member_id").is_not_null() & (pl.col("line_net") > WORTH_MINOR)
    )
    places = rng.choice(sales.height, COPIES, replace=False)
    taken = at(sales, places).with_columns(
        order_id=pl.format("CS-X-{}", pl.int_range(pl.len()).cast(pl.String).str.zfill(4)),
        line_no=pl.lit(1, pl.Int32),
        shipping_fee=pl.lit(None, pl.Int64),
    )
    zero = pl.lit(0, pl.Int64)
    twice = at(sales, rng.choice(sales.height, TWICE, replace=False))
    bad = [
        twice,
        taken[0:6].with_columns(order_id=pl.lit(None, pl.String)),
        taken[6:11].with_columns(sku=pl.lit(None, pl.String)),
        taken[11:15].with_columns(ordered_at=pl.lit(None, rows.schema["ordered_at"])),
        taken[15:22].with_columns(quantity=pl.lit(0, pl.Int64)),
        taken[22:26].with_columns(
            line_net=-pl.col("line_net"), line_gross=-pl.col("line_gross"), line_discount=zero
        ),
        taken[26:29].with_columns(kind=pl.lit("exchange")),
        taken[29:33].with_columns(kind=pl.lit("return"), original_order_id=pl.lit("CS-2023-099999")),
        taken[33:36].with_columns(
            **{name: pl.lit(text) for name, text in zip(ITEM, FREE, strict=True)},
            line_gross=zero,
            line_discount=zero,
            line_net=zero,
        ),
        _too_many_back(rows),
    ]
    mended = _mended(rows, rng)
    return pl.concat([mended, *(part.select(mended.columns) for part in bad)])


def _too_many_back(rows: pl.DataFrame) -> pl.DataFrame:
    """The first three whole returns of one unit once more, under another number."""
    linked: pl.DataFrame = rows.filter(
        (pl.col("kind") == "return") & pl.col("original_order_id").is_not_null() & (pl.col("quantity") == 1)
    )
    return linked.filter(pl.col("line_no") == 1)[0:3].with_columns(order_id=pl.col("order_id") + "-2")


def _mended(rows: pl.DataFrame, rng: Generator) -> pl.DataFrame:
    """Some nets that do not add up, and some second lines that name another member than their order."""
    plain = rows.with_row_index("row").filter((pl.col("kind") == "sale") & (pl.col("line_net") > WORTH_MINOR))
    off = plain.filter(pl.col("line_discount") == 0)["row"]
    second = plain.filter((pl.col("line_no") == SECOND) & pl.col("member_id").is_not_null())["row"]
    off_rows = off.gather(rng.choice(off.len(), 7, replace=False).tolist()).to_list()
    second_rows = second.gather(rng.choice(second.len(), 4, replace=False).tolist()).to_list()
    row = pl.int_range(pl.len())
    return rows.with_columns(
        line_net=pl.when(row.is_in(off_rows)).then(pl.col("line_net") - 1).otherwise(pl.col("line_net")),
        member_id=pl.when(row.is_in(second_rows)).then(pl.lit("m000001")).otherwise(pl.col("member_id")),
    )
