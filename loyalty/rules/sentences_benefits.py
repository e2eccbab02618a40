"""What an offer gives, in words."""

from decimal import Decimal
from typing import assert_never

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
    Step,
)
from loyalty.rules.exact import plain
from loyalty.rules.selectors import Selector
from loyalty.rules.sentences_goods import goods, on
from loyalty.rules.sentences_sets import set_words
from loyalty.rules.tongue import Tongue


def benefit_words(benefit: Benefit, tongue: Tongue) -> str:  # noqa: PLR0911 - one answer each kind
    """What the benefit takes off."""
    match benefit:
        case PercentOff():
            what = tongue.say(f"{plain(benefit.percent)}% off", f"立减{plain(benefit.percent)}%")
            return _of(benefit.of, what, tongue) + _few(benefit, tongue) + _at_most(benefit, tongue)
        case AmountOff():
            return _amount(benefit, tongue) + _few(benefit, tongue)
        case PerEachSpent():
            return _per_each(benefit, tongue)
        case SpendSteps():
            steps = tongue.say(", ", "，").join(
                step_words(step, benefit.measure, tongue) for step in benefit.steps
            )
            return steps + on(benefit.of, tongue) + _at_most(benefit, tongue)
        case MemberPrice():
            return _member_price(benefit, tongue)
        case FixedPrice():
            price = tongue.money(benefit.price)
            what = tongue.say(f"{price} for each unit", f"每件{price}")
            return _of(benefit.of, what, tongue, joint=" of ") + _few(benefit, tongue)
        case NthItem() | BuyGet() | Bundle():
            return set_words(benefit, tongue)
        case Gift() | ExtraPoints():
            return _on_top(benefit, tongue)
        case FreeShipping():
            return _shipping(benefit, tongue)
        case _:
            assert_never(benefit)


def _on_top(benefit: Gift | ExtraPoints, tongue: Tongue) -> str:
    if isinstance(benefit, Gift):
        units = tongue.count(benefit.quantity, one="unit", many="units", chinese="件")
        which = tongue.either(list(benefit.skus))
        return tongue.say(f"{units} of {which} as a gift", f"赠送{units}{which}")
    if benefit.multiplier is not None:
        times = plain(benefit.multiplier)
        return tongue.say(f"{times} times the points", f"积分{times}倍") + on(benefit.of, tongue)
    points = tongue.points(benefit.points or Decimal(0))
    return tongue.say(f"{points} on top", f"额外赠送{points}") + on(benefit.of, tongue)


def _few(benefit: PercentOff | AmountOff | FixedPrice, tongue: Tongue) -> str:
    """How many units it is for, and which."""
    if benefit.units_max is None:
        return ""
    units = tongue.count(benefit.units_max, one="unit", many="units", chinese="件")
    which = {"dearest": ("dearest", "最贵"), "cheapest": ("cheapest", "最便宜")}[benefit.take]
    return tongue.say(f", for the {which[0]} {units} at most", f"，限{which[1]}的{units}")


def _of(of: Selector, what: str, tongue: Tongue, *, joint: str = " ") -> str:
    chosen = goods(of, tongue)
    return tongue.say(f"{what}{joint}{chosen}", f"{chosen}{what}") if chosen else what


def _at_most(benefit: PercentOff | SpendSteps, tongue: Tongue) -> str:
    if benefit.cap is None:
        return ""
    most = tongue.money(benefit.cap)
    return tongue.say(f", at most {most}", f"，最多减{most}")


def _amount(benefit: AmountOff, tongue: Tongue) -> str:
    amount = tongue.money(benefit.amount)
    match benefit.each:
        case "order":
            return _of(benefit.of, tongue.say(f"{amount} off", f"立减{amount}"), tongue)
        case "line":
            return _of(
                benefit.of, tongue.say(f"{amount} off each line", f"每行减{amount}"), tongue, joint=" of "
            )
        case "unit":
            return _of(
                benefit.of, tongue.say(f"{amount} off each unit", f"每件减{amount}"), tongue, joint=" of "
            )
        case _:
            assert_never(benefit.each)


def _per_each(benefit: PerEachSpent, tongue: Tongue) -> str:
    amount, every = tongue.money(benefit.amount), tongue.money(benefit.every)
    chosen = goods(benefit.of, tongue)
    text = tongue.say(
        f"{amount} off for each full {every} spent" + (f" on {chosen}" if chosen else ""),
        f"{chosen}每满{every}减{amount}",
    )
    if benefit.times_max is None:
        return text + tongue.say(", without limit", "，上不封顶")
    times = tongue.count(benefit.times_max, one="time", many="times", chinese="次")
    return text + tongue.say(f", at most {times}", f"，最多减{times}")


def step_words(step: Step, measure: str, tongue: Tongue) -> str:
    """What a step takes off, and from where on."""
    start = tongue.money(step.from_)
    if measure == "quantity":
        start = tongue.count(int(step.from_), one="unit", many="units", chinese="件")
    off = tongue.money(step.amount) if step.amount is not None else f"{plain(step.percent or Decimal(0))}%"
    return tongue.say(f"{off} off from {start}", f"满{start}减{off}")


def _member_price(benefit: MemberPrice, tongue: Tongue) -> str:
    if benefit.percent is not None:
        share = plain(benefit.percent)
        return _of(benefit.of, tongue.say(f"member price: {share}% off", f"会员价减{share}%"), tongue)
    prices = [f"{sku} {tongue.money(price)}" for sku, price in benefit.prices or ()]
    return tongue.say(f"member prices: {tongue.both(prices)}", f"会员价：{tongue.both(prices)}") + on(
        benefit.of, tongue
    )


def _shipping(benefit: FreeShipping, tongue: Tongue) -> str:
    if benefit.percent is not None:
        share = plain(benefit.percent)
        text = tongue.say(f"{share}% off shipping", f"运费减{share}%")
        if benefit.amount is None:
            return text
        most = tongue.money(benefit.amount)
        return text + tongue.say(f", at most {most}", f"，最多减{most}")
    if benefit.amount is None:
        return tongue.say("free shipping", "免运费")
    most = tongue.money(benefit.amount)
    return tongue.say(f"up to {most} off shipping", f"运费最多减{most}")
