from pathlib import Path

import numpy as np
import pytest

from tests.simulate.frames import at, back, log_of, sale


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


def test_the_arrays_have_the_widths_the_replay_expects(tmp_path: Path):
    log = log_of(tmp_path, sale("A", coupon_code="TEN", channel="web"), back("R"))
    narrow = {
        name for name, value in vars(log).items() if isinstance(value, np.ndarray) and value.dtype == np.int32
    }
    assert narrow == {
        "doc_member", "doc_channel", "doc_code", "doc_original",
        "line_item", "line_quantity", "line_code", "line_units", "line_row",
    }  # fmt: skip
    wide = {"doc_at", "doc_line_start", "doc_shipping", "line_gross", "line_discount", "line_net"}
    wide |= {"line_target", "line_refund", "member_joined"}
    assert {name for name in wide if getattr(log, name).dtype != np.int64} == set()
    assert {log.doc_kind.dtype, log.member_birth_month.dtype, log.member_birth_day.dtype} == {
        np.dtype(np.int8)
    }


def test_nobody_writes_into_a_log(tmp_path: Path):
    log = log_of(tmp_path, sale())
    with pytest.raises(ValueError, match="read-only"):
        log.line_net[0] = 1
