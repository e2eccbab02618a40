from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.errors import LogUnreadable
from loyalty.simulate.orders.columns import Column
from loyalty.simulate.orders.times import instants, is_count
from loyalty.when import civil, from_us, load_zone, to_us


def column(*cells: object, dtype: pl.DataType | None = None) -> Column:
    return Column(Path("orders.csv"), "cell", pl.Series("cell", cells, dtype=dtype, strict=False))


def one(cell: object, zone: str = "UTC", order: str = "year_first") -> datetime | None:
    read = instants(column(cell), zone, order)
    return from_us(int(read.values[0]), load_zone("UTC")) if read.known[0] else None


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
    "cell",
    [
        "2025-02-30",
        "2025-11-11 13:00 AM",
        "2025年11月",
        "11/11/25",
        "02/01/2025",
        "2025-13-01",
        "soon",
        "2025-01-02 25:00",
        "1969-12-31",
    ],
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


MOMENTS = st.integers(946_684_800, 3_124_223_999).map(lambda second: datetime.fromtimestamp(second, UTC))

FORMS = {
    "year_first": (
        "%Y-%m-%d %H:%M:%S",
        "%Y/%m/%d %H:%M:%S",
        "%Y.%m.%d %H:%M:%S",
        "%Y-%m-%dT%H:%M:%SZ",
        "%Y-%m-%d %I:%M:%S %p",
        "%Y年%m月%d日 %H:%M:%S",
        "%Y年%m月%d日%H时%M分%S秒",
        "%Y%m%d%H%M%S",
        "%Y%m%d %H%M%S",
        "%d %b %Y %H:%M:%S",
        "%d-%b-%Y %H:%M:%S",
        "%B %d, %Y %I:%M:%S %p",
        "%a, %d %b %Y %H:%M:%S +0000",
    ),
    "day_first": ("%d/%m/%Y %H:%M:%S", "%d.%m.%Y %H:%M:%S", "%d-%m-%Y %I:%M:%S %p", "%Y-%m-%d %H:%M:%S"),
    "month_first": ("%m/%d/%Y %H:%M:%S", "%m-%d-%Y %I:%M:%S%p", "%m/%d/%y %H:%M:%S"),
}
CASES = [(order, form) for order, forms in FORMS.items() for form in forms]


@pytest.mark.parametrize(("order", "form"), CASES)
@settings(max_examples=10)
@given(moments=st.lists(MOMENTS, min_size=1, max_size=30))
def test_instants_written_in_any_accepted_form_read_back_the_same(order, form, moments):
    read = instants(column(*(told.strftime(form) for told in moments)), "UTC", order)
    assert read.values.tolist() == [to_us(told) for told in moments]


@given(moment=MOMENTS, half=st.booleans())
def test_an_instant_by_the_halves_of_a_chinese_day_reads_back_the_same(moment, half):
    told = moment.replace(second=0)
    word = "上午" if told.hour < 12 else "下午"
    clock = told.strftime("%I:%M")
    text = (
        f"{told:%Y/%m/%d} {word}{clock}"
        if half
        else f"{told.year}年{told.month}月{told.day}日 {word} {clock}"
    )
    assert one(text) == told


@given(moment=MOMENTS)
def test_an_instant_told_as_a_count_reads_back_to_the_second(moment):
    told = moment
    seconds = to_us(told) // 1_000_000
    since = told - datetime(1899, 12, 30, tzinfo=UTC)
    days = since / timedelta(days=1)
    assert one(str(seconds), order="unix_s") == told
    assert one(seconds * 1000, order="unix_ms") == told
    assert one(f"{days:.9f}", order="excel") == told
    assert one(days, order="excel") == told


def test_a_count_of_days_is_on_the_shops_wall_clock_and_one_of_seconds_is_not():
    assert one("45972.5", "Asia/Shanghai", "excel") == datetime(2025, 11, 11, 4, tzinfo=UTC)
    assert one("1762848000", "Asia/Shanghai", "unix_s") == datetime(2025, 11, 11, 8, tzinfo=UTC)


@pytest.mark.parametrize("order", ["excel", "unix_s", "unix_ms"])
@pytest.mark.parametrize("cell", ["soon", "99999999999999999", "-5"])
def test_a_count_that_is_no_instant_is_flagged(order: str, cell: str):
    assert instants(column(cell), "UTC", order).bad.tolist() == [True]


def test_a_date_is_no_count():
    with pytest.raises(LogUnreadable, match="Store it as numbers"):
        instants(column(date(2025, 1, 1)), "UTC", "excel")


@pytest.mark.parametrize(("order", "day"), [("day_first", 4), ("month_first", 3)])
def test_the_order_of_day_and_month_is_the_columns(order: str, day: int):
    assert one("04/03/2025", order=order).day == day
    assert one("04/03/25 8:26", order=order).day == day


def test_noon_and_midnight_are_where_clocks_have_them():
    assert one("2025-11-11 12:00 AM").hour == 0
    assert one("2025-11-11 12:00 PM").hour == 12
    assert one("2025/11/11 中午 12:30").hour == 12
    assert one("2025/11/11 凌晨 12:30").hour == 0


@pytest.mark.parametrize(("text", "count"), [("45972.5", True), ("1731312000", True), ("20251111", False)])
def test_a_bare_number_is_a_count_unless_it_is_a_date_without_separators(text: str, count: bool):
    assert is_count(text) is count
