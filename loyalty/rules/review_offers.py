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
    FreeShipping,
    MemberPrice,
    PercentOff,
    PerEachSpent,
    SpendSteps,
)
from loyalty.rules.conditions import CodeGiven, FirstOrder, Subtotal, canonical_code, flatten
from loyalty.rules.contradictions import together
from loyalty.rules.exact import plain
from loyalty.rules.offers import Offer
from loyalty.rules.program import Program
from loyalty.rules.wording_review import doubt

NOTHING = Decimal(0)


def review_offers(program: Program) -> Iterator[Problem]:
    """The doubts about each offer by itself, then about codes that two of them share."""
    for i, offer in enumerate(program.offers):
        path = f"offers[{i}]"
        if gives_nothing(offer.benefit):
            yield doubt("gives_nothing", f"{path}.benefit")
            continue
        yield from _uncapped(offer.benefit, f"{path}.benefit")
        yield from _everything(offer, f"{path}.benefit", program)
        yield from _steps(offer.benefit, f"{path}.benefit")
        yield from _limits(offer, path)
    yield from _codes(program)


def review_budgets(program: Program) -> Iterator[Problem]:
    """Budgets that nobody draws on, or that do not cover one redemption."""
    for i, budget in enumerate(program.budgets):
        drawn = [offer for offer in program.offers if offer.budget == budget.id]
        if not drawn:
            yield doubt("budget_unused", f"budgets[{i}]", budget=budget.id)
        ones = [one for offer in drawn if (one := one_redemption(offer.benefit)) is not None]
        if ones and budget.amount < max(ones):
            facts = {"amount": _money(budget.amount, program), "one": _money(max(ones), program)}
            yield doubt("budget_below_redemption", f"budgets[{i}].amount", budget=budget.id, **facts)


def gives_nothing(benefit: Benefit) -> bool:
    """Whether the benefit takes nothing off whatever is bought."""
    match benefit:
        case PercentOff():
            return NOTHING in {benefit.percent, benefit.cap}
        case SpendSteps():
            return benefit.cap == NOTHING or not any(step.amount or step.percent for step in benefit.steps)
        case MemberPrice():
            return benefit.percent == NOTHING
        case AmountOff() | PerEachSpent() | FreeShipping():
            return benefit.amount == NOTHING
        case _:
            assert_never(benefit)


def one_redemption(benefit: Benefit) -> Decimal | None:
    """What one redemption costs if it is the smallest full one; None when that depends on the goods."""
    match benefit:
        case PercentOff():
            return benefit.cap
        case AmountOff() | PerEachSpent() | FreeShipping():
            return benefit.amount
        case SpendSteps():
            return benefit.steps[0].amount or benefit.cap
        case MemberPrice():
            return None
        case _:
            assert_never(benefit)


def _uncapped(benefit: Benefit, path: str) -> Iterator[Problem]:
    match benefit:
        case PercentOff(cap=None):
            yield doubt("no_cap", path)
        case SpendSteps(cap=None) if any(step.percent for step in benefit.steps):
            yield doubt("no_cap", path)
        case _:
            return


def _everything(offer: Offer, path: str, program: Program) -> Iterator[Problem]:
    """Amounts that reach what has to be spent for them."""
    for amount, minimum in _thresholds(offer):
        if amount >= minimum:
            facts = {"amount": _money(amount, program), "minimum": _money(minimum, program)}
            yield doubt("takes_everything", path, **facts)
            return


def _thresholds(offer: Offer) -> Iterator[tuple[Decimal, Decimal]]:
    """What comes off, and from how much money on."""
    benefit = offer.benefit
    match benefit:
        case AmountOff(each="order"):
            yield benefit.amount, _minimum(offer)
        case PerEachSpent():
            yield benefit.amount, benefit.every
        case SpendSteps(measure="subtotal"):
            for step in benefit.steps:
                if step.amount is not None:
                    yield step.amount, max(step.from_, _minimum(offer))
        case _:
            return


def _minimum(offer: Offer) -> Decimal:
    """The money that the offer's conditions ask for at least."""
    asked = [part for condition in offer.when for _, part in together(condition, "")]
    return max((part.minimum for part in asked if isinstance(part, Subtotal)), default=NOTHING)


def _steps(benefit: Benefit, path: str) -> Iterator[Problem]:
    if not isinstance(benefit, SpendSteps):
        return
    for i, (below, step) in enumerate(pairwise(benefit.steps), start=1):
        amounts = step.amount is not None and below.amount is not None and step.amount <= below.amount
        percents = step.percent is not None and below.percent is not None and step.percent <= below.percent
        if amounts or percents:
            yield doubt("step_gives_less", f"{path}.steps[{i}]", value=plain(step.from_))


def _limits(offer: Offer, path: str) -> Iterator[Problem]:
    members = {limit.each: limit.uses for limit in offer.limits if limit.per == "member"}
    everyone = {limit.each: (i, limit.uses) for i, limit in enumerate(offer.limits) if limit.per == "program"}
    for each, (i, uses) in everyone.items():
        if members.get(each, 0) > uses:
            facts = {"member": members[each], "program": uses}
            yield doubt("limit_above_program", f"{path}.limits[{i}].uses", **facts)
    once = any(isinstance(part, FirstOrder) for one in offer.when for _, part in together(one, ""))
    if not members and not once and not isinstance(offer.benefit, MemberPrice | FreeShipping):
        yield doubt("no_member_limit", path)


def _codes(program: Program) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for i, offer in enumerate(program.offers):
        codes = [code for part in flatten(offer.when) if isinstance(part, CodeGiven) for code in part.any]
        for code in codes:
            known = first.setdefault(canonical_code(code), offer.id)
            if known != offer.id:
                yield doubt("code_shared", f"offers[{i}].when", code=code, first=known)


def _money(amount: Decimal, program: Program) -> str:
    return show(to_minor(amount, program.unit), program.unit)
