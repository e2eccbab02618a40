"""Which units an offer took, in words: sets, units bought and given, what they come to, who bears it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from loyalty.engine.trace_told import OfferTrace
from loyalty.engine.trace_units import LineUnits, UnitsTaken
from loyalty.money import to_minor
from loyalty.plan.tables import Plan
from loyalty.rules.benefits import AmountOff, Bundle, BuyGet, FixedPrice, NthItem, PercentOff
from loyalty.rules.exact import plain
from loyalty.rules.offers import Offer
from loyalty.simulate.behind.steps_words import Say

ROUNDED: Final = {
    "sum": ("", ""),
    "line": (", rounded line by line,", "（逐行取整）"),
    "unit": (", rounded unit by unit,", "（逐件取整）"),
}


def units_words(plan: Plan, offer: Offer, seen: OfferTrace, say: Say) -> Sequence[str]:
    """The clauses about an offer's units; none where it did not choose any."""
    taken = seen.units_taken
    if taken is None:
        return ()
    clauses = [_which(taken, offer, say), _worth(taken, offer, say)]
    if taken.claimed_minor < taken.asked_minor:
        left = say.money(taken.claimed_minor)
        clauses.append(say(f"only {left} of that is left to come off", f"可减金额仅余 {left}"))
    by_line = plan.program.lane(offer.lane).by_line
    clauses.append(_borne(seen.shares, offer, say, in_proportion=taken.sets > 0 and not by_line))
    return clauses


def _which(taken: UnitsTaken, offer: Offer, say: Say) -> str:
    """`2 sets: line 1 (4 bought, 2 given)`, or `2 units: line 1 (2 for ¥60.00)`."""
    if taken.sets:
        bundle = isinstance(offer.benefit, Bundle)
        lines = say.both([_in_sets(one, say, bundle=bundle) for one in taken.lines])
        sets = say.tongue.count(taken.sets, one="set", many="sets", chinese="组")
        return say(f"{sets}: {lines}", f"共{sets}：{lines}")
    units = say.units(sum(one.given for one in taken.lines))
    lines = say.both([_singly(one, say) for one in taken.lines])
    return say(f"{units} taken: {lines}", f"参与{units}：{lines}")


def _in_sets(one: LineUnits, say: Say, *, bundle: bool) -> str:
    if bundle:
        units = say.units(one.bought)
        return say(f"line {one.line + 1} ({units})", f"第 {one.line + 1} 行（{units}）")
    english = [f"{one.bought} bought"] * (one.bought > 0) + [f"{one.given} given"] * (one.given > 0)
    chinese = [f"购买{one.bought}件"] * (one.bought > 0) + [f"优惠{one.given}件"] * (one.given > 0)
    return say(f"line {one.line + 1} ({', '.join(english)})", f"第 {one.line + 1} 行（{'、'.join(chinese)}）")


def _singly(one: LineUnits, say: Say) -> str:
    worth = say.money(one.worth_minor)
    return say(
        f"line {one.line + 1} ({one.given} for {worth})", f"第 {one.line + 1} 行（{one.given}件，{worth}）"
    )


def _worth(taken: UnitsTaken, offer: Offer, say: Say) -> str:
    """What the units come to, and what is asked of that."""
    worth, asked = say.money(sum(one.worth_minor for one in taken.lines)), say.money(taken.asked_minor)
    match offer.benefit:
        case NthItem() | BuyGet() | PercentOff():
            share = f"{plain(offer.benefit.percent)}%"
            rounded = say(*ROUNDED[offer.rounding_unit or "sum"])
            who = say("the units given", "优惠件") if taken.sets else say("they", "")
            return say(
                f"{who} come to {worth}, {share} of which{rounded} is {asked}",
                f"{who}合计 {worth}，其{share}{rounded}为 {asked}",
            )
        case Bundle() | FixedPrice():
            price = say.money(to_minor(offer.benefit.price, say.tongue.unit))
            times = taken.sets or sum(one.given for one in taken.lines)
            return say(
                f"they come to {worth}, {asked} more than {times} × {price}",
                f"合计 {worth}，比 {times} × {price} 多 {asked}",
            )
        case AmountOff():
            amount = say.money(to_minor(offer.benefit.amount, say.tongue.unit))
            return say(f"at most {amount} off each is {asked}", f"每件最多减 {amount}，共 {asked}")
        case _:
            raise AssertionError(offer.benefit)


def _borne(shares: Sequence[tuple[int, int]], offer: Offer, say: Say, *, in_proportion: bool) -> str:
    """Which line bears how much, where there are several; how it was spread."""
    if len(shares) < 2:  # noqa: PLR2004 - one line bears all
        return ""
    lines = say.both(
        [
            say(f"{say.money(amount)} off line {line + 1}", f"第 {line + 1} 行减 {say.money(amount)}")
            for line, amount in shares
        ]
    )
    if not in_proportion:
        return lines
    given_alone = isinstance(offer.benefit, NthItem | BuyGet) and offer.benefit.allocate == "reward"
    over = say("the units given", "优惠件") if given_alone else say("all units of the sets", "各组全部商品")
    return say(f"spread over {over} by price: {lines}", f"按价格分摊到{over}：{lines}")
