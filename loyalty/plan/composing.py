"""Coupon offers of older versions beside the live one: their own terms, in the live version's lanes.

A coupon keeps condition, benefit and limits of the version it was granted under. Lanes, groups, classes and
tiers are the live version's: what an older offer names there is looked up by id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from loyalty.errors import ProgramInvalid
from loyalty.plan.carried import CarriedOffer, Composed
from loyalty.plan.points import common_denominator
from loyalty.rules.benefits import FreeShipping
from loyalty.rules.checks import check
from loyalty.rules.checks_offers import on_whole_order
from loyalty.rules.lanes import SHIPPING_LANE, Budget, Lane
from loyalty.rules.offers import Offer
from loyalty.rules.program import Program

COUPON_LANE: Final = "coupon"
"""Where a coupon goes whose own lane is gone."""


def compose(program: Program, carried: Sequence[CarriedOffer]) -> Composed:
    """The live programme with older coupon offers beside its own.

    One in another currency, without a lane that takes it, or with which the programme would not hold together
    (it could give back more than was paid) is left out. A budget that is gone goes on with the amount it had.
    """
    if not carried:
        return Composed(program, {}, {})
    asked = sorted(carried, key=lambda one: (one.key, one.version))
    fitted = {one.key: _fitted(program, one) for one in asked}
    budgets = {one.key: one.budget for one in asked}
    kept: list[Offer] = []
    whole = [offer for offer in fitted.values() if offer is not None]
    if _holds(_with(program, whole, budgets)):
        kept = whole
    else:
        for offer in whole:
            if _holds(_with(program, [*kept, offer], budgets)):
                kept.append(offer)
    names = {offer.id for offer in kept}
    first: dict[str, CarriedOffer] = {}
    for one in asked:
        if one.key in names:
            first.setdefault(one.key, one)
    keys = {(one.version, one.offer_id): one.key for one in asked if one.key in names}
    return Composed(_with(program, kept, budgets), first, keys)


def _fitted(program: Program, one: CarriedOffer) -> Offer | None:
    """The offer under its key, with the lane, group and class that the live version has for it."""
    lane = _lane(program, one.offer)
    if lane is None or one.currency != program.currency:
        return None
    offer = one.offer
    changes: dict[str, object] = {"id": one.key, "lane": lane.id}
    if offer.group not in {group.id for group in program.groups}:
        changes["group"] = None
    if offer.class_ not in {known.id for known in program.classes}:
        changes["class_"] = None
    if not lane.by_line:
        changes |= {"stack": False, "rounding_unit": "sum"}
    return offer.model_copy(update=changes)


def _lane(program: Program, offer: Offer) -> Lane | None:
    """The offer's own lane; else that of the live offer with its id, the coupons', or the last one."""
    lanes = {lane.id: lane for lane in program.lanes}
    if isinstance(offer.benefit, FreeShipping):
        return lanes.get(SHIPPING_LANE)
    here = [one.lane for one in program.offers if one.id == offer.id]
    for name in (offer.lane, *here, COUPON_LANE, *reversed(lanes)):
        lane = lanes.get(name)
        if lane is None or name == SHIPPING_LANE:
            continue
        if not (lane.by_line and on_whole_order(offer.benefit)):
            return lane
    return None


def _with(program: Program, offers: Sequence[Offer], budgets: Mapping[str, Budget | None]) -> Program:
    """The programme with these offers after its own, and the budgets they need that it no longer has."""
    known = {budget.id for budget in program.budgets}
    added: dict[str, Budget] = {}
    for offer in offers:
        budget = budgets[offer.id]
        if budget is not None and budget.id not in known:
            smaller = added.get(budget.id)
            added[budget.id] = budget if smaller is None or budget.amount < smaller.amount else smaller
    update = {"offers": (*program.offers, *offers), "budgets": (*program.budgets, *added.values())}
    return program.model_copy(update=update)


def _holds(program: Program) -> bool:
    """Whether the programme could be lowered; a tier that is gone is one that nobody has."""
    if any(problem.code != "tier_unknown" for problem in check(program)):
        return False
    try:
        if program.points is not None:
            common_denominator(program, program.points)
    except ProgramInvalid:
        return False
    return True
