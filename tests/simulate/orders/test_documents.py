from pathlib import Path

import pytest

from loyalty.errors import LogUnreadable
from tests.simulate.frames import adds_up, at, back, codes, log_of, sale


def test_a_row_that_stands_twice_counts_once(tmp_path: Path):
    log = log_of(tmp_path, sale("A"), sale("B"), sale("A"))
    assert codes(log) == {"duplicate_row": 1}
    assert log.problems.entries[0].examples == ("#3 A",)
    assert adds_up(log)


def test_identical_lines_of_an_order_with_their_own_numbers_both_count(tmp_path: Path):
    log = log_of(tmp_path, sale("A", line_no=1), sale("A", line_no=2))
    assert (codes(log), log.line_net.tolist()) == ({}, [1000, 1000])


def test_a_line_number_given_to_two_different_lines_is_noted(tmp_path: Path):
    log = log_of(tmp_path, sale("A", sku="tea"), sale("A", sku="cup"), sale("A", sku="tea"), sale("B"))
    assert codes(log) == {"duplicate_row": 1, "line_number_repeated": 2}
    assert log.problems.rows_used == 3
    assert adds_up(log)


def test_huge_line_numbers_sort_like_small_ones(tmp_path: Path):
    far = 10**18 - 1
    log = log_of(
        tmp_path, sale("A", line_no=far, line_gross=3), sale("A", line_no=-far, line_gross=1), sale("B")
    )
    assert log.line_net.tolist() == [1, 3, 1000]


def test_an_order_of_two_members_is_its_first_lines(tmp_path: Path):
    rows = [
        sale("A", line_no=3, customer_id="m3"),
        sale("A", line_no=2, customer_id="m2"),
        sale("A", line_no=1, customer_id=None),
    ]
    log = log_of(tmp_path, *rows)
    assert log.member_ids == ["m2"]
    assert codes(log) == {"order_with_two_members": 1, "member_filled": 1}
    assert adds_up(log)


def test_an_order_with_two_times_happened_at_its_first_lines(tmp_path: Path):
    log = log_of(tmp_path, sale("A", line_no=2, ordered_at=at(3)), sale("A", line_no=1, ordered_at=at(4)))
    assert log.first_at == log.last_at
    assert codes(log) == {"order_with_two_times": 1}
    assert adds_up(log)


@pytest.mark.parametrize(
    "figures",
    [{"line_gross": 2**40}, {"quantity": 2**31}, {"line_gross": 2**62}, {"line_gross": 2**39, "line_no": 2}],
)
def test_an_order_beyond_exact_figures_is_left_out_whole(tmp_path: Path, figures: dict[str, int]):
    log = log_of(
        tmp_path, sale("A", line_no=1, line_gross=2**39), sale("A", **({"line_no": 3} | figures)), sale("B")
    )
    assert codes(log) == {"order_too_large": 2}
    assert log.doc_ids.to_list() == ["B"]
    assert adds_up(log)


def test_a_file_of_such_orders_only_is_refused(tmp_path: Path):
    with pytest.raises(LogUnreadable, match=r"Rows of orders above .*: 1 \(orders: 1\)"):
        log_of(tmp_path, sale(line_gross=2**40))


def test_the_largest_order_is_exact(tmp_path: Path):
    log = log_of(tmp_path, sale(line_gross=2**40 - 1, quantity=2**31 - 1))
    assert (log.line_net.tolist(), log.line_quantity.tolist()) == ([2**40 - 1], [2**31 - 1])


def test_zero_orders_free_lines_and_anonymous_orders_are_noted_and_count(tmp_path: Path):
    rows = [
        sale("A", line_no=1, line_gross=0),
        sale("A", line_no=2, line_discount=1000),
        sale("B", line_gross=0),
        sale("B", line_no=2, customer_id=None),
        sale("C", customer_id=None),
    ]
    log = log_of(tmp_path, *rows)
    assert codes(log) == {"member_filled": 1, "anonymous_order": 1, "zero_total_order": 2, "free_line": 2}
    assert log.doc_member.tolist() == [0, 0, -1]
    assert adds_up(log)


def test_a_return_is_tied_to_its_order_and_its_member(tmp_path: Path):
    log = log_of(
        tmp_path, sale("A"), back("R", customer_id=None), back("S", of="B"), sale("B", customer_id="m2")
    )
    assert log.doc_ids.to_list() == ["A", "B", "R", "S"]
    assert log.doc_original.tolist() == [-1, -1, 0, 1]
    assert [log.member_ids[member] for member in log.doc_member] == ["m1", "m2", "m1", "m2"]
    assert codes(log) == {"return_member_from_order": 2}
    assert adds_up(log)


def test_a_return_with_its_orders_own_id_is_tied_to_it(tmp_path: Path):
    log = log_of(tmp_path, sale("A"), back("A", of=None))
    assert (log.doc_kind.tolist(), log.doc_original.tolist()) == ([0, 1], [-1, 0])


def test_a_return_of_an_order_outside_the_file_is_unlinked_and_noted(tmp_path: Path):
    log = log_of(tmp_path, sale("A"), back("R", of="gone"), back("S", of="R"), back("T", of=None))
    assert log.doc_original.tolist() == [-1, -1, -1, -1]
    assert codes(log) == {"unlinked_return": 1, "return_of_unknown_order": 2}
    assert (log.line_target.tolist(), log.line_units.tolist()) == ([-1] * 4, [0] * 4)


def test_a_return_dated_before_its_order_comes_right_after_it(tmp_path: Path):
    log = log_of(
        tmp_path, back("R", ordered_at=at(1)), sale("A", ordered_at=at(3)), sale("B", ordered_at=at(2))
    )
    assert log.doc_ids.to_list() == ["B", "A", "R"]
    assert log.doc_at[1] == log.doc_at[2]
    assert codes(log) == {"return_before_its_order": 1}
    assert adds_up(log)


def test_a_return_of_several_orders_gives_back_to_the_first_it_names(tmp_path: Path):
    rows = [sale("A"), sale("B"), back("R", line_no=1), back("R", line_no=2, of="B", sku="cup")]
    log = log_of(tmp_path, *rows)
    assert codes(log) == {"return_of_several_orders": 1}
    assert log.line_units[-2:].tolist() == [1, 0]
    rows[3] = back("R", line_no=2, of="B", quantity=1, line_gross=1000)
    log = log_of(tmp_path, *rows[:1], sale("A", line_no=2), *rows[1:])
    assert codes(log) == {"return_of_several_orders": 1}
    assert log.line_target[-2:].tolist() == [0, 1]
    assert adds_up(log)
