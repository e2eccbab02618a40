from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.errors import LogUnreadable
from loyalty.money import EXPONENTS, currency
from loyalty.simulate.orders.columns import Column
from loyalty.simulate.orders.numerals import SIGNS, decimals, halves_up, minor, prices, whole

ONE = 10**10


def column(*cells: object, dtype: pl.DataType | None = None) -> Column:
    return Column(Path("orders.csv"), "cell", pl.Series("cell", cells, dtype=dtype, strict=False))


@pytest.mark.parametrize(
    ("cell", "value"), [("12", 12), (" -3 ", -3), ("1,234", 1234), ("12.0", 12), ("+5", 5), ("0", 0)]
)
def test_whole_numbers_are_read(cell: str, value: int):
    read = whole(column(cell), floats=False)
    assert (read.values.tolist(), read.known.tolist(), read.bad.tolist()) == ([value], [True], [False])


@pytest.mark.parametrize("cell", ["1.5", "x", "12,34", "1e3", "9" * 19, "--1", "£5"])
def test_other_cells_are_flagged_not_guessed(cell: str):
    assert whole(column(cell), floats=False).bad.tolist() == [True]


@pytest.mark.parametrize("cell", ["", "  ", None])
def test_an_empty_cell_is_unknown_and_not_bad(cell: str | None):
    read = whole(column(cell, dtype=pl.String()), floats=False)
    assert (read.known.tolist(), read.bad.tolist()) == ([False], [False])


def test_decimals_are_whole_when_they_are():
    read = whole(column(Decimal("3.00"), Decimal("3.50"), None), floats=False)
    assert (read.values[0], read.bad.tolist()) == (3, [False, True, False])


def test_floating_point_line_amounts_are_refused_with_the_reason():
    with pytest.raises(LogUnreadable, match=r"numbers, which are not exact. Store whole minor"):
        whole(column(1.0), floats=False)


def test_floating_point_quantities_count_when_whole():
    read = whole(column(2.0, 2.5, None, float("nan")), floats=True)
    assert read.values.tolist() == [2, 0, 0, 0]
    assert read.bad.tolist() == [False, True, False, False]


def test_a_column_of_another_type_is_no_number():
    with pytest.raises(LogUnreadable, match="Store it as whole numbers"):
        whole(column(date(2025, 1, 1)), floats=True)


@given(st.decimals(min_value=0, max_value=10**12, places=3))
def test_a_price_is_read_exactly(price: Decimal):
    assert prices(column(f"{price:f}")).values.to_list() == [int(price * 10**10)]


@pytest.mark.parametrize("price", ["6.95", "0.1", "123456.789", "5.0"])
def test_a_floating_point_price_is_its_shortest_text(price: str):
    stored = pl.Series([price]).cast(pl.Float64)[0]
    assert prices(column(stored)).values.to_list() == [int(Decimal(price) * 10**10)]


def test_a_price_that_no_shop_typed_is_flagged():
    total = 0.1 + 0.2
    assert prices(column(total, 1e22)).bad.tolist() == [True, True]
    assert prices(column(float("nan"))).bad.tolist() == [False]


@pytest.mark.parametrize("cell", ["1e5", ".", "£5", "3.33333333333", "1 00", "1,00", "5-5", "(5", "$-"])
def test_a_text_that_is_no_price_is_flagged(cell: str):
    assert prices(column(cell)).bad.tolist() == [True]


def test_prices_may_be_decimals_whole_numbers_or_grouped():
    assert prices(column(Decimal("1.50"))).values.to_list() == [15 * 10**9]
    assert prices(column(3)).values.to_list() == [3 * 10**10]
    assert prices(column("1,234.50")).values.to_list() == [12345 * 10**9]


def test_a_price_of_another_type_is_refused():
    with pytest.raises(LogUnreadable, match="Store it as decimal text or a number"):
        prices(column(date(2025, 1, 1)))


def read(text: str, *, mark: str = ".", unit: str = "CNY") -> Decimal | None:
    """The figure that a cell means."""
    value = decimals(pl.Series([text, "0"]), mark=mark, unit=currency(unit))[0]
    return None if value is None else Decimal(value) / ONE


SIGN_OF = {
    "CNY": "¥",
    "GBP": "£",
    "USD": "$",
    "EUR": "€",
    "JPY": "￥",
    "INR": "Rs.",
    "HKD": "HK$",
    "PLN": "zł",
}


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=2),
    st.sampled_from([".", ","]),
    st.sampled_from(["", "group", "'", " ", "\u202f"]),
    st.sampled_from(sorted(SIGN_OF)),
    st.sampled_from(["before", "after", "none", "code"]),
    st.sampled_from(["minus", "trailing", "brackets"]),
)
def test_an_amount_reads_back_exactly_however_it_is_written(amount, mark, group, unit, sign, negative):
    separator = {"group": "," if mark == "." else "."}.get(group, group)
    text = f"{abs(amount):,.2f}".replace(".", "#").replace(",", separator).replace("#", mark)
    text = {
        "before": f"{SIGN_OF[unit]}{text}",
        "after": f"{text} {SIGN_OF[unit]}",
        "none": text,
        "code": f"{unit} {text}",
    }[sign]
    if amount < 0:
        text = {"minus": f"-{text}", "trailing": f"{text}-", "brackets": f"({text})"}[negative]
    assert read(text, mark=mark, unit=unit) == amount


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("¥ 12.00", "CNY", "12"),
        ("12.00元", "CNY", "12"),
        ("RMB 1,200", "CNY", "1200"),
        ("US$5", "USD", "5"),
        ("-$5.50", "USD", "-5.5"),
        ("$-5.50", "USD", "-5.5"),
        ("−3", "CNY", "-3"),
        ("（3.5）", "CNY", "-3.5"),
        (".5", "CNY", "0.5"),
        ("5.", "CNY", "5"),
        ("12,34,567.50", "INR", "1234567.5"),
        ("1 000", "CNY", "1000"),
        ("3 500 元", "CNY", "3500"),
    ],
)
def test_figures_are_read_as_people_write_them(text: str, unit: str, value: str):
    assert read(text, unit=unit) == Decimal(value)


@pytest.mark.parametrize(("text", "unit"), [("£5", "CNY"), ("5 €", "USD"), ("¥5", "GBP"), ("USD 5", "EUR")])
def test_a_figure_in_another_currency_is_none(text: str, unit: str):
    assert read(text, unit=unit) is None


def test_the_decimal_mark_is_the_files():
    assert (read("1.234", mark="."), read("1.234", mark=",")) == (Decimal("1.234"), Decimal(1234))
    assert (read("1,234", mark="."), read("1,234", mark=",")) == (Decimal(1234), Decimal("1.234"))
    assert read("1.23", mark=",") is None


def test_numbers_stored_as_numbers_keep_their_point_in_a_file_of_commas():
    assert prices(column(1.5), mark=",").values.to_list() == [15 * 10**9]


def test_every_currency_with_signs_of_its_own_is_a_currency():
    assert SIGNS.keys() <= EXPONENTS.keys()


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_amounts_in_major_units_become_minor_ones_half_up(amount: Decimal):
    read, rounded = minor(column(f"{amount:f}"), unit=currency("CNY"))
    assert read.values[0] == (amount * 100).quantize(Decimal(1), ROUND_HALF_UP)
    assert bool(rounded[0]) == (amount * 100 % 1 != 0)


def test_an_unknown_amount_is_neither_zero_nor_rounded():
    read, rounded = minor(column(None, "1.50", "x", dtype=pl.String()), unit=currency("CNY"))
    assert (read.known.tolist(), read.bad.tolist()) == ([False, True, False], [False, False, True])
    assert rounded.tolist() == [False, False, False]


def test_halves_go_away_from_zero():
    figures = pl.Series([5, -5, 4, -4, 15, None], dtype=pl.Int128)
    assert halves_up(figures, 10).to_list() == [1, -1, 0, 0, 2, None]
