"""What a quote costs in a shop's worker: figures to read, and how they grow with offers and lines."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

import loyalty

NOW = datetime(2026, 6, 3, 3, tzinfo=UTC)
MEMBER = loyalty.Member(id="m", joined_at=NOW)


def shop(offers: int) -> loyalty.Plan:
    listed = [
        {
            "id": f"o{n}",
            "priority": n,
            "when": {"kind": "subtotal", "minimum": 10 * n},
            "benefit": {"kind": "percent", "percent": 1, "of": {"categories": [f"c{n % 7}"]}},
        }
        for n in range(offers)
    ]
    rules = [{"kind": "per_amount", "id": "base", "points": 1, "per": 1}]
    parts = {"key": "bench", "currency": "CNY", "time_zone": "Asia/Shanghai"}
    return loyalty.lower(loyalty.load_program({**parts, "points": {"rules": rules}, "offers": listed}))


def cart(lines: int) -> loyalty.Cart:
    return loyalty.Cart(
        currency="CNY",
        lines=tuple(
            loyalty.CartLine(
                id=str(n), sku=f"s{n}", unit_price="19.99", quantity=1 + n % 3, category=f"c{n % 7}"
            )
            for n in range(lines)
        ),
    )


@pytest.mark.parametrize("offers", [10, 50])
def test_quote_of_twenty_lines(benchmark, offers):
    plan, goods = shop(offers), cart(20)
    told = loyalty.quote(plan, goods, who=MEMBER, at=NOW)
    assert told.goods_minor == sum(line.amount_minor for line in told.lines)
    assert told.discount_minor == sum(one.amount_minor for one in told.adjustments) > 0
    benchmark.extra_info["applied"] = len(told.applied) / offers
    assert benchmark(loyalty.quote, plan, goods, who=MEMBER, at=NOW) == told
