"""Promotions of a case that earn points, as the points policy of a programme."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import Any, Final

from tests.cases.conditions import conditions
from tests.cases.format import Case, Told, Unsupported
from tests.cases.goods import Shelf, only

ROUNDINGS: Final = {"floor": "down", "ceil": "up", "round": "half_up"}
RATE_DECIMALS: Final = 6


def earns(promotion: Told) -> bool:
    """Whether a promotion gives points instead of money."""
    return bool(promotion["effect"]["kind"] == "earn_points")


def points_policy(case: Case, shelf: Shelf) -> dict[str, Any] | None:
    """The policy of all earning promotions; what several of them earn is added up."""
    found = [promotion for promotion in case["promotions"] if earns(promotion)]
    if not found:
        return None
    for promotion in found:
        only(promotion["effect"], "kind", "per_amount", "points", "rounding", "multiplier", "of")
        if promotion.get("limits") or promotion.get("exclusive") or promotion.get("exclusive_group"):
            raise Unsupported("The library knows no limit and no group of rules that earn points.")
    told = {_rounding(promotion["effect"]) for promotion in found}
    if len(told) > 1:
        raise Unsupported("The library rounds the points of all rules in one way.")
    alone = len(found) == 1
    policy = {
        "decimals": max(_decimals(promotion["effect"]["points"]) for promotion in found),
        "rounding": told.pop(),
        "on_overlap": "max" if alone else "sum",
        "rules": [_rule(case, one, shelf, f"rule-{n}", alone=alone) for n, one in enumerate(found)],
    }
    factor = found[0]["effect"].get("multiplier")
    if alone and factor is not None:
        more = {"id": "more", "factor": factor, "when": conditions(case, found[0], shelf)}
        policy["multipliers"] = [more]
    return policy


def _rule(case: Case, promotion: Told, shelf: Shelf, rule_id: str, *, alone: bool) -> dict[str, Any]:
    """One earn rule; beside others it carries its own multiplier in its points."""
    effect = promotion["effect"]
    points, per = Decimal(effect["points"]), Decimal(effect["per_amount"])
    if not alone:
        points *= Decimal(effect.get("multiplier") or 1)
    head = {"id": rule_id, "when": conditions(case, promotion, shelf), **shelf.of_field(effect)}
    if (case.get("policy") or {}).get("points_rounding", "on_steps") == "on_steps":
        return {"kind": "per_amount", "points": points, "per": per, **head}
    with localcontext() as context:
        context.prec = 28
        rate = points / per
    if -int(rate.as_tuple().exponent) > RATE_DECIMALS:
        raise Unsupported("The library takes no rate as fine as {points} for {per}.", points=points, per=per)
    return {"kind": "proportional", "rate": rate, "rounding": _rounding(effect), **head}


def _rounding(effect: Told) -> str:
    name = effect.get("rounding") or "floor"
    return ROUNDINGS.get(name, name)


def _decimals(figure: str) -> int:
    return len(figure.partition(".")[2].rstrip("0"))
