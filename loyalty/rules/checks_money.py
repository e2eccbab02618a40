"""Whether every amount fits the programme's currency, and every number of points its wallet."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final, assert_never

from loyalty.errors import OutOfBounds, Problem, TooManyDecimals
from loyalty.money import MINOR_MAX, to_major, to_minor
from loyalty.rules.benefits import (
    AmountOff,
    Benefit,
    Bundle,
    BuyGet,
    ExtraPoints,
    FixedPrice,
    FreeShipping,
    Gift,
    MemberPrice,
    NthItem,
    PercentOff,
    PerEachSpent,
    SpendSteps,
)
from loyalty.rules.conditions import Subtotal
from loyalty.rules.earning import PerAmount
from loyalty.rules.exact import plain
from loyalty.rules.findings import step
from loyalty.rules.issuances import GivePoints
from loyalty.rules.places import conditions, selectors
from loyalty.rules.points import PointsPolicy
from loyalty.rules.wording_checks import wrong

if TYPE_CHECKING:
    from loyalty.rules.program import Program

Figures = Iterator[tuple[str, Decimal | None]]

POINTS_MAX: Final = MINOR_MAX
"""The largest number of points, in the wallet's smallest unit."""


def check_amounts(program: "Program") -> Iterator[Problem]:
    """Amounts with more decimals than the currency has, or beyond what can be reckoned with; points alike."""
    unit = program.unit
    for path, amount in _amounts(program):
        if amount is None:
            continue
        try:
            to_minor(amount, unit)
        except TooManyDecimals:
            facts = {"value": plain(amount), "currency": unit.code, "decimals": unit.exponent}
            yield wrong("amount_decimals", path, **facts)
        except OutOfBounds:
            high = plain(to_major(MINOR_MAX, unit))
            yield wrong("amount_too_large", path, value=plain(amount), currency=unit.code, high=high)
    if program.points is not None:
        yield from _check_points(program, program.points)


def _check_points(program: "Program", points: PointsPolicy) -> Iterator[Problem]:
    for path, count in _counts(program, points):
        smallest = Fraction(count) * 10**points.decimals
        if smallest.denominator != 1:
            yield wrong("points_decimals", path, value=plain(count), decimals=points.decimals)
        elif smallest > POINTS_MAX:
            yield wrong("points_too_many", path, value=plain(count), high=POINTS_MAX // 10**points.decimals)


def _counts(program: "Program", points: PointsPolicy) -> Iterator[tuple[str, Decimal]]:
    for i, offer in enumerate(program.offers):
        if isinstance(offer.benefit, ExtraPoints) and offer.benefit.points is not None:
            yield f"offers[{i}].benefit.points", offer.benefit.points
    for i, rule in enumerate(points.rules):
        if isinstance(rule, PerAmount):
            yield f"points.rules[{i}].points", rule.points
    for i, cap in enumerate(points.caps):
        yield f"points.caps[{i}].points", cap.points
    yield from _given(program, points)
    if points.redeem is not None:
        yield "points.redeem.points", points.redeem.points
        yield "points.redeem.minimum_points", points.redeem.minimum_points
        if points.redeem.step_points != points.redeem.points:
            yield "points.redeem.step_points", points.redeem.step_points


def _given(program: "Program", points: PointsPolicy) -> Iterator[tuple[str, Decimal]]:
    """Points of actions and issuances."""
    for i, action in enumerate(points.actions):
        yield f"points.actions[{i}].points", action.points
        for j, streak in enumerate(action.streaks):
            yield f"points.actions[{i}].streaks[{j}].points", streak.points
    for i, issuance in enumerate(program.issuances):
        for j, given in enumerate(issuance.gives):
            if isinstance(given, GivePoints):
                yield f"issuances[{i}].gives[{j}].points", given.points


def _amounts(program: "Program") -> Figures:
    yield from _tier_amounts(program)
    if program.points is not None:
        for i, rule in enumerate(program.points.rules):
            if isinstance(rule, PerAmount):
                yield f"points.rules[{i}].per", rule.per
        if program.points.redeem is not None:
            yield "points.redeem.worth", program.points.redeem.worth
            yield "points.redeem.max_amount", program.points.redeem.max_amount
    for path, of in selectors(program):
        yield f"{path}.price_from", of.price_from
        yield f"{path}.price_below", of.price_below
    for i, budget in enumerate(program.budgets):
        own = {"amount": budget.amount, "per_hour": budget.per_hour}
        yield from ((f"budgets[{i}].{name}", one) for name, one in own.items() if one is not None)
    for path, condition in conditions(program):
        if isinstance(condition, Subtotal):
            yield f"{path}.minimum", condition.minimum
    for i, offer in enumerate(program.offers):
        yield from _benefit_amounts(offer.benefit, f"offers[{i}].benefit")


def _tier_amounts(program: "Program") -> Figures:
    for i, track in enumerate(program.tiers):
        for j, level in enumerate(track.levels):
            path = f"tiers[{i}].levels[{j}]"
            if track.credit.of == "spend":
                yield f"{path}.minimum", level.minimum
                yield f"{path}.retain", None if level.retain == level.minimum else level.retain
            yield f"{path}.free_shipping_from", level.free_shipping_from


def _benefit_amounts(benefit: Benefit, path: str) -> Figures:
    match benefit:
        case PercentOff():
            yield f"{path}.cap", benefit.cap
        case FixedPrice() | Bundle():
            yield f"{path}.price", benefit.price
        case NthItem() | BuyGet() | Gift() | ExtraPoints():
            return
        case AmountOff() | FreeShipping():
            yield f"{path}.amount", benefit.amount
        case PerEachSpent():
            yield f"{path}.amount", benefit.amount
            yield f"{path}.every", benefit.every
        case SpendSteps():
            yield f"{path}.cap", benefit.cap
            for i, rung in enumerate(benefit.steps):
                yield f"{path}.steps[{i}].amount", rung.amount
                yield f"{path}.steps[{i}].from", rung.from_ if benefit.measure == "subtotal" else None
        case MemberPrice():
            for sku, price in benefit.prices or ():
                yield step(f"{path}.prices", sku), price
        case _:
            assert_never(benefit)
