"""Offers, lanes and budgets in words."""

from decimal import Decimal
from typing import assert_never

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
from loyalty.rules.conditions import Birthday
from loyalty.rules.contradictions import together
from loyalty.rules.exact import plain
from loyalty.rules.lanes import Budget, Lane
from loyalty.rules.offers import Funders, Limit, Offer, lane_for
from loyalty.rules.selectors import Selector
from loyalty.rules.sentences_conditions import under
from loyalty.rules.sentences_goods import goods, on
from loyalty.rules.tongue import ROUNDED, Tongue


def offer_sentence(offer: Offer, tongue: Tongue) -> str:
    """When the offer applies, what it gives, how often, and who pays."""
    limits = [limit_words(limit, tongue) for limit in offer.limits]
    text = tongue.clauses(
        [
            under(offer.when, tongue, gives=benefit_words(offer.benefit, tongue)),
            tongue.say(", ", "，").join([*_by_nature(offer, tongue), *limits]),
            tongue.say("on top of the best offer of a line", "可与该商品的最优优惠叠加")
            if offer.stack
            else "",
            _bases(offer, tongue),
            tongue.say(f"out of the budget {offer.budget}", f"从预算 {offer.budget} 支出")
            if offer.budget
            else "",
            _handling(offer, tongue),
            funders_words(offer.funded_by or (), tongue),
        ]
    )
    return tongue.sentence(text, tongue.say(offer.name or "", offer.name_zh or ""))


def benefit_words(benefit: Benefit, tongue: Tongue) -> str:
    """What the benefit takes off."""
    match benefit:
        case PercentOff():
            what = tongue.say(f"{plain(benefit.percent)}% off", f"立减{plain(benefit.percent)}%")
            return _of(benefit.of, what, tongue) + _at_most(benefit, tongue)
        case AmountOff():
            return _amount(benefit, tongue)
        case PerEachSpent():
            return _per_each(benefit, tongue)
        case SpendSteps():
            steps = tongue.say(", ", "，").join(
                step_words(step, benefit.measure, tongue) for step in benefit.steps
            )
            return steps + on(benefit.of, tongue) + _at_most(benefit, tongue)
        case MemberPrice():
            return _member_price(benefit, tongue)
        case FreeShipping():
            return _shipping(benefit, tongue)
        case _:
            assert_never(benefit)


def limit_words(limit: Limit, tongue: Tongue) -> str:
    """How often an offer may be used."""
    times = tongue.say({1: "once", 2: "twice"}.get(limit.uses, f"{limit.uses:,} times"), f"{limit.uses}次")
    spans = {
        "ever": ("", ""),
        "day": (" a day", "每天"),
        "week": (" a week", "每周"),
        "month": (" a month", "每月"),
    }
    english, chinese = spans[limit.each]
    if limit.per == "member":
        return tongue.say(f"{times} per member{english}", f"每人{chinese}限{times}")
    return tongue.say(f"{times}{english} in all", f"{chinese}共限{times}")


def lane_sentence(lane: Lane, tongue: Tongue) -> str:
    """How the offers of a lane go together."""
    match lane.rule:
        case "all":
            text = tongue.say("all offers apply, one after the other", "优惠依次全部生效")
        case "best_of" if lane.by_line:
            text = tongue.say("on each line the best offer applies", "每行商品取最优的一项")
        case "best_of":
            text = tongue.say("the best offer of the order applies", "整单取最优的一项")
        case "exclusive":
            text = tongue.say("only the first offer that fits applies", "只取优先级最高的一项")
        case _:
            assert_never(lane.rule)
    return tongue.sentence(text, tongue.say(f"Lane {lane.id}", f"叠加层级 {lane.id}"))


def budget_sentence(budget: Budget, tongue: Tongue) -> str:
    """How much a budget holds, and what happens at its end."""
    amount = tongue.money(budget.amount)
    if budget.over == "clip":
        text = tongue.say(
            f"{amount} in all, the last order gets the rest", f"共{amount}，最后一单用完剩余部分"
        )
    else:
        text = tongue.say(
            f"{amount} in all, what does not fit is refused", f"共{amount}，余额不足的订单不享受"
        )
    return tongue.sentence(text, tongue.say(f"Budget {budget.id}", f"预算 {budget.id}"))


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
    if benefit.amount is None:
        return tongue.say("free shipping", "免运费")
    most = tongue.money(benefit.amount)
    return tongue.say(f"up to {most} off shipping", f"运费最多减{most}")


def _by_nature(offer: Offer, tongue: Tongue) -> list[str]:
    """How often the conditions alone let a member use it."""
    if any(isinstance(part, Birthday) for one in offer.when for _, part in together(one, "")):
        return [tongue.say("once per calendar year", "每个自然年限1次")]
    return []


def _handling(offer: Offer, tongue: Tongue) -> str:
    """Lane, priority, rounding and spreading where they are not the usual ones."""
    unit = "line" if offer.lane in tongue.line_lanes else "sum"
    named = {
        "unit": ("unit by unit", "每件"),
        "line": ("line by line", "每行"),
        "sum": ("on the sum", "合计"),
    }
    parts = []
    if offer.lane != lane_for(offer.benefit):
        parts.append(tongue.say(f"in the lane {offer.lane}", f"属于叠加层级 {offer.lane}"))
    if offer.priority:
        parts.append(tongue.say(f"priority {offer.priority}", f"优先级{offer.priority}"))
    if offer.rounding != "half_up":
        parts.append(tongue.say(f"rounded {ROUNDED[offer.rounding][0]}", ROUNDED[offer.rounding][1]))
    if (offer.rounding_unit or unit) != unit:
        english, chinese = named[offer.rounding_unit or unit]
        parts.append(tongue.say(f"rounded {english}", f"按{chinese}取整"))
    if offer.spread_by == "quantity":
        parts.append(tongue.say("spread over lines by number of units", "按件数分摊"))
    if offer.remainder != "largest":
        last = offer.remainder == "last_line"
        english, chinese = ("last", "最后一行") if last else ("first", "第一行")
        parts.append(tongue.say(f"the {english} line takes the odd cents", f"尾差归{chinese}"))
    return tongue.say(", ", "，").join(parts)


def _bases(offer: Offer, tongue: Tongue) -> str:
    """Where thresholds and percentages are counted on another price than usual."""
    prices = {
        "list": ("the list price", "原价"),
        "after_items": ("the price after item offers", "单品优惠后的价格"),
        "running": ("what is left after earlier offers", "前面优惠后的金额"),
    }
    parts = []
    if offer.threshold_base != "after_items":
        english, chinese = prices[offer.threshold_base]
        parts.append(tongue.say(f"thresholds count {english}", f"门槛按{chinese}计算"))
    if offer.benefit_base != "running":
        english, chinese = prices[offer.benefit_base]
        parts.append(tongue.say(f"percentages are of {english}", f"折扣按{chinese}计算"))
    return tongue.say(", ", "，").join(parts)


def funders_words(funded_by: Funders, tongue: Tongue) -> str:
    """Who pays for an offer, and how much of it."""
    names = {"platform": "平台", "shop": "店铺", "brand": "品牌", "partner": "合作方"}
    shares = [
        tongue.say(f"{funder} {plain(share)}%", f"{names[funder]}承担{plain(share)}%")
        for funder, share in funded_by
    ]
    return tongue.say(f"paid by {tongue.both(shares)}", "，".join(shares)) if shares else ""
