from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.errors import LogUnreadable
from loyalty.simulate.columns import Column
from loyalty.simulate.parsing import by_distinct, coded, coded_among, instants, prices, texts, whole
from loyalty.when import civil, from_us, load_zone, to_us


def column(*cells: object, dtype: pl.DataType | None = None) -> Column:
    return Column(Path("orders.csv"), "cell", pl.Series("cell", cells, dtype=dtype, strict=False))


def one(cell: object, zone: str = "UTC") -> datetime | None:
    read = instants(column(cell), zone)
    return from_us(int(read.values[0]), load_zone("UTC")) if read.known[0] else None


def test_texts_stay_as_they_are_written():
    assert texts(column("A1", " A1", "é")).to_list() == ["A1", " A1", "é"]


def test_whole_numbers_with_gaps_come_back_from_what_pandas_made_of_them():
    assert texts(column(13085.0, None, float("nan"))).to_list() == ["13085", None, None]
    assert texts(column(7, 8)).to_list() == ["7", "8"]


def test_categories_are_texts():
    assert texts(column("a", dtype=pl.Categorical())).to_list() == ["a"]


@pytest.mark.parametrize("cell", [1.5, True, [1]])
def test_what_is_no_text_is_refused_with_its_type(cell: object):
    with pytest.raises(LogUnreadable, match=r"the column 'cell' is of the type .*Store it as text"):
        texts(column(cell))


def test_coded_texts_stand_in_the_byte_order_of_utf_8_and_blank_ones_nowhere():
    read = coded(pl.Series(["b", "é", None, " ", "B", "😀", "b"]))
    assert read.values.to_list() == ["B", "b", "é", "😀"]
    assert read.codes.tolist() == [1, 2, -1, -1, 0, 3, 1]


def test_texts_that_are_not_among_the_given_ones_have_no_place():
    assert coded_among(pl.Series(["a", "c"]), pl.Series(["a", "b"])).codes.tolist() == [0, -1]


@pytest.mark.parametrize(
    ("cell", "value"), [("12", 12), (" -3 ", -3), ("1,234", 1234), ("12.0", 12), ("+5", 5), ("0", 0)]
)
def test_whole_numbers_are_read(cell: str, value: int):
    read = whole(column(cell), floats=False)
    assert (read.values.tolist(), read.known.tolist(), read.bad.tolist()) == ([value], [True], [False])


@pytest.mark.parametrize("cell", ["1.5", "x", "12,34", "1e3", "9" * 19, "--1"])
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


@pytest.mark.parametrize("cell", ["1e5", ".", "£5", "3.33333333333", "1 000"])
def test_a_text_that_is_no_price_is_flagged(cell: str):
    assert prices(column(cell)).bad.tolist() == [True]


def test_prices_may_be_decimals_whole_numbers_or_grouped():
    assert prices(column(Decimal("1.50"))).values.to_list() == [15 * 10**9]
    assert prices(column(3)).values.to_list() == [3 * 10**10]
    assert prices(column("1,234.50")).values.to_list() == [12345 * 10**9]


def test_a_price_of_another_type_is_refused():
    with pytest.raises(LogUnreadable, match="Store it as decimal text or a number"):
        prices(column(date(2025, 1, 1)))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2025-01-02 03:04:05", datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2025-01-02T03:04:05.678901Z", datetime(2025, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)),
        ("2025/1/2 3:04", datetime(2025, 1, 2, 3, 4, tzinfo=UTC)),
        (" 2025.01.02 ", datetime(2025, 1, 2, tzinfo=UTC)),
        ("2025-01-02 03:04 +08:00", datetime(2025, 1, 1, 19, 4, tzinfo=UTC)),
        ("2025-01-02T03:04:05-0530", datetime(2025, 1, 2, 8, 34, 5, tzinfo=UTC)),
        ("2025-01-02 03:04:05+08", datetime(2025, 1, 1, 19, 4, 5, tzinfo=UTC)),
        (date(2025, 1, 2), datetime(2025, 1, 2, tzinfo=UTC)),
        (datetime(2025, 1, 2, 3, tzinfo=UTC), datetime(2025, 1, 2, 3, tzinfo=UTC)),
    ],
)
def test_times_are_read(cell: object, expected: datetime):
    assert one(cell) == expected


@pytest.mark.parametrize(
    "cell", ["2025-02-30", "02/01/2025", "2025-13-01", "soon", "2025-01-02 25:00", "1969-12-31"]
)
def test_times_that_are_none_or_out_of_range_are_flagged(cell: str):
    assert instants(column(cell), "UTC").bad.tolist() == [True]


def test_a_time_without_an_offset_is_on_the_shops_wall_clock():
    assert one("2025-11-11 00:30", "Asia/Shanghai") == datetime(2025, 11, 10, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize("wall", ["2021-03-28 01:30", "2021-10-31 01:30", "2021-07-01 12:00"])
def test_the_wall_clock_agrees_with_the_calendar_of_the_library(wall: str):
    zone = load_zone("Europe/London")
    assert instants(column(wall), "Europe/London").values.tolist() == [to_us(civil(wall, zone))]


def test_numbers_are_no_times():
    with pytest.raises(LogUnreadable, match="Store it as dates or times"):
        instants(column(1_700_000_000), "UTC")


def test_each_distinct_cell_is_read_once_and_every_row_gets_it():
    seen: list[int] = []

    def parse(cells: pl.Series) -> pl.Series:
        seen.append(cells.len())
        return cells.str.to_uppercase()

    assert by_distinct(pl.Series(["a", "b", None] * 4), parse).to_list() == ["A", "B", None] * 4
    assert seen == [3]
