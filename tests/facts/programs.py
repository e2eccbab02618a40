"""A Program for each figure of a facts file, written as a shop would write it; amounts are multiples of U."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from loyalty.rules.document import load_program
from loyalty.rules.program import Program
from loyalty.simulate.figures.outcome import Draft

Check = Mapping[str, Any]


@dataclass(frozen=True)
class Shop:
    """What every program of one data set shares."""

    currency: str
    unit: Decimal

    def program(self, **parts: Any) -> Program:
        """A program in the set's currency whose days are UTC's."""
        return load_program({"key": "facts", "currency": self.currency, "time_zone": "UTC", **parts})

    def money(self, units: int) -> str:
        """So many U, in major units."""
        return str(units * self.unit)


def first_order(shop: Shop, cap: str) -> Program:
    """10 % off the first order of a known member, at most the cap (`cap_20U`, `cap_none`)."""
    benefit: dict[str, Any] = {"kind": "percent", "percent": 10}
    if cap != "cap_none":
        benefit["cap"] = shop.money(int(cap.removeprefix("cap_").removesuffix("U")))
    return shop.program(offers=[{"id": "first", "when": {"kind": "first_order"}, "benefit": benefit}])


def spend_and_get(shop: Shop, variant: str, budget: str | None) -> Program:
    """10 U off from 100 U on: once an order, per each, once a member, or out of a budget."""
    offer: dict[str, Any] = {
        "id": "spend",
        "benefit": {
            "kind": "steps",
            "measure": "subtotal",
            "steps": [{"from": shop.money(100), "amount": shop.money(10)}],
        },
    }
    parts: dict[str, Any] = {}
    match variant:
        case "per_each":
            offer["benefit"] = {"kind": "per_each", "amount": shop.money(10), "every": shop.money(100)}
        case "one_per_known_customer":
            offer["limits"] = [{"per": "member", "uses": 1}]
        case "budget_quarter":
            offer["budget"] = "quarter"
            parts["budgets"] = [{"id": "quarter", "amount": budget, "over": "reject"}]
        case _:
            pass
    return shop.program(offers=[offer], **parts)


def stepped(shop: Shop, name: str) -> Program:
    """The best step once an order; the name tells the steps: `tiered_100-10_200-25_500-80`."""
    steps = [one.split("-") for one in name.removeprefix("tiered_").split("_")]
    benefit = {
        "kind": "steps",
        "measure": "subtotal",
        "steps": [{"from": shop.money(int(low)), "amount": shop.money(int(off))} for low, off in steps],
    }
    return shop.program(offers=[{"id": "stepped", "benefit": benefit}])


def trailing_tiers(shop: Shop, names: list[str]) -> Program:
    """Tiers that follow the spend of the trailing 12 months; names such as `at_least_500U`."""
    levels = [{"id": name.lower(), "minimum": shop.money(_units(name))} for name in sorted(names, key=_units)]
    track = {
        "id": "growth",
        "credit": {"of": "spend", "window": {"kind": "rolling", "months": 12}},
        "term": {"kind": "follows_credit"},
        "levels": levels,
    }
    return shop.program(tiers=[track])


def points(shop: Shop, *, redeem: str) -> Program:
    """A point for each whole U, usable for 12 months to the instant; 100 points are worth 1 U."""
    policy: dict[str, Any] = {
        "rules": [{"kind": "per_amount", "id": "base", "points": 1, "per": shop.money(1)}],
        "expiry": {"kind": "rolling", "months": 12, "from": "earning", "round_up": "none"},
    }
    if redeem == "earn_and_redeem":
        policy["redeem"] = {"points": 100, "worth": shop.money(1)}
    return shop.program(points=policy)


def _units(name: str) -> int:
    return int(name.removeprefix("at_least_").removesuffix("U"))


def read_offer(draft: Draft) -> Check:
    """Redemptions and cost of the one offer; where its budget ran out, who took the last of it."""
    offer = draft.by_offer[0]
    told = {"orders_discounted": offer.redemptions, "cost": offer.cost_minor}
    for budget in draft.exhaustion:
        told |= {"budget": budget.allowed, "last_order_id": budget.order_id, "exhausted_at": budget.at}
    return told


def read_tiers(draft: Draft) -> Check:
    """Members by level when the log ends."""
    counts = {row.tier: row.members for row in draft.tiers_at_end}
    below = {"below_first": counts.pop(None, 0)}
    return below | {str(name).removesuffix("u") + "U": members for name, members in counts.items()}


def read_points(draft: Draft) -> Check:
    """The points ledger at the end of the log."""
    seen = draft.points
    return {
        "earned": seen.earned,
        "redeemed": seen.spent,
        "redemption_orders": seen.spent_orders,
        "redemption_discount": seen.spent_minor,
        "clawed_back": seen.taken_back,
        "clawback_shortfall": seen.shortfall,
        "expired": seen.expired,
        "outstanding": seen.outstanding,
        "lots": seen.lots_granted,
        "customers_with_points": seen.members_earning,
        "expired_by_month": {row.month: row.expired for row in seen.by_month if row.expired},
    }
