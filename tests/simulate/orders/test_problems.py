import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from loyalty.simulate.orders.problems import Marks, Problems
from loyalty.simulate.orders.reasons import REASONS

ROWS = 8
ORDERS = pl.Series(["A", "B"])
ORDER_OF_ROW = np.array([0, 0, 0, 0, 1, 1, 1, -1], np.int32)


def account(marks: Marks) -> Problems:
    return marks.problems(orders=ORDERS, order_of=lambda found: ORDER_OF_ROW[found])


def rows(*places: int) -> np.ndarray:
    return np.array(places, np.int64)


def test_a_clean_file_has_no_findings():
    assert account(Marks(ROWS)) == Problems(ROWS, ROWS, 0, 0, ())


def test_a_row_is_excluded_for_its_first_reason_only():
    marks = Marks(ROWS)
    marks.exclude("missing_sku", rows(1, 2))
    marks.exclude("bad_number", rows(2, 3))
    found = account(marks)
    assert (found.rows_excluded, found.rows_used) == (3, 5)
    assert [(entry.code, entry.rows) for entry in found.entries] == [("missing_sku", 2), ("bad_number", 1)]
    assert marks.used().tolist() == [True, False, False, False, True, True, True, True]


def test_a_repair_of_a_row_that_is_left_out_does_not_count():
    marks = Marks(ROWS)
    marks.repair("net_mismatch", rows(0, 1))
    marks.repair("member_filled", rows(1, 2))
    marks.exclude("duplicate_row", rows(0))
    found = account(marks)
    assert found.rows_repaired == 2
    assert {entry.code: entry.rows for entry in found.entries if entry.action == "repaired"} == {
        "net_mismatch": 1,
        "member_filled": 1,
    }


def test_notes_count_each_used_row_once():
    marks = Marks(ROWS)
    marks.note("free_line", rows(1, 2))
    marks.note("free_line", rows(2, 3))
    marks.note("free_line", np.zeros(ROWS, np.bool_))
    marks.exclude("bad_time", rows(3))
    entry = account(marks).entry("free_line")
    assert entry is not None
    assert entry.rows == 2


def test_an_entry_shows_up_to_five_rows_with_their_orders():
    marks = Marks(ROWS)
    flags = np.ones(ROWS, np.bool_)
    flags[0] = False
    marks.exclude("order_too_large", flags)
    entry = account(marks).entry("order_too_large")
    assert entry is not None
    assert entry.examples == ("#2 A", "#3 A", "#4 A", "#5 B", "#6 B")
    assert entry.en.endswith(": 7 (orders: 2).")
    assert entry.zh.endswith("：7（订单数：2）。")


def test_a_row_without_an_order_is_shown_by_its_number():
    marks = Marks(ROWS)
    marks.exclude("missing_order_id", rows(7))
    entry = account(marks).entry("missing_order_id")
    assert entry is not None
    assert entry.examples == ("#8",)


def test_what_was_not_found_has_no_entry():
    assert account(Marks(ROWS)).entry("bad_time") is None


@given(
    st.lists(st.tuples(st.sampled_from(sorted(REASONS)), st.lists(st.integers(0, ROWS - 1), max_size=ROWS)))
)
def test_the_account_always_adds_up(findings: list[tuple[str, list[int]]]):
    marks = Marks(ROWS)
    for code, places in findings:
        match REASONS[code][0]:
            case "excluded":
                marks.exclude(code, rows(*places))
            case "repaired":
                marks.repair(code, rows(*places))
            case "noted":
                marks.note(code, rows(*places))
    found = account(marks)
    sums = {
        action: sum(e.rows for e in found.entries if e.action == action)
        for action in ("excluded", "repaired")
    }
    assert found.rows_in == found.rows_used + found.rows_excluded == ROWS
    assert sums == {"excluded": found.rows_excluded, "repaired": found.rows_repaired}
    assert found.rows_repaired <= found.rows_used
