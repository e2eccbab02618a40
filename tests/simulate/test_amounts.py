from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.errors import LogUnreadable
from loyalty.money import currency
from loyalty.simulate.amounts import Amounts, amounts
from loyalty.simulate.columns import Choice, Loaded
from loyalty.simulate.problems import Marks

PATH = Path("orders.csv")


def read(unit: str = "CNY", **columns: list[object]) -> tuple[Amounts, dict[str, int]]:
    """The figures of these columns and what was found."""
    frame = pl.DataFrame(columns, strict=False)
    marks = Marks(frame.height)
    figures = amounts(
        Loaded(PATH, frame, Choice({name: name for name in columns})), unit=currency(unit), marks=marks
    )
    nowhere = np.full(frame.height, -1, np.int32)
    found = marks.problems(orders=pl.Series([], dtype=pl.String), order_of_row=nowhere)
    return figures, {entry.code: entry.rows for entry in found.entries}


def test_net_is_gross_less_discount():
    figures, found = read(quantity=[2], line_gross=[1000], line_discount=[150], line_net=[850])
    assert (figures.gross[0], figures.discount[0], figures.net[0], figures.quantity[0]) == (1000, 150, 850, 2)
    assert found == {}


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"line_net": [850]}, (850, 0, 850)),
        ({"line_gross": [1000]}, (1000, 0, 1000)),
        ({"line_net": [850], "line_discount": [150]}, (1000, 150, 850)),
        ({"line_gross": [1000], "line_net": [850]}, (1000, 150, 850)),
        ({"line_gross": [1000], "line_discount": [150]}, (1000, 150, 850)),
    ],
)
def test_what_is_missing_follows_from_the_rest(
    columns: dict[str, list[object]], expected: tuple[int, int, int]
):
    figures, found = read(quantity=[1], **columns)
    assert (figures.gross[0], figures.discount[0], figures.net[0]) == expected
    assert found == {}


def test_a_net_that_contradicts_gross_and_discount_is_repaired():
    figures, found = read(quantity=[1], line_gross=[1000], line_discount=[100], line_net=[950])
    assert figures.net[0] == 900
    assert found == {"net_mismatch": 1}


@pytest.mark.parametrize(
    ("unit", "price", "quantity", "gross"),
    [
        ("CNY", "6.95", 12, 8340),
        ("CNY", "0.125", 1, 13),
        ("CNY", "0.125", 3, 38),
        ("CNY", "1.005", 1, 101),
        ("GBP", "0.001", 5, 1),
        ("JPY", "99.5", 1, 100),
        ("KWD", "0.0005", 1, 1),
        ("IDR", "15000", 42, 630_000),
    ],
)
def test_unit_price_times_quantity_is_rounded_half_up_once(unit: str, price: str, quantity: int, gross: int):
    figures, _ = read(unit, quantity=[quantity], unit_price=[price])
    assert figures.gross[0] == figures.net[0] == gross


@given(st.decimals(min_value=0, max_value=10**6, places=4), st.integers(1, 10**4))
def test_unit_prices_agree_with_decimal_arithmetic(price: Decimal, quantity: int):
    figures, _ = read(quantity=[quantity], unit_price=[f"{price:f}"])
    assert figures.gross[0] == (price * quantity * 100).quantize(Decimal(1), ROUND_HALF_UP)


def test_a_discount_in_minor_units_goes_off_a_priced_line():
    figures, _ = read(quantity=[2], unit_price=["5.00"], line_discount=[150])
    assert (figures.gross[0], figures.net[0]) == (1000, 850)


def test_a_price_beyond_all_bounds_is_huge_and_not_wrapped_around():
    figures, _ = read(quantity=[2**31 - 1], unit_price=["9999999999999"])
    assert figures.gross[0] == 2**62


def test_floating_point_prices_are_noted():
    figures, found = read(quantity=[12], unit_price=[6.95])
    assert figures.gross[0] == 8340
    assert found == {"float_prices": 1}


def test_floating_point_line_amounts_are_refused():
    with pytest.raises(LogUnreadable, match="'line_net' holds floating-point numbers"):
        read(quantity=[1], line_net=[8.5])


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"quantity": ["x"], "line_net": [100]}, "bad_number"),
        ({"quantity": [1], "line_net": ["8.50"]}, "bad_number"),
        ({"quantity": [1], "unit_price": ["free"]}, "bad_number"),
        ({"quantity": [None, 1], "line_net": [100, 100]}, "bad_number"),
        ({"quantity": [1, 1], "line_net": [None, 100]}, "bad_number"),
        ({"quantity": [0], "line_net": [100]}, "quantity_not_positive"),
        ({"quantity": [-1], "line_net": [100], "kind": ["sale"]}, "quantity_not_positive"),
        ({"quantity": [0], "line_net": [100], "kind": ["return"]}, "quantity_not_positive"),
        ({"quantity": [1], "line_net": [-100], "kind": ["sale"]}, "negative_money"),
        ({"quantity": [1], "line_gross": [100], "line_discount": [150]}, "negative_money"),
        ({"quantity": [1], "line_gross": [100], "line_discount": [-50]}, "negative_money"),
        ({"quantity": [1], "line_net": [100], "kind": ["gift"]}, "unknown_kind"),
    ],
)
def test_a_row_with_wrong_figures_is_excluded(columns: dict[str, list[object]], reason: str):
    _, found = read(**columns)
    assert found == {reason: 1}


@pytest.mark.parametrize("word", ["return", " Refund ", "退货", "退款"])
def test_returns_are_recognised_by_their_word(word: str):
    assert read(quantity=[1], line_net=[100], kind=[word])[0].returned.tolist() == [True]


@pytest.mark.parametrize("word", ["sale", "ORDER", "purchase", "销售", "", None])
def test_sales_are_too_and_an_empty_cell_is_one(word: str | None):
    assert read(quantity=[1, 1], line_net=[100, 100], kind=[word, "sale"])[0].returned.tolist() == [
        False,
        False,
    ]


def test_a_refund_with_negative_figures_becomes_a_return_of_their_size():
    figures, found = read(
        quantity=[-2, 2], line_gross=[-1000, 1000], line_discount=[-100, 0], line_net=[-900, 1000]
    )
    assert figures.returned.tolist() == [True, False]
    assert (figures.quantity[0], figures.gross[0], figures.discount[0], figures.net[0]) == (2, 1000, 100, 900)
    assert found == {"signed_refund": 1}


def test_a_return_may_be_written_with_either_sign():
    figures, found = read(quantity=[-1, 1], line_net=[-500, -500], kind=["return", None])
    assert figures.returned.tolist() == [True, True]
    assert figures.net.tolist() == [500, 500]
    assert found == {"signed_refund": 2}


def test_a_negative_price_is_a_refund_where_the_file_names_no_kinds():
    figures, found = read(quantity=[1], unit_price=["-110.62"])
    assert (figures.returned.tolist(), figures.net.tolist()) == ([True], [11062])
    assert found == {"signed_refund": 1}
