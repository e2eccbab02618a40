from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from loyalty.simulate.figures.baseline import what_happened
from loyalty.simulate.figures.history import History, month_name
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.settings import Settings
from tests.simulate.frames import back, log_of
from tests.simulate.replays import bought, shop, utc


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> OrderLog:
    """Four orders and three returns around two ends of a month."""
    return log_of(
        Path(tmp_path_factory.mktemp("baseline")),
        bought("A", utc(1, 10), 10_000, line_discount=1500),
        bought("A", utc(1, 10), 2_000, line_no=2, sku="cup"),
        bought("B", utc(1, 31, 15), 5_000, customer_id=None),
        bought("C", utc(1, 31, 16), 7_000, line_discount=7_000),
        back("R", of="A", ordered_at=utc(2, 28, 16), category="tea", line_gross=10_000, line_discount=1500),
        back("S", of=None, ordered_at=utc(3, 1), category="tea", line_gross=300),
        bought("D", utc(4, 2), 100),
    )


def months(log: OrderLog, zone: str | None, **settings: Any) -> list[tuple[str, int, int, int, int]]:
    """Month, orders, revenue, discounts and returns."""
    program = None if zone is None else shop(time_zone=zone)
    found = what_happened(History(log, Settings(**settings)), program)
    rows = [
        (row.month, row.orders, row.revenue_minor, row.discount_minor, row.returned_minor)
        for row in found.by_month
    ]
    sums = [sum(row[place] for row in rows) for place in range(1, 5)]
    assert sums == [found.orders, found.revenue_minor, found.discount_minor, found.returned_minor]
    return rows


def test_what_happened_is_told_at_list_prices_with_discounts_and_money_returned(log):
    assert months(log, "UTC") == [
        ("2025-01", 3, 24_000, 8_500, 0),
        ("2025-02", 0, 0, 0, 8_500),
        ("2025-03", 0, 0, 0, 300),
        ("2025-04", 1, 100, 0, 0),
    ]


def test_months_begin_at_midnight_in_the_programmes_zone(log):
    assert months(log, "Asia/Shanghai") == [
        ("2025-01", 2, 17_000, 1_500, 0),
        ("2025-02", 1, 7_000, 7_000, 0),
        ("2025-03", 0, 0, 0, 8_800),
        ("2025-04", 1, 100, 0, 0),
    ]


def test_without_a_programme_months_are_those_of_utc(log):
    assert months(log, None) == months(log, "UTC")


def test_only_what_follows_the_warm_up_is_measured(log):
    at_midnight = datetime(2025, 1, 31, 16, tzinfo=UTC)
    assert months(log, "Asia/Shanghai", warm_up_until=at_midnight) == [
        ("2025-02", 1, 7_000, 7_000, 0),
        ("2025-03", 0, 0, 0, 8_800),
        ("2025-04", 1, 100, 0, 0),
    ]


def test_a_warm_up_as_long_as_the_log_leaves_nothing(log):
    assert months(log, "UTC", warm_up_until=utc(5, 1)) == []


@pytest.mark.parametrize(
    "settings",
    [{"price_basis": "gross"}, {"returns": "ignored"}, {"use_points": "never"}, {"use_coupons": "never"}],
)
def test_what_happened_does_not_depend_on_how_a_draft_is_replayed(log, settings):
    assert months(log, "UTC", **settings) == months(log, "UTC")


def test_a_month_has_four_and_two_digits():
    assert [month_name(month) for month in (2025 * 12, 2025 * 12 + 11, 12)] == [
        "2025-01",
        "2025-12",
        "0001-01",
    ]
