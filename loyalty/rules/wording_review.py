"""Sentences of the review: a programme that may be loaded, but probably does not say what was meant."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from loyalty.errors import Problem
from loyalty.rules.findings import Phrase, told
from loyalty.rules.wording_review_offers import OFFERS

ERRORS: Final = frozenset(
    {"window_empty", "never_true", "tier_never_reached", "points_never_spendable", "selects_nothing"}
)
"""What cannot have been meant; everything else is a warning."""


def doubt(code: str, path: str, /, **facts: object) -> Problem:
    """The finding of this code."""
    return told(code, REVIEW[code], path, "error" if code in ERRORS else "warning", facts)


_TIERS: Final = {
    "tier_never_reached": Phrase(
        "No member can reach the level `{level}`: at most {most} base points can count",
        "Lower its minimum below what the earn rules and caps allow",
        "没有会员能达到等级 `{level}`：最多只能累计 {most} 基础积分",
        "请把门槛降到积分规则和上限允许的范围内",
    ),
    "tier_brings_nothing": Phrase(
        "The level `{level}` brings nothing, and no condition asks for it",
        "Give it a multiplier, a member price or free shipping, or name it in an offer",
        "等级 `{level}` 没有任何权益，也没有条件用到它",
        "请设置倍率、会员价或免运费，或在优惠条件中使用它",
    ),
    "tier_worse_than_below": Phrase(
        "The level `{level}` has a worse `{field}` than `{below}` below it",
        "Give the higher level at least as much",
        "等级 `{level}` 的 `{field}` 不如更低的 `{below}`",
        "高等级的权益不应低于低等级",
    ),
    "multiplier_without_points": Phrase(
        "The level `{level}` multiplies points, but the programme has no points",
        "Add `points`, or leave `multiplier` out",
        "等级 `{level}` 设了积分倍率，但计划没有积分",
        "请添加 `points`，或删掉 `multiplier`",
    ),
    "term_end_unused": Phrase(
        "`at_term_end` has no effect, because the level does not end by time ({term})",
        "Leave `at_term_end` out, or give the level a term",
        "等级不会因时间结束（{term}），`at_term_end` 不起作用",
        "请删掉 `at_term_end`，或设置有效期",
    ),
}
_POINTS: Final = {
    "points_without_rules": Phrase(
        "Nothing earns points",
        "Add at least one entry to `points.rules`",
        "没有任何积分规则",
        "请在 `points.rules` 中至少添加一条",
    ),
    "points_not_spendable": Phrase(
        "Points can be earned but not spent",
        "Add `points.redeem`, unless points only count toward tiers",
        "积分只能获得，不能使用",
        "请添加 `points.redeem`，除非积分只用于升级",
    ),
    "points_never_spendable": Phrase(
        "No member can ever spend points: {why}",
        "Raise the cap, or lower what spending needs",
        "会员永远无法使用积分：{why}",
        "请提高上限，或降低使用门槛",
    ),
    "points_worth_much": Phrase(
        "Points may give back {percent} % of what is paid",
        "Make sure that this is meant: the highest multipliers are counted together",
        "积分最多可返还实付金额的 {percent}%",
        "请确认这是有意的（按最高倍率同时生效计算）",
    ),
    "earns_on_list_price": Phrase(
        "Points are earned on the list price, so a deep discount may let an order earn more than was paid",
        "Use `basis: net`, or keep discounts shallow",
        "积分按原价计算，折扣很大的订单得到的积分可能超过实付金额",
        "请用 `basis: net`，或控制折扣力度",
    ),
    "rounds_points_up": Phrase(
        "Points are rounded up, so splitting an order into small ones earns more",
        "Use `rounding: down`",
        "积分向上取整，拆成小订单可以多得积分",
        "请用 `rounding: down`",
    ),
    "pending_may_outlive": Phrase(
        "Points wait {days} days, and those earned just before the end are over before they can be spent",
        "Let them end a year later, or shorten `pending`",
        "积分要等待 {days} 天，临近到期日获得的积分来不及使用",
        "请推迟一年到期，或缩短 `pending`",
    ),
    "cap_at_zero": Phrase(
        "The cap `{cap}` is 0, so no points are ever granted",
        "Raise it, or leave the rules out",
        "上限 `{cap}` 为 0，不会发放任何积分",
        "请提高上限，或删掉积分规则",
    ),
    "action_unlimited": Phrase(
        "The action `{action}` earns each time it is reported, without limit",
        "Say how often with `at_most`",
        "行为 `{action}` 每次上报都得积分，没有次数限制",
        "请用 `at_most` 限制次数",
    ),
}
_CONDITIONS: Final = {
    "window_empty": Phrase(
        "The window ends ({end}) before it has begun ({start})",
        "Exchange the two, or correct one; the end itself no longer belongs to the window",
        "时间段在开始（{start}）之前就已结束（{end}）",
        "请对调或更正；结束时刻本身不包含在内",
    ),
    "window_past": Phrase(
        "The window was over on {end}",
        "Move the window, or remove the rule",
        "时间段已于 {end} 结束",
        "请调整时间段，或删除该规则",
    ),
    "never_true": Phrase(
        "This can never hold together with {other}",
        "Drop one of the two, or join them under `kind: any`",
        "它与 {other} 永远不能同时满足",
        "请删掉其中一个，或用 `kind: any` 连接",
    ),
}
REVIEW: Final[Mapping[str, Phrase]] = MappingProxyType(_TIERS | _POINTS | _CONDITIONS | OFFERS)
