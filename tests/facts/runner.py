"""Facts computed elsewhere against the simulator: every figure from a Program and the order lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from loyalty.rules.program import Program
from loyalty.simulate import OrderLog, Settings, simulate
from loyalty.simulate.figures.outcome import Draft
from loyalty.simulate.orders.log_facts import facts
from loyalty.when import from_us, load_zone
from tests.facts import programs
from tests.facts.programs import Shop

SIMULATED = ("promotions", "trailing_12_month_tiers", "points")
PER_RETURN = "earn_and_clawback"
LEFT_OUT = "floors each return by itself; here an award is recomputed on what remains"
SETTINGS = Settings(returns="ignored", parity_orders=200, parity_members=20)


@dataclass
class Score:
    """How one data set fared."""

    passed: int = 0
    failures: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def compare(self, path: str, expected: object, got: object) -> None:
        """Compare leaf by leaf; a figure on one side only is a difference."""
        if isinstance(expected, Mapping) and isinstance(got, Mapping):
            for key in sorted({*expected, *got}):
                self.compare(f"{path}.{key}", expected.get(key), got.get(key))
        elif _same(expected, got):
            self.passed += 1
        else:
            self.failures.append(f"{path}: expected {expected}, got {got}")


def read_facts(path: Path) -> dict[str, Any]:
    """The facts file, its decimals exact."""
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    return told


def check_set(name: str, expected: Mapping[str, Any], lines: Path) -> Score:
    """Every figure of one data set."""
    score = Score()
    with_codes = "coupons" in expected
    log = OrderLog.read(lines / f"{name}.parquet", extras=("coupon_status",) if with_codes else ())
    unit = int(expected["unit"])
    seen = facts(log, unit=unit)
    for key, value in expected.items():
        if key not in SIMULATED:
            score.compare(key, value, seen.get(key))
    shop = Shop(log.currency.code, Decimal(unit))
    for path, wanted, got in _simulated(expected, shop, log, seen, score):
        score.compare(path, wanted, got)
    return score


def _simulated(
    expected: Mapping[str, Any], shop: Shop, log: OrderLog, seen: Mapping[str, Any], score: Score
) -> Iterator[tuple[str, Any, Any]]:
    """(path, expected, got) for every figure that takes a simulation."""
    for name, wanted in expected.get("promotions", {}).items():
        path = f"promotions.{name}"
        if name == "first_order_10pct":
            for cap, figures in wanted.items():
                yield (
                    f"{path}.{cap}",
                    figures,
                    programs.read_offer(_run(log, programs.first_order(shop, cap))),
                )
        elif name.startswith("tiered_"):
            yield path, wanted, programs.read_offer(_run(log, programs.stepped(shop, name)))
        else:
            variant = name.removeprefix("spend_100U_get_10U_")
            budget = seen["orders_at_or_above"]["100U"]["orders"] // 4
            program = programs.spend_and_get(shop, variant, shop.money(10 * budget))
            got = programs.read_offer(_run(log, program))
            yield path, wanted, {key: got[key] for key in got if key in wanted}
    tiers = expected.get("trailing_12_month_tiers")
    if tiers is not None:
        program = programs.trailing_tiers(shop, [name for name in tiers if name != "below_first"])
        yield "trailing_12_month_tiers", tiers, programs.read_tiers(_run(log, program))
    for name, wanted in expected.get("points", {}).items():
        path = f"points.{name}"
        if name == "as_of":
            yield path, wanted, from_us(log.last_at, load_zone("UTC")).isoformat()
        elif str(name).startswith(PER_RETURN):
            score.left_out.append(f"{path}: {LEFT_OUT}")
        else:
            yield path, wanted, programs.read_points(_run(log, programs.points(shop, redeem=name)))


def _run(log: OrderLog, program: Program) -> Draft:
    return simulate(log, [program], settings=SETTINGS).drafts[0]


def _same(expected: object, got: object) -> bool:
    """Equal figures; two texts that are the same instant are equal."""
    if isinstance(expected, str) and isinstance(got, str) and expected != got:
        try:
            return datetime.fromisoformat(expected) == datetime.fromisoformat(got)
        except ValueError:
            return False
    return expected == got
