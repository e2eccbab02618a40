"""How much of what is paid the points give back at most, in exact fractions.

The bound takes the richest rules and the highest multipliers at once, whether or not they can meet: a
programme whose worst case stays below what was paid cannot lose money on points alone.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING

from loyalty.rules.benefits import ExtraPoints
from loyalty.rules.earning import EarnRule, PerAmount
from loyalty.rules.points import PointsPolicy

if TYPE_CHECKING:
    from loyalty.rules.program import Program


@dataclass(frozen=True, slots=True)
class GiveBack:
    """Points for one major unit of money, the highest factor on them, and what one point is worth."""

    rate: Fraction
    factor: Fraction
    worth: Fraction

    @property
    def share(self) -> Fraction:
        """What comes back for each 1.00 paid."""
        return self.rate * self.factor * self.worth


def give_back(program: "Program", points: PointsPolicy) -> GiveBack:
    """The most that the programme's points give back."""
    rates = [rate(rule) for rule in points.rules] or [Fraction(0)]
    together = sum(rates, Fraction(0)) if points.on_overlap == "sum" else max(rates)
    worth = _over(points.redeem.worth, points.redeem.points) if points.redeem else Fraction(0)
    return GiveBack(together, highest_factor(points, other_factors(program)), worth)


def rate(rule: EarnRule) -> Fraction:
    """Points per major unit of money."""
    if isinstance(rule, PerAmount):
        return _over(rule.points, rule.per)
    return Fraction(rule.rate)


def tier_factors(program: "Program") -> list[Fraction]:
    """The highest multiplier of each track that has one."""
    tracks = [[level.multiplier for level in track.levels if level.multiplier] for track in program.tiers]
    return [Fraction(max(factors)) for factors in tracks if factors]


def offer_factors(program: "Program") -> list[Fraction]:
    """The multiplier of each offer that gives one."""
    benefits = [offer.benefit for offer in program.offers]
    return [Fraction(one.multiplier) for one in benefits if isinstance(one, ExtraPoints) and one.multiplier]


def other_factors(program: "Program") -> list[Fraction]:
    """The multipliers that stand outside the points policy."""
    return tier_factors(program) + offer_factors(program)


def highest_factor(points: PointsPolicy, others: list[Fraction]) -> Fraction:
    """The factor when every multiplier applies that raises the points; never below 1."""
    factors = [max(Fraction(m.factor), Fraction(1)) for m in points.multipliers]
    factors += [max(factor, Fraction(1)) for factor in others]
    match points.combine:
        case "add_bonuses":
            return 1 + sum((factor - 1 for factor in factors), Fraction(0))
        case "multiply":
            return prod(factors, start=Fraction(1))
        case _:
            return max(factors, default=Fraction(1))


def _over(number: Decimal, divisor: Decimal) -> Fraction:
    return Fraction(Fraction(number), Fraction(divisor))
