"""What the settings do to a replay."""

from pathlib import Path
from typing import Any

import pytest

from tests.simulate.frames import log_of
from tests.simulate.replays import Told, bought, shop, told, utc

WELCOME = {
    "id": "welcome",
    "when": {"kind": "code", "any": ["WELCOME"]},
    "benefit": {"kind": "percent", "percent": 10},
}
POINTS = {
    "rules": [{"id": "base", "kind": "per_amount", "points": 1, "per": 1}],
    "redeem": {"points": 10, "worth": 1, "max_percent": 50},
}


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Twenty orders of 100.00 by one member; every second shows `wel-come`, which took 20.00 off."""
    rows = []
    for number in range(20):
        coupon = {"coupon_code": "wel-come", "line_discount": 2000} if number % 2 else {"line_discount": 500}
        rows.append(bought(f"o{number:02d}", utc(1, 1 + number), 10_000, **coupon))
    return log_of(Path(tmp_path_factory.mktemp("settings")), *rows)


def replayed(log: Any, **settings: Any) -> Told:
    """The log under the code's ten percent."""
    return told(log, shop(offers=[WELCOME]), **settings)


@pytest.mark.parametrize(
    ("settings", "revenue"),
    [
        ({}, 10 * 9_500 + 10 * 8_000),
        ({"price_basis": "gross"}, 20 * 10_000),
        ({"price_basis": "gross_without", "price_codes": ("WELCOME",)}, 10 * 9_500 + 10 * 10_000),
        ({"price_basis": "gross_without", "price_codes": ("OTHER",)}, 10 * 9_500 + 10 * 8_000),
    ],
)
def test_the_draft_starts_from_the_price_basis(log, settings, revenue):
    totals = replayed(log, **settings).draft.totals
    assert totals.revenue_minor == revenue
    assert totals.discount_minor == revenue // 10


@pytest.mark.parametrize(
    ("settings", "redemptions"),
    [({}, 20), ({"use_coupons": "as_logged"}, 10), ({"use_coupons": "never"}, 0)],
)
def test_codes_are_shown_by_all_by_whoever_showed_them_or_by_nobody(log, settings, redemptions):
    draft = replayed(log, **settings).draft
    assert draft.by_offer[0].redemptions == redemptions
    refused = {one.reason: one.orders for one in draft.reasons}
    assert refused == ({"no_code": 20 - redemptions} if redemptions < 20 else {})


def offered(result: Told, column: str = "off") -> set[str]:
    """The orders with something in a column of their outcomes."""
    found = result.replay.tables["outcomes"][column] > 0
    return {order for order, one in zip(result.replay.log.doc_ids, found.tolist(), strict=True) if one}


def test_a_share_of_the_orders_shows_codes_and_a_larger_share_keeps_the_smaller(log):
    some, same, more, other = (
        offered(replayed(log, use_coupons="share", coupons_share=share, seed=seed))
        for share, seed in (("0.4", 1), ("0.4", 1), ("0.7", 1), ("0.4", 2))
    )
    assert 0 < len(some) < 20
    assert some == same
    assert some < more
    assert other != some
    assert offered(replayed(log, use_coupons="share", coupons_share="0")) == set()
    assert len(offered(replayed(log, use_coupons="share", coupons_share="1"))) == 20


def test_points_are_spent_by_all_by_nobody_or_by_a_share_drawn_apart_from_codes(log):
    program = shop(points=POINTS)
    spent = {
        use: offered(told(log, program, use_points=use, points_share="0.4"), "points")
        for use in ("always_max", "never", "share")
    }
    assert len(spent["always_max"]) == 19, "all but the first, which finds no points"
    assert spent["never"] == set()
    assert 0 < len(spent["share"]) < 19
    coupons = offered(replayed(log, use_coupons="share", coupons_share="0.4"))
    assert spent["share"] != coupons - {"o00"}


def test_another_draft_meets_the_same_draws(log):
    one = offered(replayed(log, use_coupons="share", coupons_share="0.4"))
    richer = shop(offers=[WELCOME | {"benefit": {"kind": "percent", "percent": 50}}], points=POINTS)
    assert offered(told(log, richer, use_coupons="share", coupons_share="0.4", use_points="never")) == one


def test_delivery_is_counted_in_days_after_the_order(tmp_path):
    log = log_of(tmp_path, bought("A", utc(1, 1), 1000), bought("B", utc(1, 10), 1000))
    pending = {**POINTS, "pending": {"days": 5, "after": "delivered"}}
    program = shop(points=pending)
    spent = [told(log, program, delivered_after_days=days).draft.points.spent for days in (0, 4, 5)]
    assert spent == [10, 10, 0], "10 points mature five days after delivery: on the 6th, 10th and 11th"
