"""Sentences of the review about offers: conditions apart, see `wording_review`."""

from typing import Final

from loyalty.rules.findings import Phrase

OFFERS: Final = {
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
