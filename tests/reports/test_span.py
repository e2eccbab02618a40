import pytest

from loyalty.reports.span import a_year, partial_months


@pytest.mark.parametrize(
    ("last", "partial"),
    [
        ("2025-12-31T21:00:00+08:00", ()),
        ("2025-12-28T21:00:00+08:00", ()),
        ("2025-12-27T21:00:00+08:00", ("2025-12",)),
        ("2025-12-09T12:50:00+08:00", ("2025-12",)),
    ],
)
def test_a_month_that_ends_days_early_is_not_whole_but_a_weekend_is_no_gap(a_draft, a_log, last, partial):
    a_log["last_at"] = last
    assert partial_months(a_draft, a_log) == partial


def test_a_month_that_begins_late_is_not_whole(a_draft, a_log):
    a_log["first_at"] = "2024-01-09T08:00:00+08:00"
    assert partial_months(a_draft, a_log) == ("2024-01",)
    del a_draft["by_month"][0]
    assert partial_months(a_draft, a_log) == ()


def test_a_cost_of_two_years_is_about_half_of_it_a_year(a_draft, a_log):
    assert a_year(73_100_00, a_draft, a_log) == 36_500_00


def test_a_year_is_told_to_three_digits(a_draft, a_log):
    assert a_year(88_920_714, a_draft, a_log) == 44_400_000
    assert a_year(-88_920_714, a_draft, a_log) == -44_400_000


def test_a_year_or_less_is_never_stretched(a_draft, a_log):
    a_log["last_at"] = "2024-12-31T21:00:00+08:00"
    assert a_year(100_00, a_draft, a_log) is None
    a_draft["by_month"] = []
    assert a_year(100_00, a_draft, a_log) is None


def test_months_before_a_warm_up_ended_are_not_counted(a_draft, a_log):
    a_draft["by_month"] = a_draft["by_month"][12:]
    assert a_year(100_00, a_draft, a_log) is None
