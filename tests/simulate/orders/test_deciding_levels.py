from pathlib import Path

import polars as pl
import pytest

from loyalty.errors import LogUnreadable
from loyalty.simulate.orders.columns import Column
from loyalty.simulate.orders.deciding_levels import LevelQuestion, PaidQuestion, RefundRowsQuestion
from loyalty.simulate.orders.numerals import decimals

COLUMN = Column(Path("orders.csv"), "Rabatt", pl.Series([]))


def level(*orders: list[object], ours: str = "discount") -> str:
    """What orders with these cells on their lines answer."""
    question = LevelQuestion("order", "Rabatt")
    ids = [str(number) for number, cells in enumerate(orders) for _ in cells]
    question.see(pl.DataFrame({"order": ids, "Rabatt": [c for cells in orders for c in cells]}, strict=False))
    return question.answer(COLUMN, ours)


@pytest.mark.parametrize(
    ("orders", "expected"),
    [
        ([["5", "3"]], "line"),
        ([["0", "3"]], "line"),
        ([["5"], ["3"], ["0"]], "line"),
        ([["0", "0"], ["", ""]], "line"),
        ([["5", "5"]] * 20 + [["5", "3"]], "line"),
        ([["5", "5"]] * 20 + [["0", "0"]], "order"),
        ([["5", None, ""]] * 3, "order"),
        ([["5", "0"]] * 20, "order"),
        ([[5.0, 0.0]] * 20, "order"),
    ],
)
def test_the_lines_of_orders_tell_whose_figure_it_is(orders: list[list[object]], expected: str):
    assert level(*orders) == expected


@pytest.mark.parametrize(
    "orders", [[["5", "5"]] * 19, [["5", "0"]] * 19, [["5", ""]] * 2, [["5", "5"]] * 30 + [["5", "0"]] * 3]
)
def test_what_shows_too_seldom_or_both_ways_is_not_guessed(orders: list[list[object]]):
    with pytest.raises(
        LogUnreadable, match=r"'Rabatt' may be each line's own.*--discounts line or order"
    ) as caught:
        level(*orders)
    assert "无法从数据判断" in caught.value.text("zh")
    with pytest.raises(LogUnreadable, match=r"--map 'Rabatt=line_refund'"):
        level(*orders, ours="refund")


def test_an_order_whose_lines_lie_in_several_batches_is_one_order():
    question = LevelQuestion("order", "Rabatt")
    for number in range(20):
        for _ in range(2):
            question.see(pl.DataFrame({"order": [str(number)], "Rabatt": ["5"]}))
    assert question.answer(COLUMN, "discount") == "order"


def paid(*rows: tuple[str, str, str]) -> str:
    question = PaidQuestion("net", "refund", gross=("gross",), read=decimals)
    question.see(pl.DataFrame(rows, schema=["gross", "net", "refund"], orient="row"))
    return question.answer(COLUMN)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("100", "0", "100"), ("80", "60", "20")], "after_refunds"),
        ([("100", "100", "100"), ("80", "80", "20")], "before_refunds"),
        ([("100", "50", "30"), ("80", "0", "70")], "after_refunds"),
        ([("100", "90", "0")], "before_refunds"),
        ([], "before_refunds"),
    ],
)
def test_refunded_orders_tell_whether_what_was_paid_holds_the_refund(
    rows: list[tuple[str, str, str]], expected: str
):
    assert paid(*rows) == expected


def test_the_price_may_be_one_per_unit():
    question = PaidQuestion("net", "refund", gross=("price", "pieces"), read=decimals)
    question.see(pl.DataFrame({"net": ["0"], "refund": ["9.90"], "price": ["3.30"], "pieces": [3]}))
    assert question.answer(COLUMN) == "after_refunds"


@pytest.mark.parametrize(
    ("net", "refund", "expected"),
    [("5", "5", "before_refunds"), ("0", "5", "after_refunds"), ("5", "3", None)],
)
def test_without_prices_what_was_refunded_in_full_tells(net: str, refund: str, expected: str | None):
    question = PaidQuestion("net", "refund", gross=(), read=decimals)
    question.see(pl.DataFrame({"net": [net], "refund": [refund]}))
    if expected is None:
        with pytest.raises(LogUnreadable, match="--paid-amount"):
            question.answer(COLUMN)
    else:
        assert question.answer(COLUMN) == expected


@pytest.mark.parametrize("rows", [[("100", "60", "20")], [("100", "0", "80"), ("100", "90", "80")]])
def test_where_both_or_neither_fit_the_shop_is_asked(rows: list[tuple[str, str, str]]):
    with pytest.raises(LogUnreadable, match=r"--paid-amount before_refunds or after_refunds"):
        paid(*rows)


@pytest.mark.parametrize(
    ("quantity", "refund", "both"),
    [
        ("-1", "5.00", True),
        ("(1)", "5", True),
        ("-1", "0.00", False),
        ("1", "5.00", False),
        ("-0", "5", False),
    ],
)
def test_refund_rows_beside_refund_columns_are_seen(quantity: str, refund: str, both: bool):
    question = RefundRowsQuestion(["quantity"], ["refund"])
    question.see(pl.DataFrame({"quantity": ["2", quantity], "refund": [refund, None]}))
    assert (question.rows and question.beside) is question.settled is both
