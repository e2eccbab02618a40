"""What an offer did on one order, in words: its rule, what it was judged on, what it took or why nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, assert_never

from loyalty.engine.explain import explain
from loyalty.engine.failing import against
from loyalty.engine.trace_told import Minimum, OfferTrace, SellerTrace
from loyalty.facts.quote import Decision, Reason
from loyalty.plan.tables import Plan
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
from loyalty.rules.offers import Offer
from loyalty.rules.program import Program
from loyalty.simulate.behind.steps_units import units_words
from loyalty.simulate.behind.steps_words import Say, Saying

BASES: Final = {
    "list": ("at list price", "原价"),
    "after_items": ("after item offers", "单品优惠后"),
    "running": ("left by the offers before it", "前序优惠后"),
}


def offer_words(plan: Plan, seen: OfferTrace, decision: Decision, fee_minor: int) -> Saying:
    """The sentence of an offer that applied."""
    lowered = plan.offers[seen.offer]
    offer, benefit = rule_of(plan.program, lowered.id)

    def said(say: Say) -> str:
        parts = [
            say.benefit(benefit),
            *(_apart(offer, benefit, seen.sellers, say) or _whole(offer, benefit, seen, fee_minor, say)),
            *([] if offer is None else units_words(plan, offer, seen, say)),
            _cut(seen, decision, say),
        ]
        name = say(lowered.name, lowered.name_zh)
        amount = say.money(decision.amount_minor)
        told = say.tongue.clauses(parts)
        if isinstance(benefit, Gift):
            return say(
                f"{name} (lane {lowered.lane}): {told}; nothing comes off.",
                f"{name}（叠加层级 {lowered.lane}）：{told}；不减金额。",
            )
        return say(
            f"{name} (lane {lowered.lane}): {told}; takes {amount} off.",
            f"{name}（叠加层级 {lowered.lane}）：{told}；优惠 {amount}。",
        )

    return said


def refusal_words(plan: Plan, seen: OfferTrace, decisions: Sequence[Decision]) -> Saying:
    """The sentence of an offer that was refused: all that spoke against it, and what applies instead."""
    lowered, decision = plan.offers[seen.offer], decisions[seen.offer]
    preferred = instead_of(plan, seen.offer, decisions)

    def said(say: Say) -> str:
        name = say(lowered.name, lowered.name_zh)
        reasons = against(decision, seen.failing)
        why = say(" ", "").join(
            explain(one, say.tongue.unit, language=say("en", "zh")) for one in dict.fromkeys(reasons)
        )
        if preferred:
            named = say.both(
                [say(plan.offers[one].name, f"“{plan.offers[one].name_zh}”") for one in preferred]
            )
            why += say(f" Applied instead: {named}.", f"已生效的是{named}。")
        return say(
            f"{name} (lane {lowered.lane}) is not applied. {why}",
            f"{name}（叠加层级 {lowered.lane}）未生效：{why}",
        )

    return said


def instead_of(plan: Plan, offer: int, decisions: Sequence[Decision]) -> tuple[int, ...]:
    """The offers that kept this one out of its group or lane, or as exclusive ones, and apply."""
    rows = plan.tables["offers"]
    applied = [place for place, one in enumerate(decisions) if one.applied]
    match decisions[offer].reason:
        case Reason.GROUP_TAKEN:
            kept = [one for one in applied if rows[one].group == rows[offer].group]
        case Reason.EXCLUSIVE_TAKEN:
            kept = [one for one in applied if rows[one].exclusive]
        case Reason.LANE_TAKEN | Reason.BETTER_IN_LANE:
            lane = plan.offers[offer].lane
            kept = [one for one in applied if plan.offers[one].lane == lane and not rows[one].stack]
        case _:
            kept = []
    return tuple(kept)


def rule_of(program: Program, offer_id: str) -> tuple[Offer | None, Benefit]:
    """The offer with this id and its benefit; a tier's own benefit has no offer."""
    for offer in program.offers:
        if offer.id == offer_id:
            return offer, offer.benefit
    for track in program.tiers:
        for level in track.levels:
            name = f"{track.id}.{level.id}"
            if offer_id == f"{name}.price" and level.member_price is not None:
                price = level.member_price
                return None, MemberPrice(kind="member_price", percent=price.percent, of=price.of)
            if offer_id == f"{name}.shipping":
                return None, FreeShipping(kind="free_shipping")
    raise KeyError(offer_id)


def _whole(
    offer: Offer | None, benefit: Benefit, seen: OfferTrace, fee_minor: int, say: Say
) -> Sequence[str]:
    """What the order reached and the benefit was counted on."""
    reached = (_minimum(one, say) for one in seen.minimums)
    return (*reached, _judged(offer, benefit, seen, fee_minor, say))


def _apart(offer: Offer | None, benefit: Benefit, sellers: Sequence[SellerTrace], say: Say) -> Sequence[str]:
    """The same for each seller; none for offers that count the whole order."""
    return [_for_seller(offer, benefit, one, say) for one in sellers]


def _for_seller(offer: Offer | None, benefit: Benefit, one: SellerTrace, say: Say) -> str:
    lines = say.both([str(line + 1) for line in one.lines])
    name = say(f"seller of line {lines}", f"第 {lines} 行的卖家")
    if one.claimed_minor == 0 and not one.given:
        return say(f"{name}: nothing", f"{name}：不享受")
    parts = [*(_minimum(each, say) for each in one.minimums), _judged(offer, benefit, one, 0, say)]
    told, amount = say(", ", "，").join(parts), say.money(one.claimed_minor)
    if one.given:
        return say(f"{name}: {told}", f"{name}：{told}")
    return say(f"{name}: {told}, {amount}", f"{name}：{told}，{amount}")


def _minimum(one: Minimum, say: Say) -> str:
    figure = {"subtotal": say.money, "quantity": say.units, "articles": say.articles}[one.of]
    reached, limit = figure(one.reached), figure(one.limit)
    return say(f"minimum {limit}, reached {reached}", f"门槛 {limit}，已达 {reached}")


def _judged(
    offer: Offer | None, benefit: Benefit, seen: OfferTrace | SellerTrace, fee_minor: int, say: Say
) -> str:
    """What the benefit was counted on."""
    threshold = BASES["after_items" if offer is None else offer.threshold_base]
    base = BASES["running" if offer is None else offer.benefit_base]
    match benefit:
        case FreeShipping():
            return say(f"of a fee of {say.money(fee_minor)}", f"运费 {say.money(fee_minor)}")
        case SpendSteps(measure="quantity"):
            return say(f"counted on {say.units(seen.units)}", f"计算基数 {say.units(seen.units)}")
        case PerEachSpent() | SpendSteps():
            return _counted(seen.threshold_minor, threshold, say)
        case Gift():
            what = say.units(benefit.quantity)
            return say(f"{what} on top", f"另赠 {what}")
        case PercentOff() | MemberPrice() | FixedPrice() | NthItem() | BuyGet() | Bundle() | ExtraPoints():
            return _counted(seen.base_minor, base, say)
        case AmountOff():
            amount = say.money(seen.base_minor)
            return say(f"off {amount} of goods {base[0]}", f"用于商品金额 {amount}（{base[1]}）")
        case _:
            assert_never(benefit)


def _counted(minor: int, base: tuple[str, str], say: Say) -> str:
    amount = say.money(minor)
    return say(f"counted on {amount} of goods {base[0]}", f"计算基数为商品金额 {amount}（{base[1]}）")


def _cut(seen: OfferTrace, decision: Decision, say: Say) -> str:
    """Why it took less than its benefit came to: the cap, the budget, other offers on the lines."""
    parts = []
    claimed, within = say.money(seen.claimed_minor), say.money(seen.within_cap_minor)
    if seen.within_cap_minor < seen.claimed_minor:
        parts.append(say(f"{claimed} is cut to the cap of {within}", f"按规则应减 {claimed}，封顶 {within}"))
    if decision.amount_minor < seen.within_cap_minor:
        if decision.amount_minor == seen.budget_left_minor:
            rest = say.money(decision.amount_minor)
            parts.append(say(f"its budget has {rest} left", f"预算仅余 {rest}"))
        else:
            numbers = [str(line + 1) for line, _amount in seen.shares]
            lines = say.both(numbers)
            parts.append(say(f"it is the best offer on line {lines} only", f"仅在第 {lines} 行为最优优惠"))
    return say.tongue.clauses(parts)
