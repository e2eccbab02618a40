from pathlib import Path

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from loyalty.simulate.orders import disputes
from loyalty.simulate.orders.disputes import first_known, sku_of_item
from tests.simulate.frames import adds_up, at, codes, log_of, sale

GROUPS = st.lists(st.lists(st.integers(-1, 3), min_size=1, max_size=4), max_size=5)


@given(GROUPS)
def test_the_first_known_value_of_each_group_counts(groups):
    values = np.array([value for group in groups for value in group], np.int32)
    starts = np.cumsum([0, *(len(group) for group in groups)])[:-1]
    found = first_known(values, values >= 0, starts=starts, otherwise=-9)
    assert found.tolist() == [next((value for value in group if value >= 0), -9) for group in groups]


def test_items_of_one_sku_share_a_number():
    items = pl.DataFrame({"sku": ["cup", "tea", "tea", "top"]})
    assert sku_of_item(items).tolist() == [0, 1, 1, 2]


def test_an_order_whose_lines_stand_apart_is_one_order(tmp_path: Path):
    rows = [sale("A", line_no=2, sku="cup"), sale("B"), sale("A", line_no=1)]
    log = log_of(tmp_path, *rows)
    assert log.doc_ids.to_list() == ["A", "B"]
    assert (log.doc_line_start.tolist(), log.line_row.tolist()) == ([0, 2, 3], [2, 0, 1])
    assert codes(log) == {}


def test_lines_in_falling_order_are_put_in_order(tmp_path: Path):
    log = log_of(tmp_path, sale("A", line_no=2, line_gross=5), sale("A", line_no=1, line_gross=3))
    assert log.line_gross.tolist() == [3, 5]


def test_orders_settled_some_at_a_time_are_settled_as_all_at_once(tmp_path: Path, monkeypatch):
    rows = [
        sale(order, line_no=line, customer_id=member, ordered_at=at(day))
        for line, member, day in ((1, None, 2), (2, "m1", 3), (1, None, 2))
        for order in "DBAC"
    ]
    whole = log_of(tmp_path, *rows)
    for at_once in (1, 3, 5):
        monkeypatch.setattr(disputes, "ROWS_AT_ONCE", at_once)
        found = log_of(tmp_path, *rows)
        assert found.content_hash == whole.content_hash
        assert found.problems == whole.problems
        assert adds_up(found)
    assert codes(whole) == {"duplicate_row": 4, "member_filled": 4, "order_with_two_times": 4}
