from datetime import date
from pathlib import Path

import numpy as np
import pytest

from loyalty.simulate.figures.history import History, month_name, months_of, per_document
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.settings import Settings
from tests.simulate.frames import back, log_of
from tests.simulate.replays import bought, shop, utc


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> OrderLog:
    """Three sales and a return in between: 10.00 - 1.00, 20.00 - 5.00 by code, 30.00 in two lines - 2.00."""
    rows = [
        bought("A", utc(1, 1), 1_000, line_discount=100),
        back("R", of="A", ordered_at=utc(1, 5), category="tea", line_gross=1_000, line_discount=100),
        bought("B", utc(1, 31, 20), 2_000, line_discount=500, coupon_code="SAVE", customer_id=None),
        bought("C", utc(2, 3), 1_000, line_discount=200, sku="cup", category="cups"),
        bought("C", utc(2, 3), 2_000, line_no=2),
    ]
    return log_of(Path(tmp_path_factory.mktemp("history")), *rows)


def test_orders_are_told_at_list_price_with_what_came_off(log):
    past = History(log, Settings())
    assert past.revenue.tolist() == [1_000, 2_000, 3_000]
    assert past.discount.tolist() == [100, 500, 200]


@pytest.mark.parametrize(
    ("settings", "stays", "tea", "cups"),
    [
        ({}, [100, 500, 200], 600, 200),
        ({"price_basis": "gross"}, [0, 0, 0], 0, 0),
        ({"price_basis": "gross_without", "price_codes": ("save",)}, [100, 0, 200], 100, 200),
    ],
)
def test_what_stays_is_what_the_price_basis_leaves_in_the_prices(log, settings, stays, tea, cups):
    past = History(log, Settings(**settings))
    assert past.stays.tolist() == stays
    found = dict(zip(log.item_category, past.item_stays.tolist(), strict=True))
    assert found == {"tea": tea, "cups": cups}


def test_discounts_by_item_leave_out_returns_and_the_warm_up(log):
    whole = History(log, Settings())
    assert dict(zip(log.item_category, whole.item_discount.tolist(), strict=True)) == {
        "tea": 600,
        "cups": 200,
    }
    late = History(log, Settings(warm_up_until=utc(1, 6)))
    assert dict(zip(log.item_category, late.item_discount.tolist(), strict=True)) == {"tea": 500, "cups": 200}
    assert (whole.returns.tolist(), late.returns.tolist()) == ([1], [])


def test_months_are_those_of_the_programmes_zone(log):
    past = History(log, Settings())
    months = {zone: past.months(shop(time_zone=zone)) for zone in ("UTC", "Asia/Shanghai")}
    assert past.months(None).tolist() == months["UTC"].tolist()
    assert [month_name(one) for one in months["UTC"].tolist()] == ["2025-01", "2025-01", "2025-02"]
    assert [month_name(one) for one in months["Asia/Shanghai"].tolist()] == ["2025-01", "2025-02", "2025-02"]


def test_every_day_has_its_month():
    days = np.arange(-800, 40_000, 7)
    told = [date.fromordinal(719_163 + day) for day in days.tolist()]
    assert months_of(days).tolist() == [day.year * 12 + day.month - 1 for day in told]
    assert months_of(days[:0]).size == 0


def test_lines_are_added_up_by_document(log):
    assert per_document(log, log.line_quantity.astype(np.int64)).tolist() == [1, 1, 1, 2]
