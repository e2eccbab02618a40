from pathlib import Path

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from loyalty.simulate.orders.columns import Column
from loyalty.simulate.orders.items import Items, Pairs


def column(data: pl.Series) -> Column:
    return Column(Path("orders.csv"), "sku", data)


CODES = st.tuples(st.integers(-1, 4), st.integers(-1, 3))
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["tea", "cup", " "]), st.sampled_from(["x", "y", None]), st.sampled_from(["r", None])
    ),
    max_size=6,
)


@given(st.lists(st.lists(CODES, max_size=8), max_size=4))
def test_each_pair_has_one_number_over_all_batches(batches):
    pairs = Pairs()
    found = []
    for batch in batches:
        left, right = (np.array([pair[side] for pair in batch], np.int32) for side in (0, 1))
        found += pairs.codes(left, right).tolist()
    left, right = pairs.parts()
    assert [(int(left[code]), int(right[code])) for code in found] == [
        pair for batch in batches for pair in batch
    ]
    assert len(set(found)) == left.size


@given(st.lists(ROWS, max_size=4))
def test_items_are_their_cells_in_byte_order_whatever_the_batches(batches):
    items = Items(("category", "attribute_colour"))
    codes = []
    for rows in batches:
        skus, categories, colours = (pl.Series([row[i] for row in rows], dtype=pl.String) for i in range(3))
        beside = {"category": column(categories), "attribute_colour": column(colours)}
        codes += items.codes(items.skus(column(skus)), beside).tolist()
    table, rank = items.sorted()
    found = [table.row(int(rank[code])) for code in codes]
    wanted = [(sku if sku.strip() else None, *rest) for rows in batches for sku, *rest in rows]
    assert found == wanted
    keys = [tuple((cell is not None, cell or "") for cell in row) for row in table.rows()]
    assert keys == sorted(set(keys))


def test_a_column_that_a_batch_lacks_is_nothing_there():
    items = Items(("category",))
    skus = column(pl.Series(["tea"]))
    first = items.codes(items.skus(skus), {"category": column(pl.Series(["x"]))})
    second = items.codes(items.skus(skus), {})
    table, rank = items.sorted()
    assert [table.row(int(rank[code[0]])) for code in (first, second)] == [("tea", "x"), ("tea", None)]


def test_skus_alone_need_no_pairs():
    items = Items(())
    codes = items.codes(items.skus(column(pl.Series(["b", " ", "a"]))), {})
    table, rank = items.sorted()
    assert [table["sku"][int(rank[codes[place]])] for place in (0, 2)] == ["b", "a"]


def test_a_category_is_one_however_its_slashes_are_written():
    items = Items(("category", "brand"))
    skus = items.skus(column(pl.Series(["A"] * 4)))
    categories = column(pl.Series(["tea/green", "/tea/green/", "tea//green", "/"]))
    codes = items.codes(skus, {"category": categories, "brand": column(pl.Series(["a/"] * 4))})
    assert len(set(codes[:3].tolist())) == 1
    assert items.sorted()[0].rows() == [("A", None, "a/"), ("A", "tea/green", "a/")]
