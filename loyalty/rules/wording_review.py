"""Sentences of the review: a programme that may be loaded, but probably does not say what was meant."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from loyalty.errors import Problem
from loyalty.rules.findings import Phrase, told

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
_OFFERS: Final = {
    "no_cap": Phrase(
        "A percentage without a cap: a large order gets a large discount",
        "Add `cap`",
        "百分比优惠没有封顶，大额订单会减很多",
        "请加上 `cap`",
    ),
    "no_member_limit": Phrase(
        "A member may use this offer on every order",
        "Add a limit `{{per: member, uses: 1}}`, unless that is meant",
        "会员每一单都可以使用该优惠",
        "如非有意，请加上 `{{per: member, uses: 1}}`",
    ),
    "uses_come_back": Phrase(
        "Whoever sends all goods back frees the offer's uses and budget, and may use it again",
        "Leave `release_on_full_return` out where the offer is scarce: buying and returning keeps it moving",
        "整单退货会恢复该优惠的名额和预算，并可再次使用",
        "名额紧张的优惠请勿设置 `release_on_full_return`：反复购买退货会使其不断流转",
    ),
    "gives_nothing": Phrase(
        "The offer never takes anything off",
        "Raise its amount, percentage or cap above 0",
        "该优惠不会减任何金额",
        "请把金额、百分比或封顶设为大于 0",
    ),
    "takes_everything": Phrase(
        "The offer can make an order free: {amount} off from {minimum} on",
        "Raise the threshold or lower what comes off",
        "该优惠可能使订单免费：满 {minimum} 减 {amount}",
        "请提高门槛或降低优惠",
    ),
    "test_offer": Phrase(
        "A test offer: live and in a simulation only members it names get it, and it costs what it gives",
        "Remove it, or its `test`, when the test is over",
        "测试活动：线上与模拟中仅限定的会员可享受，费用照实计算",
        "测试结束后请删除该活动，或去掉 `test`",
    ),
    "points_worth_order": Phrase(
        "Beside {offers} an order of {minimum} pays {paid}, and its points are worth {worth}",
        "Raise the minimum, lower the points, or keep the offers apart by a group or classes",
        "与 {offers} 叠加后，{minimum} 的订单实付 {paid}，而所得积分价值 {worth}",
        "请提高门槛、减少积分，或用互斥组、优惠类别使其不叠加",
    ),
    "step_gives_less": Phrase(
        "The step from {value} gives no more than the one before",
        "Let each step give more, or remove it",
        "{value} 这一档的优惠不高于前一档",
        "请让每一档优惠更多，或删除该档",
    ),
    "budget_below_redemption": Phrase(
        "The budget `{budget}` ({amount}) does not cover one redemption ({one})",
        "Raise the budget or lower the benefit",
        "预算 `{budget}`（{amount}）不够一次核销（{one}）",
        "请提高预算或降低优惠",
    ),
    "group_of_one": Phrase(
        "The group `{group}` has {count} offers, so it excludes nobody",
        "Name it as `group` in at least two offers, or remove it",
        "互斥组 `{group}` 只有 {count} 个优惠，不排除任何优惠",
        "请在至少两个优惠中用 `group` 指定它，或删除它",
    ),
    "class_one_sided": Phrase(
        "The class `{one}` combines with `{other}`, which does not name it, so they do not combine",
        "Name each in the other's `combines_with`, or neither",
        "优惠类别 `{one}` 声明可与 `{other}` 叠加，但 `{other}` 没有声明，因此不能叠加",
        "请在双方的 `combines_with` 中互相声明，或都不声明",
    ),
    "budget_unused": Phrase(
        "No offer draws on the budget `{budget}`",
        "Name it in an offer, or remove it",
        "没有优惠使用预算 `{budget}`",
        "请在优惠中引用，或删除",
    ),
    "limit_above_program": Phrase(
        "A member may use it {member} times, all members together only {program} times",
        "Raise the limit per program, or lower the one per member",
        "每位会员可用 {member} 次，而全部会员合计只有 {program} 次",
        "请提高总次数，或降低每人次数",
    ),
    "limit_above_identity": Phrase(
        "A member may use it {member} times, all who share an identity together only {identity} times",
        "Remove this limit, or let the one per identity allow more",
        "每位会员可用 {member} 次，而同一身份合计只有 {identity} 次",
        "请删掉该限制，或提高同一身份的次数",
    ),
    "never_reached": Phrase(
        "`{first}` always comes first in the exclusive lane `{lane}`, so this offer never applies",
        "Give it a higher priority, or move it to another lane",
        "在互斥层级 `{lane}` 中 `{first}` 总是优先，该优惠永远不会生效",
        "请提高优先级，或移到其他层级",
    ),
    "never_best": Phrase(
        "`{first}` always saves at least as much in the lane `{lane}`, so this offer never applies",
        "Give it other conditions or goods, or remove it",
        "在层级 `{lane}` 中 `{first}` 总是更优惠，该优惠永远不会生效",
        "请更换条件或商品，或删除",
    ),
    "no_times_max": Phrase(
        "Each further step takes more off, without limit: a large order gets a large discount",
        "Add `times_max`, unless that is meant",
        "每满减没有次数上限（上不封顶），大额订单会减很多",
        "如非有意，请加上 `times_max`",
    ),
    "all_of_it": Phrase(
        "The offer gives goods away for nothing",
        "Lower the percentage or raise the price, unless gifts are meant",
        "该优惠会使商品免费",
        "如非赠送，请降低比例或提高价格",
    ),
    "offers_take_everything": Phrase(
        "Together {offers} take {amount} off an order of {minimum}",
        "Raise the thresholds, lower what comes off, or put them into one best_of or exclusive lane",
        "{offers} 叠加后，{minimum} 的订单会减 {amount}",
        "请提高门槛、降低优惠，或放进同一个 best_of 或 exclusive 层级",
    ),
    "offer_twice": Phrase(
        "This offer does exactly what `{first}` does, and both apply",
        "Remove one of them",
        "该优惠与 `{first}` 完全相同，两者会同时生效",
        "请删除其中一个",
    ),
    "step_above_cap": Phrase(
        "The step from {value} gives no more than the one before, because the cap holds it back",
        "Raise the cap, or remove the step",
        "受封顶限制，{value} 这一档的优惠不高于前一档",
        "请提高封顶，或删除该档",
    ),
    "rounds_offers_up": Phrase(
        "What comes off is rounded up, so an order split into small ones gets more",
        "Use `rounding: half_up` or `down`",
        "优惠金额向上取整，拆成小订单可以多减",
        "请用 `rounding: half_up` 或 `down`",
    ),
    "budget_empty": Phrase(
        "The budget `{budget}` is 0, so its offers never apply",
        "Give it an amount, or remove the offers",
        "预算 `{budget}` 为 0，相关优惠永远不会生效",
        "请设置金额，或删除相关优惠",
    ),
    "limit_without_effect": Phrase(
        "This limit has no effect: only {uses} uses are allowed per span `{longer}` anyway",
        "Lower it, or remove it",
        "该限制不起作用：`{longer}` 范围内本来就只允许 {uses} 次",
        "请降低次数，或删除该限制",
    ),
    "selects_nothing": Phrase(
        "No goods are left: all that is asked for is excluded again",
        "Drop the exceptions that cover the choice",
        "没有任何商品符合：所选商品全部被排除",
        "请删掉与所选范围重叠的排除项",
    ),
    "price_never_used": Phrase(
        "The price of {sku} is never used, because the offer does not select it",
        "Add the SKU to `of`, or remove the price",
        "{sku} 的价格不会用到，因为该优惠没有选中它",
        "请把该 SKU 加入 `of`，或删除价格",
    ),
    "first_order_above_first_level": Phrase(
        "A first order is placed before any credit is there, so only a level given by hand could meet this",
        "Drop one of the two conditions",
        "首单时还没有成长值，除非人工授予等级，否则不会满足",
        "请删掉其中一个条件",
    ),
    "code_repeated": Phrase(
        "The code {code} stands there twice: case, width and separators do not count",
        "Keep one of them",
        "券码 {code} 重复：不区分大小写、全半角和分隔符",
        "请只保留一个",
    ),
    "code_shared": Phrase(
        "The code {code} also unlocks `{first}`",
        "Use two codes, unless one code shall give both",
        "券码 {code} 也能触发 `{first}`",
        "如非有意，请使用不同的券码",
    ),
}
REVIEW: Final[Mapping[str, Phrase]] = MappingProxyType(_TIERS | _POINTS | _CONDITIONS | _OFFERS)
