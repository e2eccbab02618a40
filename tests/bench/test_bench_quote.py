"""What a quote costs in a shop's worker: figures to read, and how they grow with offers and lines."""

from __future__ import annotations

from datetime import UTC, datetime
from time import process_time

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


GROWTH_MAX = 100
"""How many times the cost of 20 lines 1,000 may take: fifty times as many, each pass over them as long."""


def mixed(offers: int) -> loyalty.Plan:
    """Offers of every kind that looks at lines one by one, ranks them or counts their articles."""
    kinds = [
        {"kind": "percent", "percent": 1},
        {"kind": "nth_item", "nth": 2, "percent": 5},
        {"kind": "buy_get", "buy": 2, "get": 1, "percent": 5},
        {"kind": "bundle", "units": 3, "price": 58},
        {"kind": "percent", "percent": 5, "units_max": 3, "take": "cheapest"},
        {"kind": "fixed_price", "price": "19.50"},
        {"kind": "steps", "measure": "quantity", "steps": [{"from": 2, "percent": 1}]},
        {"kind": "per_each", "amount": 1, "every": 100},
        {"kind": "amount", "amount": 1},
        {"kind": "amount", "amount": "0.10", "each": "unit"},
    ]
    asked = [{"kind": "distinct", "minimum": 3}, {"kind": "subtotal", "minimum": 10}]
    listed = [
        {
            "id": f"o{n}",
            "priority": n,
            "when": asked[n % 2],
            "benefit": kinds[n % 10] | {"of": {"categories": [f"c{n % 7}"]}},
        }
        for n in range(offers)
    ]
    parts = {"key": "bench", "currency": "CNY", "time_zone": "Asia/Shanghai"}
    return loyalty.lower(loyalty.load_program({**parts, "offers": listed}))


def least(plan: loyalty.Plan, goods: loyalty.Cart, *, rounds: int) -> float:
    """The least CPU seconds of so many quotes."""
    costs = []
    for _ in range(rounds):
        start = process_time()
        loyalty.quote(plan, goods, who=MEMBER, at=NOW)
        costs.append(process_time() - start)
    return min(costs)


@pytest.mark.parametrize("build", [shop, mixed])
def test_a_thousand_lines_cost_about_fifty_times_twenty(build):
    plan = build(50)
    few, many = least(plan, cart(20), rounds=30), least(plan, cart(1_000), rounds=4)
    assert many <= GROWTH_MAX * few


@pytest.mark.parametrize(("lines", "offers"), [(20, 10), (20, 50), (1_000, 50)])
def test_quote_of_a_cart(benchmark, lines, offers):
    plan, goods = shop(offers), cart(lines)
    told = loyalty.quote(plan, goods, who=MEMBER, at=NOW)
    assert told.goods_minor == sum(line.amount_minor for line in told.lines)
    assert told.discount_minor == sum(one.amount_minor for one in told.adjustments) > 0
    benchmark.extra_info["applied"] = len(told.applied) / offers
    assert benchmark(loyalty.quote, plan, goods, who=MEMBER, at=NOW) == told
