import polars as pl


def rows_like(shop, condition):
    return shop[0].filter(condition).height


def test_each_kind_of_bad_row_occurs(shop):
    assert rows_like(shop, pl.col("order_id").is_null()) == 6
    assert rows_like(shop, pl.col("sku").is_null()) == 5
    assert rows_like(shop, pl.col("ordered_at").is_null()) == 4
    assert rows_like(shop, pl.col("quantity") == 0) == 7
    assert rows_like(shop, pl.col("line_gross") < 0) == 4
    assert rows_like(shop, pl.col("kind") == "exchange") == 3
    assert rows_like(shop, pl.col("original_order_id") == "CS-2023-099999") == 4
    assert rows_like(shop, pl.col("order_id").str.contains("^R-.*-2$")) == 3


def test_some_rows_stand_twice(shop):
    assert shop[0].height - shop[0].unique().height == 18


def test_some_rows_must_be_mended(shop):
    off = pl.col("line_net") != pl.col("line_gross") - pl.col("line_discount")
    assert rows_like(shop, off & pl.col("order_id").str.starts_with("CS-20")) == 7
    members = shop[0].filter(pl.col("order_id").str.starts_with("CS-20")).group_by("order_id")
    assert (
        members.agg(pl.col("member_id").n_unique())["member_id"].value_counts().sort("member_id")["count"][-1]
        <= 4
    )


def test_some_orders_hold_a_free_bag_and_nothing_else(shop):
    bags = shop[0].filter(pl.col("order_id").str.starts_with("CS-X") & (pl.col("category") == "gifts/extras"))
    assert bags["line_gross"].to_list() == [0, 0, 0]
    assert set(bags["product"]) == {"Cotton bag"}
