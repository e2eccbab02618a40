"""Whether one benefit takes at least as much off as another on every order: certain where it says yes."""

from decimal import Decimal

from loyalty.rules.benefits import (
    AmountOff,
    Benefit,
    FreeShipping,
    MemberPrice,
    PercentOff,
    PerEachSpent,
    SpendSteps,
    Step,
)
from loyalty.rules.offers import Offer


def saves_at_least(first: Offer, offer: Offer) -> bool:
    """Whether `first`, where both apply to the same order, never saves less than `offer`."""
    same_price = first.benefit_base == offer.benefit_base and first.threshold_base == offer.threshold_base
    same_cents = first.rounding == offer.rounding and first.rounding_unit == offer.rounding_unit
    return same_price and same_cents and _at_least(first.benefit, offer.benefit)


def _at_least(one: Benefit, other: Benefit) -> bool:
    match one, other:
        case (FreeShipping() as first, FreeShipping() as second):
            whole = Decimal(100)
            shares = [whole if one.percent is None else one.percent for one in (first, second)]
            share = shares[0] >= shares[1]
            return share and _no_lower(first.amount, second.amount)
        case (FreeShipping(), _) | (_, FreeShipping()):
            return False
        case _:
            return _same_goods(one, other) and _no_less(one, other)


def _same_goods(one: Benefit, other: Benefit) -> bool:
    return getattr(one, "of", None) == getattr(other, "of", None)


def _no_less(one: Benefit, other: Benefit) -> bool:
    """Whether as much comes off the same goods."""
    match one, other:
        case (PercentOff() | MemberPrice() as first, PercentOff() | MemberPrice() as second):
            if first.percent is None or second.percent is None or _few(first) != _few(second):
                return False
            return first.percent >= second.percent and _no_lower(_cap(first), _cap(second))
        case (AmountOff() as first, AmountOff() as second):
            few = first.units_max == second.units_max and first.take == second.take
            return few and first.each == second.each and first.amount >= second.amount
        case (PerEachSpent() as first, PerEachSpent() as second):
            same = first.every == second.every and first.amount >= second.amount
            return same and _no_lower(_times(first), _times(second))
        case (SpendSteps() as first, SpendSteps() as second):
            rungs = first.measure == second.measure and all(_matched(first, rung) for rung in second.steps)
            return rungs and _no_lower(first.cap, second.cap)
        case _:
            return False


def _few(benefit: PercentOff | MemberPrice) -> tuple[int | None, str]:
    """How many units, and which."""
    if isinstance(benefit, PercentOff) and benefit.units_max is not None:
        return benefit.units_max, benefit.take
    return None, ""


def _cap(benefit: PercentOff | MemberPrice) -> Decimal | None:
    return benefit.cap if isinstance(benefit, PercentOff) else None


def _no_lower(cap: Decimal | None, other: Decimal | None) -> bool:
    """Whether a cap lets through at least as much as another one."""
    return cap is None or (other is not None and cap >= other)


def _times(benefit: PerEachSpent) -> Decimal | None:
    return None if benefit.times_max is None else Decimal(benefit.times_max)


def _matched(steps: SpendSteps, rung: Step) -> bool:
    """Whether the steps give as much as this rung on every order that reaches it and not the next one."""
    reached = [one for one in steps.steps if one.from_ <= rung.from_]
    higher = [one for one in steps.steps if one.from_ > rung.from_]
    return bool(reached) and all(_gives(one, rung) for one in (reached[-1], *higher))


def _gives(one: Step, rung: Step) -> bool:
    if one.amount is not None and rung.amount is not None:
        return one.amount >= rung.amount
    return one.percent is not None and rung.percent is not None and one.percent >= rung.percent
