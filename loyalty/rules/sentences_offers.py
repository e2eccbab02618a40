"""Offers, lanes and budgets in words."""

from typing import assert_never

from loyalty.rules.conditions import Birthday
from loyalty.rules.contradictions import together
from loyalty.rules.exact import plain
from loyalty.rules.lanes import Budget, Group, Lane, OfferClass
from loyalty.rules.offers import Coupon, Funders, Limit, Offer, lane_for
from loyalty.rules.sentences_benefits import benefit_words
from loyalty.rules.sentences_conditions import under
from loyalty.rules.tongue import ROUNDED, Tongue


def offer_sentence(offer: Offer, tongue: Tongue) -> str:
    """When the offer applies, what it gives, how often, and who pays."""
    limits = [limit_words(limit, tongue) for limit in offer.limits]
    text = tongue.clauses(
        [
            under(offer.when, tongue, gives=benefit_words(offer.benefit, tongue)),
            tongue.say(", ", "，").join([*_by_nature(offer, tongue), *limits]),
            tongue.say("a test", "测试活动") if offer.test else "",
            tongue.say("given back when the whole order is returned", "整单退货时恢复使用次数和预算")
            if offer.release_on_full_return
            else "",
            tongue.say("for the goods of each seller apart", "按卖家分别计算")
            if offer.per == "seller"
            else "",
            tongue.say("on top of the best offer of a line", "可与该商品的最优优惠叠加")
            if offer.stack
            else "",
            _company(offer, tongue),
            _bases(offer, tongue),
            tongue.say(f"out of the budget {offer.budget}", f"从预算 {offer.budget} 支出")
            if offer.budget
            else "",
            _handling(offer, tongue),
            funders_words(offer.funded_by or (), tongue),
        ]
    )
    return tongue.sentence(text, tongue.say(offer.name or "", offer.name_zh or ""))


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
    if limit.per == "identity":
        return tongue.say(f"{times} per identity{english}", f"同一身份{chinese}限{times}")
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


def group_sentence(group: Group, tongue: Tongue) -> str:
    """Which of the offers of a group an order gets."""
    if group.rule == "first":
        text = tongue.say("an order gets the first that applies", "每单只取优先级最高的一项优惠")
    else:
        text = tongue.say("an order gets the one that saves most", "每单只取最优惠的一项")
    return tongue.sentence(text, tongue.say(f"Group {group.id}", f"互斥组 {group.id}"))


def class_sentence(one: OfferClass, tongue: Tongue) -> str:
    """With which other classes it combines."""
    others = [other for other in one.combines_with if other != one.id]
    own = one.id in one.combines_with
    if others:
        text = tongue.say(
            f"combines with {tongue.both(others)}", f"可与{tongue.both(others)}叠加，不与其他类别叠加"
        )
    else:
        text = tongue.say("combines with no other class", "不与其他类别叠加")
    apart = "several of it combine" if own else "an order gets one of it"
    text += tongue.say(f"; {apart}", "；同类可叠加" if own else "；同类每单只取一项")
    return tongue.sentence(text, tongue.say(f"Class {one.id}", f"优惠类别 {one.id}"))


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
    if budget.per_hour is not None:
        hourly = tongue.money(budget.per_hour)
        text += tongue.say(f", paused past {hourly} an hour", f"，每小时超过{hourly}即暂停")
    return tongue.sentence(text, tongue.say(f"Budget {budget.id}", f"预算 {budget.id}"))


def _company(offer: Offer, tongue: Tongue) -> str:
    """Which other offers it keeps out."""
    parts = []
    if offer.group is not None:
        parts.append(tongue.say(f"one of the group {offer.group}", f"属于互斥组 {offer.group}"))
    if offer.class_ is not None:
        parts.append(tongue.say(f"of the class {offer.class_}", f"属于优惠类别 {offer.class_}"))
    if offer.exclusive:
        parts.append(tongue.say("no other offer beside it", "不与其他优惠同享"))
    if offer.coupon is not None:
        parts.append(coupon_words(offer.coupon, tongue))
    return tongue.say(", ", "，").join(parts)


def coupon_words(coupon: Coupon, tongue: Tongue) -> str:
    """That it takes a coupon, how long one may be used, and whether it comes back."""
    parts = [tongue.say("takes a coupon", "需使用优惠券")]
    if coupon.delay_days:
        parts.append(
            tongue.say(f"good {coupon.delay_days} days after its grant", f"发放{coupon.delay_days}天后可用")
        )
    if coupon.valid_days is not None:
        parts.append(tongue.say(f"for {coupon.valid_days} days", f"有效{coupon.valid_days}天"))
    if coupon.until is not None:
        parts.append(tongue.say(f"before {coupon.until}", f"{coupon.until}前有效"))
    if coupon.ends == "days":
        parts.append(tongue.say("its days count to their end", "天数优先于截止时间"))
    if not coupon.give_back:
        parts.append(tongue.say("which a return does not bring back", "退货不退券"))
    return tongue.say(", ", "，").join(parts)


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
