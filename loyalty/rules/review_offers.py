"""Doubts about single offers and the budgets they draw on."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import assert_never

from loyalty.errors import Problem
from loyalty.money import show, to_minor
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
from loyalty.rules.contradictions import together
from loyalty.rules.exact import plain
from loyalty.rules.offers import Offer
from loyalty.rules.program import Program
from loyalty.rules.review_uses import review_codes, review_limits
from loyalty.rules.wording_review import doubt

NOTHING = Decimal(0)
WHOLE = Decimal(100)


def review_offers(program: Program) -> Iterator[Problem]:
    """The doubts about each offer by itself, then about codes that two of them share."""
    for i, offer in enumerate(program.offers):
        path = f"offers[{i}]"
        if offer.test:
            yield doubt("test_offer", f"{path}.test")
        if gives_nothing(offer.benefit):
            yield doubt("gives_nothing", f"{path}.benefit")
            continue
        yield from _uncapped(offer.benefit, f"{path}.benefit")
        yield from _everything(offer, f"{path}.benefit", program)
        yield from _steps(offer.benefit, f"{path}.benefit")
        yield from _rounding(offer, path)
        yield from review_limits(offer, path)
    yield from review_codes(program)


def review_budgets(program: Program) -> Iterator[Problem]:
    """Budgets that nobody draws on, or that do not cover one redemption."""
    for i, budget in enumerate(program.budgets):
        drawn = [offer for offer in program.offers if offer.budget == budget.id]
        if not drawn:
            yield doubt("budget_unused", f"budgets[{i}]", budget=budget.id)
        ones = [one for offer in drawn if (one := one_redemption(offer)) is not None]
        if drawn and budget.amount == NOTHING:
            yield doubt("budget_empty", f"budgets[{i}].amount", budget=budget.id)
        elif ones and budget.amount < max(ones):
            facts = {"amount": _money(budget.amount, program), "one": _money(max(ones), program)}
            yield doubt("budget_below_redemption", f"budgets[{i}].amount", budget=budget.id, **facts)


def review_groups(program: Program) -> Iterator[Problem]:
    """Groups that leave nothing to decide."""
    for i, group in enumerate(program.groups):
        members = [offer for offer in program.offers if offer.group == group.id]
        if len(members) <= 1:
            yield doubt("group_of_one", f"groups[{i}]", group=group.id, count=len(members))


def review_classes(program: Program) -> Iterator[Problem]:
    """Classes of which only one says that they combine."""
    table = {one.id: one.combines_with for one in program.classes}
    for i, one in enumerate(program.classes):
        for j, other in enumerate(one.combines_with):
            if one.id not in table[other]:
                yield doubt("class_one_sided", f"classes[{i}].combines_with[{j}]", one=one.id, other=other)


def gives_nothing(benefit: Benefit) -> bool:
    """Whether the benefit takes nothing off whatever is bought."""
    match benefit:
        case PercentOff():
            return NOTHING in {benefit.percent, benefit.cap}
        case SpendSteps():
            return benefit.cap == NOTHING or not any(step.amount or step.percent for step in benefit.steps)
        case MemberPrice() | NthItem() | BuyGet():
            without = isinstance(benefit, MemberPrice) and benefit.prices == ()
            return without or benefit.percent == NOTHING
        case FixedPrice() | Bundle() | Gift() | ExtraPoints():
            return isinstance(benefit, ExtraPoints) and benefit.multiplier == 1
        case FreeShipping():
            return NOTHING in {benefit.percent, benefit.amount}
        case AmountOff() | PerEachSpent():
            return benefit.amount == NOTHING
        case _:
            assert_never(benefit)


def one_redemption(offer: Offer) -> Decimal | None:
    """What one redemption costs if it is the smallest full one; None when that depends on the goods."""
    benefit, least = offer.benefit, minimum(offer)
    match benefit:
        case PercentOff(units_max=None):
            return benefit.cap if benefit.cap is not None else _share(least, benefit.percent)
        case AmountOff() | FreeShipping():
            return benefit.amount
        case PerEachSpent():
            times = max(int(least // benefit.every), 1)
            return benefit.amount * min(times, benefit.times_max or times)
        case SpendSteps():
            by_money = benefit.measure == "subtotal"
            reached = [rung for rung in benefit.steps if by_money and rung.from_ <= least]
            rung = reached[-1] if reached else benefit.steps[0]
            start = max(rung.from_, least) if by_money else least
            return rung.amount or benefit.cap or _share(start, rung.percent or NOTHING)
        case PercentOff():
            return benefit.cap
        case MemberPrice() | FixedPrice() | NthItem() | BuyGet() | Bundle() | Gift() | ExtraPoints():
            return None
        case _:
            assert_never(benefit)


def _share(start: Decimal, percent: Decimal) -> Decimal | None:
    """The share of what has to be spent; None when nothing has to be."""
    return start * percent.scaleb(-2) or None


def _uncapped(benefit: Benefit, path: str) -> Iterator[Problem]:
    match benefit:
        case PercentOff(cap=None):
            yield doubt("no_cap", path)
        case PerEachSpent(times_max=None) | NthItem(times_max=None) | BuyGet(times_max=None):
            yield doubt("no_times_max", path)
        case SpendSteps(cap=None) if any(step.percent for step in benefit.steps):
            yield doubt("no_cap", path)
        case _:
            return


def _everything(offer: Offer, path: str, program: Program) -> Iterator[Problem]:
    """Amounts that reach what has to be spent for them, and percentages that leave nothing."""
    for amount, least in takes_everything(offer):
        if amount is None:
            yield doubt("all_of_it", path)
        else:
            facts = {"amount": _money(amount, program), "minimum": _money(least, program)}
            yield doubt("takes_everything", path, **facts)
        return


def takes_everything(offer: Offer) -> Iterator[tuple[Decimal | None, Decimal]]:
    """What makes an order free, and from how much money on; None for a percentage of 100."""
    for amount, least in _thresholds(offer):
        if amount >= least:
            yield amount, least
    benefit, least = offer.benefit, minimum(offer)
    match benefit:
        case PercentOff(percent=whole) if whole == WHOLE and (benefit.cap is None or benefit.cap >= least):
            yield None, least
        case MemberPrice(percent=whole) if whole == WHOLE:
            yield None, least
        case MemberPrice(prices=prices) if prices is not None and any(
            price == NOTHING for _, price in prices
        ):
            yield None, least
        case FixedPrice(price=price) | Bundle(price=price) if price == NOTHING:
            yield None, least
        case SpendSteps(cap=None) if any(rung.percent == WHOLE for rung in benefit.steps):
            yield None, least
        case _:
            return


def _thresholds(offer: Offer) -> Iterator[tuple[Decimal, Decimal]]:
    """What comes off, and from how much money on."""
    benefit = offer.benefit
    match benefit:
        case AmountOff(each="order"):
            yield benefit.amount, minimum(offer)
        case PerEachSpent():
            yield benefit.amount, benefit.every
        case SpendSteps(measure="subtotal"):
            for step in benefit.steps:
                if step.amount is not None:
                    amount = step.amount if benefit.cap is None else min(step.amount, benefit.cap)
                    yield amount, max(step.from_, minimum(offer))
        case _:
            return


def minimum(offer: Offer) -> Decimal:
    """The money that the offer's conditions ask for at least."""
    asked = [part for condition in offer.when for _, part in together(condition, "")]
    return max((part.minimum for part in asked if isinstance(part, Subtotal)), default=NOTHING)


def _rounding(offer: Offer, path: str) -> Iterator[Problem]:
    """Shares of money that are rounded in the buyer's favour."""
    match offer.benefit:
        case PercentOff() | MemberPrice(prices=None):
            shares = True
        case SpendSteps():
            shares = any(rung.percent for rung in offer.benefit.steps)
        case _:
            shares = False
    if shares and offer.rounding == "up":
        yield doubt("rounds_offers_up", f"{path}.rounding")


def _steps(benefit: Benefit, path: str) -> Iterator[Problem]:
    if not isinstance(benefit, SpendSteps):
        return
    for i, (below, step) in enumerate(pairwise(benefit.steps), start=1):
        amounts = step.amount is not None and below.amount is not None and step.amount <= below.amount
        percents = step.percent is not None and below.percent is not None and step.percent <= below.percent
        if amounts or percents:
            yield doubt("step_gives_less", f"{path}.steps[{i}]", value=plain(step.from_))
        elif benefit.cap is not None and below.amount is not None and benefit.cap <= below.amount:
            yield doubt("step_above_cap", f"{path}.steps[{i}]", value=plain(step.from_))


def _money(amount: Decimal, program: Program) -> str:
    return show(to_minor(amount, program.unit), program.unit)
