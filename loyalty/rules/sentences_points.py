"""The points policy in words: earning, waiting, expiring, spending, returning."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, assert_never

from loyalty.rules.earning import EarnCap, EarnRule, Multiplier, PerAmount, Proportional
from loyalty.rules.exact import plain
from loyalty.rules.expiry import (
    AnniversaryExpiry,
    ExpiryPolicy,
    FixedExpiry,
    InactivityExpiry,
    NeverExpires,
    RollingExpiry,
)
from loyalty.rules.points import OnReturn, Pending, PointsPolicy, RedeemRate
from loyalty.rules.sentences_conditions import under
from loyalty.rules.sentences_goods import goods, on
from loyalty.rules.sentences_issuances import action_sentence
from loyalty.rules.tongue import ROUNDED, Tongue


def points_sentences(points: PointsPolicy, tongue: Tongue) -> Iterator[str]:
    """A sentence for each rule of the policy."""
    for rule in points.rules:
        yield rule_sentence(rule, tongue)
    if len(points.rules) > 1:
        ways = {
            "max": ("the rule that gives most counts", "取积分最多的一条"),
            "sum": ("all rules count", "各条规则累加"),
            "first": ("the first rule by priority counts", "取优先级最高的一条"),
        }
        yield tongue.sentence(
            tongue.say(*ways[points.on_overlap]), tongue.say("Overlapping rules", "规则重叠")
        )
    for multiplier in points.multipliers:
        yield multiplier_sentence(multiplier, tongue)
    yield _combination(points, tongue)
    for cap in points.caps:
        yield cap_sentence(cap, tongue)
    for action in points.actions:
        yield action_sentence(action, tongue)
    if points.pending is not None:
        yield tongue.sentence(pending_words(points.pending, tongue))
    yield tongue.sentence(expiry_words(points.expiry, tongue))
    if points.redeem is not None:
        yield tongue.sentence(redeem_words(points.redeem, tongue))
    yield _on_return(points.on_return, tongue)


def rule_sentence(rule: EarnRule, tongue: Tongue) -> str:
    """How an order earns by one rule."""
    chosen = goods(rule.of, tongue)
    spent = tongue.say(f"spent on {chosen}" if chosen else "spent", f"{chosen}每消费")
    match rule:
        case PerAmount():
            count, per = tongue.points(rule.points), tongue.money(rule.per)
            text = tongue.say(f"{count} for each full {per} {spent}", f"{spent}满{per}得{count}")
        case Proportional():
            rate, unit = tongue.points(rule.rate), tongue.money(_ONE)
            rounded = ROUNDED[rule.rounding]
            text = tongue.say(
                f"{rate} for each {unit} {spent}, rounded {rounded[0]}",
                f"{spent}{unit}得{rate}，{rounded[1]}",
            )
        case _:
            assert_never(rule)
    extras = [
        under(rule.when, tongue, gives=text, off=False),
        tongue.say("counted on list prices", "按原价计算") if rule.basis == "list" else "",
        tongue.say("shipping counts too", "运费也计入") if rule.include_shipping else "",
        tongue.say(*TAX_WORDS[rule.tax]),
        tongue.say(f"priority {rule.priority}", f"优先级{rule.priority}") if rule.priority else "",
        expiry_words(rule.expiry, tongue) if rule.expiry else "",
    ]
    return tongue.sentence(tongue.clauses(extras), tongue.say(rule.name or "", rule.name_zh or ""))


TAX_WORDS: Final = {
    "as_priced": ("", ""),
    "without": ("tax does not count", "税额不计分"),
    "with": ("tax on top counts too", "另加的税额也计入"),
}
"""Whether tax earns; nothing where prices decide."""


def multiplier_sentence(multiplier: Multiplier, tongue: Tongue) -> str:
    """By how much a multiplier raises points, and when."""
    factor = plain(multiplier.factor)
    text = tongue.say(f"{factor} times the points", f"积分{factor}倍") + on(multiplier.of, tongue)
    name = tongue.say(multiplier.name or "", multiplier.name_zh or "")
    return tongue.sentence(under(multiplier.when, tongue, gives=text, off=False), name)


def cap_sentence(cap: EarnCap, tongue: Tongue) -> str:
    """How many points may be earned in a span."""
    most = tongue.points(cap.points)
    spans = {
        "order": ("per order", "每单最多得"),
        "day": ("a day", "每天最多得"),
        "week": ("a week", "每周最多得"),
        "month": ("a month", "每月最多得"),
        "year": ("a year", "每年最多得"),
        "ever": ("per member ever", "每人累计最多得"),
        "holdings": ("held at once", "账户最多持有"),
    }
    english, chinese = spans[cap.per]
    over = tongue.say("more is cut", "超出部分不计") if cap.over == "clip" else ""
    refused = tongue.say("an order that would go beyond earns nothing", "超出时整单不得积分")
    return tongue.sentence(
        tongue.clauses([tongue.say(f"at most {most} {english}", f"{chinese}{most}"), over or refused])
    )


def expiry_words(expiry: ExpiryPolicy, tongue: Tongue) -> str:
    """When points end."""
    match expiry:
        case RollingExpiry():
            return _rolling(expiry, tongue)
        case FixedExpiry():
            return _fixed(expiry, tongue)
        case AnniversaryExpiry():
            years = tongue.count(
                expiry.years, one="anniversary", many="anniversaries", chinese="个入会周年日"
            )
            return tongue.say(f"points end after {years} of joining", f"积分在获得后第{years}到期")
        case InactivityExpiry():
            named = activity_words(expiry.extended_by, tongue)
            months = tongue.months(expiry.months)
            if expiry.percent < Decimal(100):
                share = plain(expiry.percent)
                return tongue.say(
                    f"{share}% of the points end each {months} without {named}",
                    f"每{months}未{named}，积分失效{share}%",
                )
            return tongue.say(
                f"points end {months} after the last {named}", f"最后一次{named}后{months}积分到期"
            )
        case NeverExpires():
            return tongue.say("points do not end", "积分永久有效")
        case _:
            assert_never(expiry)


def activity_words(acts: Sequence[str], tongue: Tongue) -> str:
    """What keeps points alive."""
    names = {"earn": ("earning", "获得积分"), "spend": ("spending", "使用积分")}
    return tongue.either([tongue.say(*names[act]) for act in acts])


def _rolling(expiry: RollingExpiry, tongue: Tongue) -> str:
    length = tongue.months(expiry.months) if expiry.months else tongue.days(expiry.days or 0)
    start = tongue.say("maturing", "到账") if expiry.from_ == "maturing" else tongue.say("earning", "获得")
    ends = {
        "none": ("", ""),
        "day": (", at the end of the day", "，当天结束时到期"),
        "month": (", at the end of the month", "，当月结束时到期"),
        "quarter": (", at the end of the quarter", "，当季结束时到期"),
        "year": (", at the end of the year", "，当年结束时到期"),
    }
    english, chinese = ends[expiry.round_up]
    return tongue.say(f"points end {length} after {start}{english}", f"积分自{start}起{length}有效{chinese}")


def _fixed(expiry: FixedExpiry, tongue: Tongue) -> str:
    day = tongue.say(f"{expiry.day} {_MONTHS[expiry.month - 1]}", f"{expiry.month}月{expiry.day}日")
    years = tongue.count(expiry.years_after, one="year", many="years", chinese="年")
    after = tongue.say(f", {years} after the year of earning", f"（获得当年之后{years}）")
    same = tongue.say(" of the year of earning", "（获得当年）")
    return tongue.say(f"points end on {day}", f"积分于{day}到期") + (after if expiry.years_after else same)


def _combination(points: PointsPolicy, tongue: Tongue) -> str:
    ways = {
        "add_bonuses": (
            "their bonuses add up (2 times and 3 times make 4 times)",
            "加成相加（2倍与3倍合为4倍）",
        ),
        "multiply": ("they multiply (2 times and 3 times make 6 times)", "相乘（2倍与3倍合为6倍）"),
        "highest": ("the highest counts", "取最高的一个"),
    }
    rounded = ROUNDED[points.rounding]
    way = ways[points.combine]
    decimals = tongue.count(points.decimals, one="decimal", many="decimals", chinese="位小数")
    text = tongue.clauses(
        [
            tongue.say(*way),
            tongue.say(f"points are rounded {rounded[0]}", f"积分{rounded[1]}"),
            tongue.say(f"points have {decimals}", f"积分保留{decimals}") if points.decimals else "",
        ]
    )
    return tongue.sentence(text, tongue.say("Several multipliers", "多个倍率"))


def pending_words(pending: Pending, tongue: Tongue) -> str:
    """From when on points can be spent."""
    days = tongue.days(pending.days)
    anchor = {"paid": ("payment", "付款"), "delivered": ("delivery", "签收")}[pending.after]
    text = tongue.say(f"points can be spent {days} after {anchor[0]}", f"积分在{anchor[1]}{days}后可用")
    if pending.timeout_days is None:
        return text
    most = tongue.days(pending.timeout_days)
    lapse = tongue.say(f"they lapse without delivery within {most}", f"{most}内未签收则失效")
    return tongue.clauses([text, lapse])


def redeem_words(redeem: RedeemRate, tongue: Tongue) -> str:
    """What points are worth at checkout, and how much they may pay."""
    rate = tongue.say(
        f"{tongue.points(redeem.points)} pay {tongue.money(redeem.worth)}",
        f"{tongue.points(redeem.points)}抵{tongue.money(redeem.worth)}",
    )
    step, least = tongue.points(redeem.step_points), tongue.points(redeem.minimum_points)
    most = []
    if redeem.max_percent is not None:
        share = plain(redeem.max_percent)
        most.append(tongue.say(f"at most {share}% of the goods", f"最多抵商品金额的{share}%"))
    if redeem.max_amount is not None:
        amount = tongue.money(redeem.max_amount)
        most.append(tongue.say(f"at most {amount} an order", f"每单最多抵{amount}"))
    tender = redeem.points_are == "tender"
    return tongue.clauses(
        [
            rate + on(redeem.of, tongue),
            tongue.say(f"in steps of {step}", f"每次以{step}为单位"),
            tongue.say(f"from {least} on", f"至少使用{least}") if redeem.minimum_points else "",
            *most,
            tongue.say("shipping may be paid too", "可抵运费") if redeem.cover_shipping else "",
            tongue.say("points are a means of payment", "积分视为支付方式") if tender else "",
        ]
    )


def _on_return(on_return: OnReturn, tongue: Tongue) -> str:
    ways = {
        "allow_debt": ("points that are already spent become a debt", "已用掉的积分记为欠分"),
        "to_zero": ("at most what the member still has is taken back", "最多扣到0"),
        "pending_only": ("only pending points are taken back", "只扣回未到账的积分"),
    }
    days = tongue.days(on_return.grace_days)
    grace = tongue.say(f"restored points live at least {days} more", f"退回的积分至少再有效{days}")
    until = on_return.reversible_days
    back = ""
    if until == 0:
        back = tongue.say("points that were spent do not come back", "已用积分不退回")
    elif until is not None:
        within = tongue.days(until)
        back = tongue.say(
            f"points that were spent come back within {within} of the order",
            f"下单后{within}内退货退回已用积分",
        )
    said = [tongue.say(*ways[on_return.shortfall]), grace if on_return.grace_days else "", back]
    text = tongue.clauses(said)
    return tongue.sentence(text, tongue.say("Returns", "退货"))


_ONE = Decimal(1)
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
