import pytest

from loyalty.money import currency
from loyalty.reports.figures import DASH, Figures, count, day, instant, moment

YUAN = Figures(currency("CNY"), "en")
YUAN_ZH = Figures(currency("CNY"), "zh")
YEN = Figures(currency("JPY"), "en")
DINAR = Figures(currency("KWD"), "en")


def test_money_has_its_symbol_separators_and_all_its_decimals():
    assert YUAN.money(123_450) == "¥1,234.50"
    assert YEN.money(123_450) == "JP¥123,450"
    assert DINAR.money(1_234) == "KWD\N{NO-BREAK SPACE}1.234"


def test_a_negative_amount_has_a_true_minus_before_its_symbol():
    assert YUAN.money(-5) == "−¥0.05"


def test_a_change_of_money_always_shows_its_sign():
    assert [YUAN.money_change(minor) for minor in (100, 0, -100)] == ["+¥1.00", "¥0.00", "−¥1.00"]


@pytest.mark.parametrize(
    ("number", "english", "chinese"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1_000, "1k", "1,000"),
        (12_345, "12.3k", "1.23万"),
        (999_949, "1m", "100万"),
        (1_234_567, "1.23m", "123万"),
        (99_999_999, "100m", "1亿"),
        (2_500_000_000, "2.5bn", "25亿"),
        (-7_000_000_000_000, "−7tn", "−7万亿"),
        (8_700_000_000_000_000, "8,700tn", "8,700万亿"),
    ],
)
def test_short_counts_keep_three_digits_and_count_as_people_do(number, english, chinese):
    assert YUAN.short_count(number) == english
    assert YUAN_ZH.short_count(number) == chinese


def test_short_money_is_in_major_units_whatever_the_exponent():
    assert YUAN.short_money(4_943_952) == "49.4k"
    assert YEN.short_money(4_943_952) == "4.94m"
    assert DINAR.short_money(1_005) == "1.01"
    assert YUAN.short_money(5) == "0.05"


def test_a_share_has_one_decimal_and_never_hides_a_trace():
    assert YUAN.share(78, 1_000) == "7.8%"
    assert YUAN.share(1, 100_000) == "<0.1%"
    assert YUAN.share(-1, 100_000) == ">−0.1%"
    assert YUAN.share(0, 5) == "0.0%"
    assert YUAN.share(-1, 8) == "−12.5%"


def test_a_share_of_nothing_is_a_dash():
    assert YUAN.share(5, 0) == DASH
    assert YUAN.share_change(5, 0) == DASH


def test_a_change_is_measured_against_the_size_of_the_old_figure():
    assert YUAN.share_change(110, 100) == "+10.0%"
    assert YUAN.share_change(90, 100) == "−10.0%"
    assert YUAN.share_change(-50, -100) == "+50.0%"
    assert YUAN.share_change(100, 100) == "0.0%"
    assert YUAN.share_change(100_001, 100_000) == YUAN.share_change(99_999, 100_000) == "≈0%"


def test_parts_per_million_read_as_percent():
    assert YUAN.ppm(63_750) == "6.4%"


def test_months_read_as_people_say_them():
    assert (YUAN.month("2025-11"), YUAN_ZH.month("2025-11")) == ("Nov 2025", "2025年11月")
    assert (YUAN.month_tick("2025-01"), YUAN_ZH.month_tick("2025-01")) == ("Jan", "1月")


def test_counts_have_separators_and_a_true_minus():
    assert count(-1_234_567) == "−1,234,567"


def test_instants_are_shown_in_the_offset_they_were_written_with():
    assert instant("2025-11-11T00:03:59+08:00") == "2025-11-11 00:03"
    assert day("2025-11-11T00:03:59+08:00") == "2025-11-11"
    assert instant(None) == DASH


def test_an_instant_without_an_offset_is_utc():
    assert moment("2025-11-11T00:00:00").isoformat() == "2025-11-11T00:00:00+00:00"
    assert moment("2025-11-11T00:00:00Z") == moment("2025-11-11T08:00:00+08:00")


def test_a_share_just_short_of_the_whole_is_not_rounded_up_to_it(pen):
    assert pen.figures.share(5_878, 5_879) == ">99.9%"
    assert pen.figures.share(5_879, 5_879) == "100.0%"
