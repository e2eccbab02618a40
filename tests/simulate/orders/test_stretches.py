from pathlib import Path

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from loyalty.simulate.orders.columns import Choice, Loaded
from loyalty.simulate.orders.problems import Marks
from loyalty.simulate.orders.stretches import Heads

CELLS = st.lists(st.tuples(st.sampled_from(["A", "B", None]), st.sampled_from([1, 2, None])), max_size=12)


def loaded(**columns: list[object]) -> Loaded:
    frame = pl.DataFrame(columns, strict=False)
    return Loaded(Path("orders.csv"), frame, Choice({name: name for name in columns}))


@given(CELLS)
def test_a_stretch_is_as_long_as_its_cells_are_equal(rows):
    order, member = [row[0] for row in rows], [row[1] for row in rows]
    frame = pl.DataFrame(
        {"order_id": order, "member_id": member}, schema={"order_id": pl.String, "member_id": pl.Int64}
    )
    choice = Choice({"order_id": "order_id", "member_id": "member_id"})
    heads = Heads.of(Loaded(Path("orders.csv"), frame, choice))
    starts = [place for place, row in enumerate(rows) if place == 0 or row != rows[place - 1]]
    assert heads.start.tolist() == starts
    assert heads.loaded.frame.rows() == [rows[place] for place in starts]
    numbered = heads.spread(np.arange(len(starts)))
    assert [starts[number] for number in numbered.tolist()] == [
        max(start for start in starts if start <= place) for place in range(len(rows))
    ]


def test_what_is_found_of_a_stretch_is_marked_on_its_rows():
    heads = Heads.of(loaded(order_id=["A", "A", "B"]))
    marks = Marks(3)
    heads.exclude("bad_time", np.array([True, False]), marks)
    heads.repair("bad_shipping_fee", np.array([False, True]), marks)
    assert marks.used().tolist() == [False, False, True]
    assert marks.repaired("bad_shipping_fee").tolist() == [False, False, True]


def test_sales_and_returns_are_never_one_stretch():
    heads = Heads.of(loaded(order_id=["A", "A", "A", "B"]))
    stretches = heads.split(np.array([False, True, True, True]))
    assert (stretches.start.tolist(), stretches.returned.tolist()) == ([0, 1, 3], [False, True, True])
    assert stretches.cells(pl.Series(["a", "b"])).to_list() == ["a", "a", "b"]
    assert stretches.counts().tolist() == [1, 2, 1]


def test_a_return_with_an_id_of_its_own_is_a_document_and_names_its_order():
    heads = Heads.of(loaded(order_id=["A", "B", None], return_id=[7, None, 8]))
    stretches = heads.split(np.array([True, False, True]))
    order = heads.ids("order_id")
    assert order is not None
    document, named = stretches.documents(order, heads.ids("return_id"), None)
    assert document.to_list() == ["7", "B", None]
    assert named is not None
    assert named.to_list() == ["A", None, None]


def test_ids_keep_their_kind_and_blank_ones_are_none():
    heads = Heads.of(loaded(order_id=["A", " ", "B "], member_id=[1, None, 3]))
    order, member = heads.ids("order_id"), heads.ids("member_id")
    assert order is not None
    assert member is not None
    assert order.to_list() == ["A", None, "B "]
    assert (member.dtype, member.to_list()) == (pl.Int64, [1, None, 3])
    assert heads.ids("return_id") is None
    assert heads.names("channel").to_list() == [None, None, None]


def test_a_batch_without_rows_has_no_stretches():
    heads = Heads.of(
        Loaded(Path("a"), pl.DataFrame(schema={"order_id": pl.String}), Choice({"order_id": "order_id"}))
    )
    assert heads.start.size == 0
    assert heads.split(np.zeros(0, np.bool_)).start.size == 0
