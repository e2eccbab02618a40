from datetime import datetime
from decimal import Decimal
from io import BytesIO

import pytest
from xlsxwriter.workbook import Workbook

from loyalty.money import Currency
from loyalty.reports.sheet_cells import Styles, money_format, month_format, number_of, plain, width_of
from loyalty.reports.values import Instant, Money, Month, Share, Whole

YUAN, RUPIAH, DINAR = Currency("CNY", 2), Currency("IDR", 0), Currency("KWD", 3)


@pytest.mark.parametrize(
    ("unit", "minor", "number"),
    [
        (YUAN, 1_050, Decimal("10.50")),
        (YUAN, -1, Decimal("-0.01")),
        (RUPIAH, 25_000, Decimal(25_000)),
        (DINAR, 1, Decimal("0.001")),
        (YUAN, 999_999_999_999_999, Decimal("9999999999999.99")),
        (YUAN, -1_000_000_000_000_000, None),
    ],
)
def test_money_is_an_exact_decimal_or_no_number_at_all(unit, minor, number):
    assert number_of(Money(minor), unit) == number


def test_a_count_of_more_than_fifteen_digits_is_no_number():
    assert number_of(Whole(10**15 - 1), YUAN) == 10**15 - 1
    assert number_of(Whole(10**15), YUAN) is None


def test_a_share_without_a_whole_is_no_number():
    assert number_of(Share(1, 0), YUAN) is None
    assert number_of(Share(1, 3), YUAN) == Decimal("0.333333333")
    assert number_of(Share(-1, 4), YUAN) == Decimal("-0.25")


def test_instants_stand_on_the_clock_they_were_written_with():
    placed = number_of(Instant("2025-11-11T00:03:11.5+08:00"), YUAN)
    assert isinstance(placed, datetime)
    assert placed.isoformat() == "2025-11-11T00:03:11"
    month = number_of(Month("2025-11"), YUAN)
    assert isinstance(month, datetime)
    assert month.isoformat() == "2025-11-01T00:00:00"


def test_days_that_no_spreadsheet_knows_are_texts():
    assert number_of(Instant("1899-12-31T00:00:00Z"), YUAN) is None


def test_money_is_shown_with_its_symbol_and_all_its_decimals():
    assert money_format(YUAN, "en") == '"¥"#,##0.00'
    assert money_format(RUPIAH, "zh").endswith("#,##0")
    assert money_format(DINAR, "en").endswith("#,##0.000")


def test_months_read_as_the_language_writes_them():
    assert (month_format("en"), month_format("zh")) == ("mmm yyyy", 'yyyy"年"m"月"')


def test_a_text_is_never_taken_for_rich_text():
    assert plain("<r>x</r>") == "<r>x</r> "
    assert plain("<r>x") == "<r>x"
    assert plain("a\x00b") == "a\ufffdb"


def test_a_chinese_letter_is_as_wide_as_two_others():
    assert width_of("净成本") == width_of("abcdef") == 6


@pytest.mark.parametrize(
    ("part", "whole", "form"),
    [
        (1, 3_000, '"<0.1%"'),
        (2_999, 3_000, '">99.9%"'),
        (1, 2, "0.0%"),
        (0, 5, "0.0%"),
        (5, 5, "0.0%"),
        (-1, 3_000, "0.0%"),
    ],
)
def test_a_share_reads_in_the_workbook_as_on_the_page(part, whole, form):
    with Workbook(BytesIO()) as book:
        assert Styles(book, YUAN, "en").number_format(Share(part, whole)) == form
