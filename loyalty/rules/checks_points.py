"""Whether points stay below what was paid, can be paid out, and live longer than they wait."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Final

from loyalty.errors import Problem
from loyalty.rules.benefits import ExtraPoints
from loyalty.rules.checks_money import POINTS_MAX
from loyalty.rules.exact import plain
from loyalty.rules.expiry import ExpiryPolicy, InactivityExpiry
from loyalty.rules.gift_points import check_gift_points
from loyalty.rules.giveback import GiveBack, give_back, other_factors
from loyalty.rules.lifetime import lifetime
from loyalty.rules.points import PointsPolicy, RedeemRate
from loyalty.rules.wording_checks import wrong

if TYPE_CHECKING:
    from loyalty.rules.program import Program

ORDER_MINOR_MAX: Final = 2**31 - 1
"""The largest order, in minor units."""
PRODUCTS_MAX: Final = 4
OFFERS_MAX: Final = 31
"""Offers with points, and offers with a multiplier: what an order keeps of each fits a whole number."""


def check_points(program: "Program") -> Iterator[Problem]:
    """The errors of the points policy."""
    points = program.points
    yield from _of_offers(program)
    if points is None:
        return
    most = give_back(program, points)
    if most.share >= 1:
        yield wrong("returns_more_than_paid", "points.redeem", **_told(most))
    else:
        yield from check_gift_points(program)
    largest = Fraction(ORDER_MINOR_MAX, 10**program.unit.exponent) * most.rate * most.factor
    if largest * 10**points.decimals > POINTS_MAX:
        yield wrong("award_too_large", "points.rules")
    if points.redeem is not None:
        yield from _step(program, points.redeem)
    yield from _expiries(program, points)
    multiplied = len(points.multipliers) + len(other_factors(program))
    if points.combine == "multiply" and multiplied > PRODUCTS_MAX:
        yield wrong("too_many_products", "points.combine", count=multiplied, most=PRODUCTS_MAX)


def _of_offers(program: "Program") -> Iterator[Problem]:
    """Offers that give points of a programme without any, and more of them than an order can keep apart."""
    extra = {i: one.benefit for i, one in enumerate(program.offers) if isinstance(one.benefit, ExtraPoints)}
    if program.points is None:
        for i in extra:
            yield wrong("no_points_to_give", f"offers[{i}].benefit")
    for field in ("points", "multiplier"):
        giving = [i for i, benefit in extra.items() if getattr(benefit, field) is not None]
        if len(giving) > OFFERS_MAX:
            facts = {"count": len(giving), "most": OFFERS_MAX}
            yield wrong("too_many_give_points", f"offers[{giving[OFFERS_MAX]}].benefit", **facts)


def _told(most: GiveBack) -> dict[str, object]:
    """The figures of the bound, rounded up for reading where they do not end."""
    return {
        "percent": short(most.share * 100),
        "rate": short(most.rate),
        "factor": short(most.factor),
        "worth": short(most.worth),
    }


def short(number: Fraction) -> str:
    """At most 4 decimals, rounded up."""
    return plain(Decimal(f"{ceil(number * 10_000)}e-4"))


def _step(program: "Program", redeem: RedeemRate) -> Iterator[Problem]:
    worth = Fraction(Fraction(redeem.step_points) * Fraction(redeem.worth), Fraction(redeem.points))
    if (worth * 10**program.unit.exponent).denominator != 1:
        facts = {"step": plain(redeem.step_points), "worth": short(worth), "currency": program.currency}
        yield wrong("step_worth_not_whole", "points.redeem.step_points", **facts)


def _expiries(program: "Program", points: PointsPolicy) -> Iterator[Problem]:
    policies = dict(expiries(program, points))
    for path, policy in policies.items():
        life = lifetime(policy)
        if points.pending is not None and life is not None and points.pending.days >= life.too_short:
            yield wrong("pending_outlives_points", path, days=points.pending.days, life=life.too_short)
    idle = [path for path, policy in policies.items() if isinstance(policy, InactivityExpiry)]
    if idle and len(policies) > 1:
        yield wrong("inactivity_mixed", idle[-1])


def expiries(program: "Program", points: PointsPolicy) -> Iterator[tuple[str, ExpiryPolicy]]:
    """The policy of all points, then those of single rules and levels, with their paths."""
    yield "points.expiry", points.expiry
    for i, rule in enumerate(points.rules):
        if rule.expiry is not None:
            yield f"points.rules[{i}].expiry", rule.expiry
    for i, track in enumerate(program.tiers):
        for j, level in enumerate(track.levels):
            if level.expiry is not None:
                yield f"tiers[{i}].levels[{j}].expiry", level.expiry
