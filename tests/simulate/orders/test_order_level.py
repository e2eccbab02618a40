from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.errors import LogUnreadable
from loyalty.money import MINOR_MAX
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.orders.order_level import spread
from loyalty.when import from_us, load_zone
from tests.simulate.frames import adds_up, codes, log_of_csv

SHOPIFY = (
    "Name,Created at,Financial Status,Paid at,Currency,Discount Amount,Refunded Amount,"
    "Lineitem quantity,Lineitem sku,Lineitem price\n"
)


def export(folder: Path, *rows: str) -> OrderLog:
    """The log of an export that names an order's facts on its first line only."""
    return log_of_csv(folder, SHOPIFY + "\n".join(rows) + "\n", mapping={"currency": "=EUR"})


def whole(folder: Path, *rows: str, more: str = "amount paid,refund amount", **options: object) -> OrderLog:
    """The log of a file with one row per order, paid on 3 January."""
    text = f"order no,date,paid at,currency,total,{more}\n" + "\n".join(rows) + "\n"
    return log_of_csv(folder, text, **options)


@given(
    st.lists(
        st.tuples(st.lists(st.integers(0, 10**9), min_size=1, max_size=8), st.fractions(0, 1)),
        min_size=1,
        max_size=5,
    )
)
def test_a_spread_is_exact_and_nobody_is_a_unit_from_their_share(groups):
    weights = [weight for group, _ in groups for weight in group]
    totals = [int(sum(group) * part) for group, part in groups]
    starts = np.cumsum([0, *(len(group) for group, _ in groups)])[:-1]
    shares = spread(np.array(totals), weights=np.array(weights), starts=starts).tolist()
    at = 0
    for total, (group, _) in zip(totals, groups, strict=True):
        mine = shares[at : at + len(group)]
        at += len(group)
        assert sum(mine) == (total if sum(group) else 0)
        for share, weight in zip(mine, group, strict=True):
            assert abs(share - Fraction(total * weight, sum(group) or 1)) < 1
            assert 0 <= share <= weight


def test_the_largest_remainder_takes_the_unit_then_the_larger_price_then_the_earlier_line():
    def shares(total: int, *weights: int) -> list[int]:
        return spread(np.array([total]), weights=np.array(weights), starts=np.array([0])).tolist()

    assert shares(10, 1, 1, 2) == [3, 2, 5]
    assert shares(1, 3, 3, 4) == [0, 0, 1]
    assert shares(1, 5, 5) == [1, 0]
    assert shares(MINOR_MAX, MINOR_MAX - 1, 1) == [MINOR_MAX - 1, 1]
    assert shares(5, 0, 0) == [0, 0]


def test_an_orders_discount_on_its_first_line_goes_off_all_its_lines(tmp_path: Path):
    log = export(
        tmp_path,
        "#1,2025-01-02,paid,2025-01-02,EUR,1.00,0.00,2,tea,2.00",
        "#1,2025-01-02,,,,,,1,cup,6.00",
        "#2,2025-01-03,paid,2025-01-03,EUR,0.00,0.00,1,tea,2.00",
    )
    assert log.line_gross.tolist() == [400, 600, 200]
    assert log.line_discount.tolist() == [40, 60, 0]
    assert log.line_net.tolist() == [360, 540, 200]
    assert adds_up(log)


def test_an_order_that_was_never_paid_or_was_given_up_is_left_out_with_all_its_lines(tmp_path: Path):
    log = export(
        tmp_path,
        "#1,2025-01-02,pending,,EUR,0,0,1,tea,2.00",
        "#1,2025-01-02,,,,,,1,cup,6.00",
        "#2,2025-01-02,voided,,EUR,0,0,1,tea,2.00",
        "#3,2025-01-02,paid,,EUR,0,0,1,tea,2.00",
    )
    assert log.doc_ids.to_list() == ["#3"]
    assert codes(log) == {"unpaid_order": 2, "cancelled_order": 1, "anonymous_order": 1}
    assert adds_up(log)


def test_a_refund_of_an_order_becomes_returns_of_its_lines(tmp_path: Path):
    log = export(
        tmp_path,
        "#1,2025-01-02 10:00,refunded,2025-01-03 10:00,EUR,0,8.00,1,tea,2.00",
        "#1,2025-01-02 10:00,,,,,,2,cup,3.00",
        "#2,2025-01-02 11:00,partially_refunded,2025-01-02 11:00,EUR,0,1.00,1,tea,4.00",
    )
    assert log.doc_kind.tolist() == [0, 0, 1, 1]
    assert log.doc_ids.to_list() == ["#1", "#2", "#2", "#1"]
    assert log.line_net.tolist() == [200, 600, 400, 100, 200, 600]
    assert log.line_units.tolist() == [0, 0, 0, 0, 1, 2]
    assert log.line_refund.tolist() == [0, 0, 0, 100, 0, 0]
    assert str(from_us(int(log.doc_at[3]), load_zone("UTC"))) == "2025-01-03 10:00:00+00:00"
    assert adds_up(log)


def test_a_refund_above_what_the_goods_cost_is_cut(tmp_path: Path):
    log = export(tmp_path, "#1,2025-01-02,paid,2025-01-02,EUR,0,9.00,1,tea,2.00")
    assert log.line_net.tolist() == [200, 200]
    assert codes(log) == {"refund_above_paid": 1, "anonymous_order": 1}
    assert adds_up(log)


def test_a_discount_above_the_price_is_cut(tmp_path: Path):
    log = export(tmp_path, "#1,2025-01-02,paid,2025-01-02,EUR,9.00,0,1,tea,2.00")
    assert (log.line_net.tolist(), log.line_discount.tolist()) == ([0], [200])
    assert codes(log)["order_discount_cut"] == 1


def test_lines_that_name_another_discount_of_their_order_are_told(tmp_path: Path):
    log = export(
        tmp_path,
        "#1,2025-01-02,paid,2025-01-02,EUR,1.00,0,1,tea,2.00",
        "#1,2025-01-02,paid,2025-01-02,EUR,1.50,0,1,cup,2.00",
    )
    assert log.line_discount.sum() == 100
    assert codes(log)["order_discount_differs"] == 1


def test_pieces_that_came_back_take_their_share_of_the_price(tmp_path: Path):
    text = (
        "order no,date,sku,qty,price,currency,returned quantity,return date\n"
        "A,2025-01-02,tea,3,3.33,EUR,2,2025-01-09\nA,2025-01-02,cup,1,5.00,EUR,,\n"
    )
    log = log_of_csv(tmp_path, text)
    assert log.line_net.tolist() == [999, 500, 666]
    assert log.line_units.tolist() == [0, 0, 2]
    assert str(from_us(int(log.doc_at[1]), load_zone("UTC"))) == "2025-01-09 00:00:00+00:00"


def test_a_row_per_order_is_one_line_and_its_refund_a_return(tmp_path: Path):
    log = whole(
        tmp_path,
        "1,2025-01-02,2025-01-03,CNY,9.50,0.00,9.50",
        "2,2025-01-02,2025-01-03,CNY,8.00,6.00,2.00",
        "3,2025-01-02,,CNY,5.00,0.00,0.00",
    )
    assert log.item_sku == ["ORDER"]
    assert log.line_net.tolist() == [950, 800, 950, 200]
    assert log.line_units.tolist() == [0, 0, 1, 0]
    assert log.line_refund.tolist() == [0, 0, 0, 200]
    assert codes(log)["unpaid_order"] == 1
    assert adds_up(log)


def test_the_same_order_in_two_rows_of_such_a_file_counts_once(tmp_path: Path):
    row = "1,2025-01-02,2025-01-03,CNY,9.50,9.50,0.00"
    log = whole(tmp_path, row, row)
    assert log.line_net.tolist() == [950]
    assert codes(log)["duplicate_row"] == 1


@pytest.mark.parametrize(("paid", "counts"), [("2025-01-03", True), ("", False)])
def test_a_closed_order_counts_where_it_was_paid_and_refunds_are_told(
    tmp_path: Path, paid: str, counts: bool
):
    rows = [
        f"1,2025-01-02,{paid},CNY,9.50,9.50,0.00,交易关闭",
        "2,2025-01-02,2025-01-03,CNY,9.50,9.50,0,交易成功",
    ]
    log = whole(tmp_path, *rows, more="amount paid,refund amount,订单状态")
    assert log.doc_ids.to_list() == (["1", "2"] if counts else ["2"])


def test_lines_with_a_status_of_their_own_count_by_it(tmp_path: Path):
    text = (
        "order no,date,sku,qty,price,currency,order status\n"
        "A,2025-01-02,tea,1,3.00,EUR,交易关闭\nA,2025-01-02,cup,1,5.00,EUR,交易成功\nA,2025-01-02,jar,1,7.00,EUR,\n"
    )
    log = log_of_csv(tmp_path, text)
    assert log.line_net.tolist() == [500]
    assert codes(log)["cancelled_order"] == 2


def test_returns_in_rows_of_their_own_need_no_payment_and_go_with_their_order(tmp_path: Path):
    text = (
        "order_id,ordered_at,sku,quantity,line_net,currency,kind,paid_at,status\n"
        "A,2025-01-02,tea,1,300,EUR,sale,2025-01-02,paid\nA,2025-01-04,tea,1,300,EUR,return,,refunded\n"
        "B,2025-01-02,tea,1,300,EUR,sale,,pending\nB,2025-01-04,tea,1,300,EUR,return,,\n"
        "C,2025-01-02,tea,1,300,EUR,sale,2025-01-02,cancelled\nC,2025-01-04,tea,1,300,EUR,return,,\n"
        "R,2025-01-05,tea,1,300,EUR,return,,\n"
    )
    log = log_of_csv(tmp_path, text)
    assert list(zip(log.doc_ids, log.doc_kind.tolist(), strict=True)) == [("A", 0), ("A", 1), ("R", 1)]
    found = codes(log)
    assert (found["unpaid_order"], found["cancelled_order"]) == (2, 2)
    assert adds_up(log)


def test_an_order_refunded_in_full_by_its_status_alone_is_left_out(tmp_path: Path):
    rows = ["1,2025-01-02,2025-01-03,CNY,9.50,refunded", "2,2025-01-02,2025-01-03,CNY,9.50,paid"]
    log = whole(tmp_path, *rows, more="order status")
    assert codes(log) == {"cancelled_order": 1, "anonymous_order": 1}


def test_a_file_of_orders_nobody_paid_is_refused_with_that(tmp_path: Path):
    with pytest.raises(
        LogUnreadable, match=r"none of its 1 rows can be used. Rows of orders that were never paid: 1"
    ):
        whole(tmp_path, "1,2025-01-02,,CNY,9.50,9.50,0")
