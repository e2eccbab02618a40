"""What the fields of a programme are called when two versions are compared, and what their words mean.

One label for each field of each rule, so that no change goes untold; the unit says how its values are read.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from loyalty.rules.tongue import WEEKDAYS_ZH
from loyalty.rules.wording_diff_benefits import BENEFIT_CHOICES, BENEFIT_LABELS, OF, Label

_NAMES: Final = {"name": Label("name", "名称", "text"), "name_zh": Label("Chinese name", "中文名称", "text")}
_EARNS: Final = {
    **_NAMES,
    **OF,
    "when": Label("conditions", "条件"),
    "basis": Label("counted on", "计分基础", "choice"),
    "include_shipping": Label("shipping counts", "运费计分", "flag"),
    "tax": Label("tax counts", "税额计分", "choice"),
    "priority": Label("priority", "优先级", "number"),
    "expiry": Label("end of points", "有效期"),
}
LABELS: Final[Mapping[str, Mapping[str, Label]]] = MappingProxyType(
    {
        "Program": {
            **_NAMES,
            "key": Label("key", "标识", "text"),
            "currency": Label("currency", "货币", "text"),
            "time_zone": Label("time zone", "时区", "text"),
            "week_starts": Label("start of the week", "每周起始日", "choice"),
            "points": Label("points", "积分"),
            "reminders": Label("reminders", "提醒"),
        },
        "Track": {
            **_NAMES,
            "upgrade": Label("upgrade", "升级时间", "choice"),
            "term": Label("term", "等级有效期"),
            "on_return": Label("on a return", "退货时", "choice"),
        },
        "TierCredit": {
            "of": Label("what counts", "定级依据", "choice"),
            "counts_at": Label("counts from", "计入时间", "choice"),
            "window": Label("how long it counts", "计算周期"),
        },
        "RollingWindow": {"months": Label("months that count", "计算周期", "months")},
        "TermMonths": {"months": Label("term", "等级有效期", "months")},
        "AtTermEnd": {
            "grace_days": Label("grace", "宽限期", "days"),
            "drop": Label("at the term's end", "未保级时", "choice"),
        },
        "Level": {
            **_NAMES,
            "minimum": Label("from", "门槛", "credit"),
            "retain": Label("to keep it", "保级门槛", "credit"),
            "multiplier": Label("times the points", "积分倍率", "factor"),
            "member_price": Label("member price", "会员价"),
            "free_shipping_from": Label("free shipping", "免运费", "start"),
            "expiry": Label("end of points", "积分有效期"),
        },
        "TierPrice": {"percent": Label("member price off", "会员价优惠比例", "percent"), **OF},
        "PointsPolicy": {
            "decimals": Label("decimals of points", "积分小数位数", "number"),
            "on_overlap": Label("where rules overlap", "规则重叠时", "choice"),
            "combine": Label("several multipliers", "多个倍率", "choice"),
            "rounding": Label("rounding of points", "积分取整", "choice"),
            "pending": Label("when points can be spent", "到账时间"),
            "expiry": Label("end of points", "积分有效期"),
            "redeem": Label("paying with points", "积分抵现"),
        },
        "PerAmount": {
            **_EARNS,
            "points": Label("points", "积分", "points"),
            "per": Label("for each full", "每满金额", "money"),
        },
        "Proportional": {
            **_EARNS,
            "rate": Label("points for each 1.00", "每1元所得积分", "number"),
            "rounding": Label("rounding", "取整", "choice"),
        },
        "Multiplier": {
            **_NAMES,
            **OF,
            "factor": Label("times the points", "积分倍率", "factor"),
            "when": Label("conditions", "条件"),
        },
        "EarnCap": {
            "per": Label("span", "周期", "choice"),
            "points": Label("at most", "上限", "points"),
            "over": Label("beyond it", "超出时", "choice"),
        },
        "Pending": {
            "days": Label("wait", "等待", "days"),
            "after": Label("counted from", "起算时间", "choice"),
            "timeout_days": Label("longest wait for delivery", "最长等待签收", "days"),
        },
        "RollingExpiry": {
            "months": Label("points live", "积分有效期", "months"),
            "days": Label("points live", "积分有效期", "days"),
            "from_": Label("counted from", "起算时间", "choice"),
            "round_up": Label("carried on to the end of", "顺延方式", "choice"),
        },
        "FixedExpiry": {
            "month": Label("month of the end", "到期月份", "number"),
            "day": Label("day of the end", "到期日", "number"),
            "years_after": Label("years after the year of earning", "获得当年之后", "years"),
        },
        "AnniversaryExpiry": {"years": Label("anniversaries of joining", "入会周年数", "years")},
        "InactivityExpiry": {
            "months": Label("points live without activity", "不活跃有效期", "months"),
            "extended_by": Label("activities that extend", "可延期的行为"),
        },
        "RedeemRate": {
            **OF,
            "points": Label("points in the rate", "抵现积分", "points"),
            "worth": Label("worth", "抵现金额", "money"),
            "minimum_points": Label("spent from", "最少使用", "points"),
            "step_points": Label("in steps of", "使用单位", "points"),
            "max_percent": Label("at most of the goods", "最多抵商品金额", "percent"),
            "max_amount": Label("at most an order", "每单最多抵", "money"),
            "points_are": Label("points are", "积分视为", "choice"),
            "cover_shipping": Label("points may pay shipping", "可抵运费", "flag"),
        },
        "OnReturn": {
            "shortfall": Label("points that are gone at a return", "退货时积分不足", "choice"),
            "grace_days": Label("restored points live at least", "退回积分至少有效", "days"),
        },
        "Lane": {
            "rule": Label("rule", "规则", "choice"),
            "scope": Label("picked by", "选取范围", "choice"),
        },
        "Group": {"rule": Label("which one applies", "互斥规则", "choice")},
        "OfferClass": {"combines_with": Label("combines with", "可叠加类别")},
        "Budget": {
            "amount": Label("amount", "金额", "money"),
            "over": Label("at its end", "用完时", "choice"),
            "per_hour": Label("paused past, an hour", "每小时暂停上限", "money"),
        },
        "Offer": {
            **_NAMES,
            "when": Label("conditions", "条件"),
            "benefit": Label("benefit", "优惠内容"),
            "lane": Label("lane", "叠加层级", "text"),
            "priority": Label("priority", "优先级", "number"),
            "budget": Label("budget", "预算", "text"),
            "threshold_base": Label("thresholds count", "门槛计算基础", "choice"),
            "benefit_base": Label("percentages are of", "折扣计算基础", "choice"),
            "rounding": Label("rounding", "取整", "choice"),
            "rounding_unit": Label("rounded by", "取整单位", "choice"),
            "spread_by": Label("spread over lines by", "分摊方式", "choice"),
            "remainder": Label("odd cents go to", "分摊尾差归属", "choice"),
            "stack": Label("on top of the best offer of a line", "可与该商品的最优优惠叠加", "flag"),
            "per": Label("counted for each", "计算范围", "choice"),
            "group": Label("group", "互斥组", "text"),
            "class_": Label("class", "优惠类别", "text"),
            "exclusive": Label("excludes all other offers", "与其他优惠互斥", "flag"),
            "coupon": Label("coupon", "优惠券"),
            "funded_by": Label("who pays", "费用承担"),
        },
        "Coupon": {
            "give_back": Label("coupon back on a full return", "整单退货时退券", "flag"),
            "valid_days": Label("coupon good for days", "券有效天数", "number"),
            "delay_days": Label("days before the coupon may be used", "券生效延迟天数", "number"),
            "until": Label("coupons end", "券截止时间", "text"),
            "ends": Label("which end counts", "以何截止为准", "choice"),
        },
        "ActionRule": {
            **_NAMES,
            "action": Label("action", "行为", "text"),
            "points": Label("points", "积分", "points"),
            "at_most": Label("how often", "次数限制"),
            "streaks": Label("days in a row", "连续奖励"),
            "valid_days": Label("end of points", "积分有效期", "days"),
        },
        "Issuance": {**_NAMES, "on": Label("occasion", "发放时机"), "gives": Label("given", "发放内容")},
        "OnBirthday": {"days_before": Label("days before the birthday", "生日前天数", "days")},
        "OnTierEntry": {"levels": Label("levels", "等级")},
        "Monthly": {
            "day": Label("day of the month", "每月日期", "number"),
            "levels": Label("levels", "等级"),
        },
        "Reminders": {
            "points_days": Label("before points end", "积分到期前", "days"),
            "coupon_days": Label("before coupons end", "优惠券到期前", "days"),
            "tier_days": Label("before tiers end", "等级到期前", "days"),
        },
        **BENEFIT_LABELS,
        "Subtotal": {
            "minimum": Label("threshold", "门槛", "money"),
            "base": Label("threshold counts", "门槛计算基础", "choice"),
            **OF,
        },
        "Quantity": {
            "minimum": Label("units needed", "件数门槛", "number"),
            "base": Label("units counted at", "件数计算基础", "choice"),
            **OF,
        },
    }
)
_SPANS: Final = {
    "order": ("an order", "每单"),
    "day": ("a day", "每天"),
    "week": ("a week", "每周"),
    "month": ("a month", "每月"),
    "year": ("a year", "每年"),
    "ever": ("for ever", "累计"),
    "holdings": ("held at once", "账户持有"),
}
CHOICES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        **{f"EarnCap.per.{name}": words for name, words in _SPANS.items()},
        **{f"week_starts.{day}": (day.capitalize(), chinese) for day, chinese in WEEKDAYS_ZH.items()},
        "Track.upgrade.at_once": ("at once", "达标立即升级"),
        "Track.upgrade.at_period_end": ("at the period's end", "期末统一升级"),
        "Track.on_return.recheck": ("the level is checked again", "重新核算等级"),
        "Track.on_return.keep": ("the level is kept", "保留等级"),
        "TierCredit.of.spend": ("spending", "消费金额"),
        "TierCredit.of.orders": ("orders", "订单数"),
        "TierCredit.of.base_points": ("base points", "基础积分"),
        "TierCredit.counts_at.paid": ("payment", "付款时"),
        "TierCredit.counts_at.matured": ("maturing", "到账时"),
        "AtTermEnd.drop.one": ("down by one level", "降一级"),
        "AtTermEnd.drop.to_qualified": ("down to what is qualified", "降到符合的等级"),
        "AtTermEnd.drop.never": ("never down", "不降级"),
        "basis.net": ("what is paid", "实付金额"),
        "basis.list": ("list prices", "原价"),
        "tax.as_priced": ("as prices hold it", "按价格所含"),
        "tax.without": ("never", "不计"),
        "tax.with": ("always", "一律计入"),
        "on_overlap.max": ("the rule that gives most counts", "取积分最多的一条"),
        "on_overlap.sum": ("all rules count", "各条累加"),
        "on_overlap.first": ("the first rule by priority counts", "取优先级最高的一条"),
        "combine.add_bonuses": ("their bonuses add up", "加成相加"),
        "combine.multiply": ("they multiply", "相乘"),
        "combine.highest": ("the highest counts", "取最高的一个"),
        "rounding.half_up": ("half up", "四舍五入"),
        "rounding.down": ("down", "向下取整"),
        "rounding.up": ("up", "向上取整"),
        "rounding.half_even": ("half to even", "四舍六入五成双"),
        "EarnCap.over.clip": ("the rest is cut", "超出部分不计"),
        "EarnCap.over.reject": ("the whole order earns nothing", "整单不得积分"),
        "Pending.after.paid": ("payment", "付款"),
        "Pending.after.delivered": ("delivery", "签收"),
        "RollingExpiry.from_.maturing": ("maturing", "到账"),
        "RollingExpiry.from_.earning": ("earning", "获得"),
        "round_up.none": ("nothing", "不顺延"),
        "round_up.day": ("the day", "当天结束"),
        "round_up.month": ("the month", "当月结束"),
        "round_up.quarter": ("the quarter", "当季结束"),
        "round_up.year": ("the year", "当年结束"),
        "points_are.discount": ("a discount", "优惠"),
        "points_are.tender": ("a means of payment", "支付方式"),
        "shortfall.allow_debt": ("they become a debt", "记为欠分"),
        "shortfall.to_zero": ("only what is there is taken back", "最多扣到0"),
        "shortfall.pending_only": ("only pending points are taken back", "只扣回未到账的积分"),
        "Lane.rule.all": ("all offers apply", "全部生效"),
        "Lane.rule.best_of": ("the best offer applies", "取最优的一项"),
        "Lane.rule.exclusive": ("only the first offer applies", "只取优先级最高的一项"),
        "Group.rule.first": ("the first that applies", "取优先级最高的一项"),
        "Group.rule.best": ("the best for the member", "取对会员最优的一项"),
        "scope.line": ("line", "每行商品"),
        "scope.order": ("order", "整单"),
        "Coupon.ends.earlier": ("the earlier end", "以较早者为准"),
        "Coupon.ends.days": ("the end of the days", "以天数为准"),
        "Budget.over.clip": ("the last order gets the rest", "最后一单用完剩余部分"),
        "Budget.over.reject": ("what does not fit is refused", "余额不足的订单不享受"),
        "base.list": ("the list price", "原价"),
        "base.after_items": ("the price after item offers", "单品优惠后的价格"),
        "base.running": ("what is left after earlier offers", "前面优惠后的金额"),
        "rounding_unit.unit": ("unit", "每件"),
        "rounding_unit.line": ("line", "每行"),
        "rounding_unit.sum": ("sum", "合计"),
        "Offer.per.order": ("order", "整单"),
        "Offer.per.seller": ("seller", "每个卖家"),
        "spread_by.net": ("what is left to pay", "剩余应付金额"),
        "spread_by.quantity": ("number of units", "件数"),
        "remainder.largest": ("the largest remainders", "余数最大的行"),
        "remainder.last_line": ("the last line", "最后一行"),
        "remainder.first_line": ("the first line", "第一行"),
        **BENEFIT_CHOICES,
    }
)


def choice(model: str, field: str, value: str) -> tuple[str, str]:
    """What a word of the document means; a word without an entry stands for itself."""
    for key in (f"{model}.{field}.{value}", f"{field}.{value}", f"{field.rpartition('_')[2]}.{value}"):
        if key in CHOICES:
            return CHOICES[key]
    return value, value
