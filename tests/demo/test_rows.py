import polars as pl
import pytest

from loyalty.demo.rows import COLUMNS, at


@pytest.fixture(scope="module")
def rows(shop):
    """The rows that nothing is wrong with."""
    order_rows = shop[0].drop_nulls("order_id")
    bad = order_rows.filter(
        pl.col("sku").is_null()
        | pl.col("ordered_at").is_null()
        | pl.col("order_id").str.starts_with("CS-X")
        | pl.col("order_id").str.ends_with("-2")
        | ((pl.col("member_id") == "m000001") & (pl.col("line_no") == 2))
        | (pl.col("line_net") != pl.col("line_gross") - pl.col("line_discount"))
    )
    return order_rows.join(bad, on="order_id", how="anti").unique(maintain_order=True)


def test_rows_may_be_taken_as_often_as_named():
    assert at(pl.DataFrame({"n": [5, 6, 7]}), [2, 0, 2])["n"].to_list() == [7, 5, 7]


def test_the_columns_are_those_of_an_order_file(rows):
    assert tuple(rows.columns) == COLUMNS
    assert rows.schema["ordered_at"] == pl.Datetime("us", "UTC")


def test_gross_is_price_times_quantity_and_net_is_gross_less_discount(rows):
    sales = rows.filter(pl.col("kind") == "sale")
    price = (sales["unit_price"].cast(pl.Decimal(12, 2)) * 100).cast(pl.Int64)
    assert (price * sales["quantity"] == sales["line_gross"]).all()
    assert (sales["line_gross"] - sales["line_discount"] == sales["line_net"]).all()


def test_everything_is_cheaper_on_sales_days_but_gift_cards(rows):
    day = rows.filter(
        (pl.col("kind") == "sale")
        & (pl.col("ordered_at").dt.convert_time_zone("Asia/Shanghai").dt.date() == pl.date(2025, 11, 11))
    )
    goods = day.filter(~pl.col("category").is_in(["gifts/cards", "gifts/extras"]))
    assert (goods["line_discount"] == goods["line_gross"] * 12 // 100).all()
    assert day.filter(pl.col("category") == "gifts/cards")["line_discount"].sum() == 0
    assert "gifts/extras" in day["category"].to_list()


def test_codes_take_ten_percent_off(rows):
    coded = rows.filter((pl.col("coupon_code") == "HELLO10") & (pl.col("kind") == "sale"))
    assert coded.height > 1_000
    goods = coded.filter(pl.col("category") != "gifts/cards")
    assert (goods["line_discount"] == goods["line_gross"] // 10).all()


def test_small_parcels_pay_delivery_once_an_order(rows):
    sales = rows.filter(pl.col("kind") == "sale")
    assert (
        sales.filter(pl.col("line_no") > 1)["shipping_fee"].null_count()
        == sales.filter(pl.col("line_no") > 1).height
    )
    paid = sales.group_by("order_id").agg(
        pl.col("line_net").sum(), pl.col("shipping_fee").max(), pl.col("channel").first()
    )
    owed = (paid["channel"] != "store") & (paid["line_net"] < 19_900)
    assert ((paid["shipping_fee"] == 800) == owed).all()


def test_an_order_has_one_member_one_time_one_channel(rows):
    sales = rows.filter(pl.col("kind") == "sale").group_by("order_id")
    kinds = sales.agg(pl.col("member_id", "ordered_at", "channel").n_unique())
    assert kinds.select(pl.exclude("order_id").max()).row(0) == (1, 1, 1)


def test_returns_name_an_order_that_holds_what_they_bring(rows):
    back = rows.filter((pl.col("kind") == "return") & pl.col("order_id").str.starts_with("R-"))
    sales = (
        rows.filter(pl.col("kind") == "sale").group_by("order_id", "sku").agg(bought=pl.col("quantity").sum())
    )
    linked = back.group_by("original_order_id", "sku").agg(given=pl.col("quantity").sum())
    joined = linked.join(
        sales, left_on=["original_order_id", "sku"], right_on=["order_id", "sku"], how="left"
    )
    present = joined.drop_nulls("bought")
    assert present.height > joined.height * 0.98  # orders of a mended row are left out of `rows`
    assert (present["given"] <= present["bought"]).all()


def test_some_returns_name_nothing(rows):
    loose = rows.filter(pl.col("order_id").str.starts_with("U-"))
    assert loose.height == 70
    assert loose["original_order_id"].null_count() == 70
    assert loose["member_id"].null_count() >= 35


def test_some_orders_in_the_shop_name_nobody(rows):
    anonymous = rows.filter(pl.col("member_id").is_null() & (pl.col("kind") == "sale"))
    assert set(anonymous["channel"]) == {"store"}
    assert 500 < anonymous["order_id"].n_unique() < 3_000
