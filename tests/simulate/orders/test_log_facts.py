import json
from decimal import Decimal
from pathlib import Path

import pytest

from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.orders.log_facts import facts
from tests.simulate.frames import at, back, log_of, sale

REPLAYED = {"promotions", "trailing_12_month_tiers", "points"}
"""Figures that need a programme, not only the log."""

NAMES = ("p0", "p10", "p25", "p50", "p75", "p90", "p95", "p99", "p100")


@pytest.mark.parametrize(
    ("name", "extras"), [("uci_online_retail_ii", ()), ("marketing_insights_2019", ("coupon_status",))]
)
def test_every_figure_of_a_real_history_is_exact(shared_data: Path, name: str, extras: tuple[str, ...]):
    reference = json.loads((shared_data / "reference_facts.json").read_text("utf-8"), parse_float=Decimal)[
        name
    ]
    log = OrderLog.read(shared_data / "lines" / f"{name}.parquet", extras=extras)
    assert facts(log) == {key: value for key, value in reference.items() if key not in REPLAYED}


def test_a_small_shop_can_be_counted_by_hand(tmp_path: Path):
    rows = [
        sale("A", line_gross=2500, line_discount=500, channel="web"),
        sale("B", ordered_at=at(3), quantity=2, line_gross=10_000, category=None),
        sale("C", ordered_at=at(4), customer_id="m2", line_gross=0),
        sale("D", ordered_at=at(5), customer_id=None, line_gross=300),
        back("R", of="A", ordered_at=at(6), line_gross=2500, line_discount=500),
    ]
    found = facts(log_of(tmp_path, *rows))
    expected = {
        "lines": 5, "sale_lines": 4, "return_lines": 1, "orders": 4, "customers": 2, "anonymous_orders": 1,
        "gross": 12_800, "discount": 500, "revenue": 12_300, "units": 5, "anonymous_revenue": 300,
        "zero_total_orders": 1, "return_documents": 1, "return_value": 2000, "revenue_after_returns": 10_300,
        "first_order_revenue": 2000, "skus": 1, "categories": 1, "first_at": "2025-01-02 12:00:00+00",
    }  # fmt: skip
    assert {key: found[key] for key in expected} == expected
    assert found["category_revenue"] == {"(none)": 10_000, "drinks": 2300}
    assert found["by_month"] == {
        "2025-01": {
            "orders": 4,
            "revenue": 12_300,
            "first_orders": 2,
            "return_documents": 1,
            "return_value": 2000,
        }
    }
    assert found["derived"] == {
        "repeat_purchase_rate": Decimal("0.5"),
        "first_order_share_of_known_orders": Decimal("0.666667"),
        "first_order_share_of_known_revenue": Decimal("0.166667"),
        "return_value_share_of_revenue": Decimal("0.162602"),
        "mean_order_total_major": Decimal("30.75"),
    }
    assert "coupons" not in found


def test_percentiles_are_members_of_the_list(tmp_path: Path):
    rows = [sale(str(total), line_gross=total) for total in range(1, 11)]
    found = facts(log_of(tmp_path, *rows))["order_total_percentiles"]
    assert found == dict(zip(NAMES, (1, 1, 3, 5, 8, 9, 10, 10, 10), strict=True))


def test_thresholds_are_in_units_of_u(tmp_path: Path):
    log = log_of(tmp_path, sale("A", line_gross=200_000), sale("B", line_gross=199_999))
    found = facts(log, unit=100)
    assert found["U_minor"] == 10_000
    assert found["orders_at_or_above"] == {
        f"{threshold}U": {"orders": int(threshold == 20), "revenue": 200_000 * (threshold == 20)}
        for threshold in (20, 50, 100, 200, 500, 1000)
    }


def test_a_split_return_is_still_one_line(tmp_path: Path):
    rows = [sale(line_no=1), sale(line_no=2), back(quantity=2, line_gross=2000)]
    found = facts(log_of(tmp_path, *rows))
    assert (found["lines"], found["return_lines"], found["return_value"]) == (3, 1, 2000)


def test_a_log_of_returns_only_has_no_shares(tmp_path: Path):
    found = facts(log_of(tmp_path, back("R", of=None)))
    assert (found["orders"], found["customers"], found["order_total_percentiles"]) == (0, 0, {})
    assert set(found["derived"].values()) == {None}
