from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.simulate.orders.packing import member_order, narrowest
from tests.simulate.frames import Row, at, back, log_of, sale


def test_documents_follow_each_other_by_instant_then_sale_before_return_then_id_in_bytes(tmp_path: Path):
    rows = [
        back("A", of=None, ordered_at=at(3)),
        sale("é", ordered_at=at(3)),
        sale("b", ordered_at=at(3)),
        sale("B", ordered_at=at(3)),
        sale("😀", ordered_at=at(3)),
        sale("z", ordered_at=at(2)),
    ]
    log = log_of(tmp_path, *rows)
    assert log.doc_ids.to_list() == ["z", "B", "b", "é", "😀", "A"]
    assert log.doc_kind.tolist() == [0, 0, 0, 0, 0, 1]


def test_lines_lie_together_by_their_number(tmp_path: Path):
    rows = [
        sale("A", line_no=2, line_gross=2),
        sale("B", line_no=1, line_gross=3, ordered_at=at(1)),
        sale("A", line_no=1, line_gross=1),
    ]
    log = log_of(tmp_path, *rows)
    assert log.doc_line_start.tolist() == [0, 1, 3]
    assert log.line_net.tolist() == [3, 1, 2]
    assert log.line_row.tolist() == [1, 2, 0]


def test_lists_hold_only_what_the_used_rows_need_in_byte_order(tmp_path: Path):
    bad = {"quantity": 0, "customer_id": "a", "sku": "a", "channel": "a", "coupon_code": "a"}
    rows = [
        sale("A", customer_id="m2", sku="tea", channel="web", coupon_code="TEN"),
        sale("B", customer_id="m1", sku="cup", channel="app", coupon_code="ONE"),
        sale("C", **bad),
    ]
    log = log_of(tmp_path, *rows)
    assert (log.member_ids, log.item_sku) == (["m1", "m2"], ["cup", "tea"])
    assert (log.channels, log.codes) == (["app", "web"], ["ONE", "TEN"])
    assert (log.doc_member.tolist(), log.line_item.tolist()) == ([1, 0], [1, 0])
    assert (log.doc_channel.tolist(), log.doc_code.tolist(), log.line_code.tolist()) == (
        [1, 0],
        [1, 0],
        [1, 0],
    )


def test_a_documents_code_is_the_first_on_its_lines(tmp_path: Path):
    rows = [
        sale("A", line_no=1),
        sale("A", line_no=2, coupon_code="TEN"),
        sale("A", line_no=3, coupon_code="ONE"),
        sale("B"),
    ]
    log = log_of(tmp_path, *rows)
    assert [log.codes[code] for code in log.line_code if code >= 0] == ["TEN", "ONE"]
    assert (log.codes[log.doc_code[0]], log.doc_code[1]) == ("TEN", -1)


def test_targets_point_at_packed_lines_though_rows_give_nothing_back_or_are_split(tmp_path: Path):
    rows = [
        sale("A", line_no=1, ordered_at=at(1)),
        back("R1", of="A", ordered_at=at(2), quantity=2, line_gross=2000),
        sale("B", line_no=1, ordered_at=at(3)),
        sale("B", line_no=2, ordered_at=at(3)),
        back("R2", of="A", ordered_at=at(4)),
        back("R3", of="B", ordered_at=at(5), quantity=2, line_gross=2000),
    ]
    log = log_of(tmp_path, *rows)
    assert log.doc_ids.to_list() == ["A", "R1", "B", "R2", "R3"]
    assert log.doc_original.tolist() == [-1, 0, -1, 0, 2]
    assert log.doc_line_start.tolist() == [0, 1, 2, 4, 5, 7]
    assert log.line_target.tolist() == [-1, 0, -1, -1, -1, 2, 3]


def test_an_array_is_as_narrow_as_its_numbers_allow(tmp_path: Path):
    rows = [sale("A", line_no=1), sale("A", line_no=2, line_gross=2**31, line_discount=1)]
    log = log_of(tmp_path, *rows)
    assert (log.line_discount.dtype, log.line_gross.dtype) == (np.int8, np.int64)
    assert log.line_gross.tolist() == [1000, 2**31]


@pytest.mark.parametrize(
    "rows", [[sale("A")], [sale(str(n), quantity=n, line_gross=n) for n in range(1, 300)]]
)
def test_what_compiled_code_lays_out_has_one_width_in_nearly_all_logs(tmp_path: Path, rows: list[Row]):
    log = log_of(tmp_path, *rows, back("R", of="A" if len(rows) == 1 else "1", quantity=1, line_gross=1))
    usual = {
        "doc_at": np.int64, "doc_kind": np.int8, "doc_member": np.int32, "doc_line_start": np.int32,
        "doc_original": np.int32, "line_item": np.int32, "line_quantity": np.int16, "line_gross": np.int32,
        "line_net": np.int32, "line_target": np.int32, "line_units": np.int32, "line_refund": np.int32,
    }  # fmt: skip
    assert {name: getattr(log, name).dtype for name in usual} == {
        name: np.dtype(one) for name, one in usual.items()
    }
    assert all(getattr(log, name).flags.c_contiguous for name in usual)


def test_one_number_throughout_is_held_once_and_read_like_any_array(tmp_path: Path):
    log = log_of(tmp_path, sale("A"), sale("B"), sale("C", customer_id="m2"))
    assert log.line_target.strides == (0,)
    assert (log.line_target.tolist(), log.line_target[[2, 0]].tolist()) == ([-1, -1, -1], [-1, -1])
    assert log.doc_member.strides != (0,)


@given(st.lists(st.integers(-(2**63), 2**63 - 1), min_size=1))
def test_narrowing_keeps_every_number(values: list[int]):
    found = narrowest(np.array(values, np.int64))
    assert found.tolist() == values
    assert found.dtype.itemsize == min(width for width in (1, 2, 4, 8) if fits(values, 8 * width - 1))


def fits(values: list[int], bits: int) -> bool:
    return -(2**bits) <= min(values) and max(values) < 2**bits


def test_documents_by_member_keep_their_order_and_a_linked_return_is_its_buyers(tmp_path: Path):
    rows = [
        sale("A", customer_id="m2"),
        sale("B", customer_id="m1", ordered_at=at(3)),
        sale("C", customer_id="m2", ordered_at=at(4)),
        back("R", of="B", customer_id="m2", ordered_at=at(5)),
        sale("G", customer_id=None, ordered_at=at(6)),
    ]
    log = log_of(tmp_path, *rows)
    assert [log.doc_ids[place] for place in log.by_member.tolist()] == ["G", "B", "R", "A", "C"]


def test_more_members_than_a_short_number_are_sorted_too():
    members = np.arange(200_000, dtype=np.int32)[::-1] // 2
    assert member_order(members).tolist() == np.argsort(members, kind="stable").tolist()


def test_nobody_writes_into_a_log(tmp_path: Path):
    log = log_of(tmp_path, sale())
    with pytest.raises(ValueError, match="read-only"):
        log.line_net[0] = 1
