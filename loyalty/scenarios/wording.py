"""Sentences about scenario documents: what is wrong with one, by itself and beside its programme."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from loyalty.errors import Problem
from loyalty.rules.findings import Phrase, told
from loyalty.rules.wording_fields import FIELDS


def wrong(code: str, path: str, /, **facts: object) -> Problem:
    """The error of this code."""
    return told(code, PHRASES[code], path, "error", facts)


SCENARIOS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "not_a_birthday": Phrase(
            '"{value}" is not a birthday',
            "Write month and day, such as 05-04",
            "“{value}”不是生日",
            "请写月和日，例如 05-04",
        ),
        "not_points": Phrase(
            '"{value}" is not a number of points',
            "Write max, none or a number",
            "“{value}”不是积分数",
            "请写 max、none 或数字",
        ),
        "line_needs_one_price": Phrase(
            "A line has a price per unit or an amount in all, exactly one of them",
            "Keep either `price` or `amount`",
            "每行商品只能写单价或整行金额中的一个",
            "请只保留 `price` 或 `amount`",
        ),
        "return_of_nothing": Phrase(
            "Nothing comes back",
            "Name `units` by line, or `refunds` by line",
            "没有退回任何东西",
            "请按行写 `units`（件数）或 `refunds`（金额）",
        ),
        "guest_with_member": Phrase(
            "A guest is no member",
            "Keep either `guest` or `member`",
            "游客没有会员资料",
            "请只保留 `guest` 或 `member`",
        ),
        "cart_and_steps": Phrase(
            "A scenario is one cart or a list of steps, not both",
            "Make the cart the first of the `steps`",
            "一个场景只能写一个购物车，或一组步骤",
            "请把购物车写成 `steps` 的第一步",
        ),
        "neither_cart_nor_steps": Phrase(
            "The scenario says neither what is bought nor when",
            "Write `at` and `cart`, or a list of `steps`",
            "场景没有写买什么、什么时候买",
            "请写 `at` 和 `cart`，或一组 `steps`",
        ),
        "nothing_expected": Phrase(
            "The scenario expects nothing, so it could never fail",
            "Add `expect`; `loyalty check … --got` prints what each step gives",
            "场景没有任何预期，永远不会失败",
            "请写 `expect`；`loyalty check … --got` 会列出每一步的实际结果",
        ),
        "offer_unknown": Phrase(
            "The programme has no offer `{value}`",
            "{choice}",
            "会员计划中没有优惠 `{value}`",
            "{choice}",
        ),
        "offer_asks_for_no_coupon": Phrase(
            "The offer `{value}` asks for no coupon, so nobody holds one of it",
            "Leave it out, or add `coupon` to the offer",
            "优惠 `{value}` 不需要优惠券，因此不会有人持有它的券",
            "请删掉此券，或在优惠中添加 `coupon`",
        ),
        "coupon_twice": Phrase(
            "Two coupons have the id `{value}`",
            "Give each coupon its own id; without one it is its offer's",
            "两张优惠券的编号都是 `{value}`",
            "请使用不同的编号；不写时为优惠的编号",
        ),
        "coupon_unknown": Phrase(
            "The member holds no coupon `{value}`",
            "{choice}",
            "会员没有优惠券 `{value}`",
            "{choice}",
        ),
        "tender_unknown": Phrase(
            "The cart has no tender `{value}`",
            "{choice}",
            "购物车中没有支付方式 `{value}`",
            "{choice}",
        ),
        "level_unknown": Phrase(
            "The programme has no level `{value}`",
            "{choice}",
            "会员计划中没有等级 `{value}`",
            "{choice}",
        ),
        "two_levels_of_a_track": Phrase(
            "The levels `{first}` and `{value}` belong to the same track",
            "Name one level of each track",
            "等级 `{first}` 和 `{value}` 属于同一等级体系",
            "每个等级体系只写一个等级",
        ),
        "track_unknown": Phrase(
            "The programme has no track `{value}`",
            "{choice}",
            "会员计划中没有等级体系 `{value}`",
            "{choice}",
        ),
        "fund_unknown": Phrase(
            "The programme has no budget `{value}`",
            "{choice}",
            "会员计划中没有预算 `{value}`",
            "{choice}",
        ),
        "spent_beyond_budget": Phrase(
            "The budget `{fund}` holds {amount}, so {value} cannot have been spent of it",
            "Give at most {amount}",
            "预算 `{fund}` 共 {amount}，不可能已用 {value}",
            "最多填 {amount}",
        ),
        "line_unknown": Phrase(
            "The order has no line `{value}`",
            "{choice}",
            "订单中没有商品行 `{value}`",
            "{choice}",
        ),
        "line_twice": Phrase(
            "Two lines have the id `{value}`",
            "Give each line its own id; without one it is its number",
            "两行的编号都是 `{value}`",
            "请使用不同的编号；不写时为行号",
        ),
        "order_unknown": Phrase(
            "No step before this one places the order `{value}`",
            "{choice}",
            "在此之前没有步骤下过订单 `{value}`",
            "{choice}",
        ),
        "steps_not_in_order": Phrase(
            "This step happens before the one above it",
            "List the steps in the order of their times",
            "这一步早于上一步",
            "请按时间顺序列出各步",
        ),
        "after_first_step": Phrase(
            "{value} lies after the first step",
            "Give a time before it",
            "{value} 晚于第一步",
            "请填更早的时间",
        ),
        "figure_decimals": Phrase(
            "{value} has more decimals than {currency} has ({decimals})",
            "Write at most {decimals} decimals",
            "{value} 的小数超过 {currency} 的 {decimals} 位",
            "最多写 {decimals} 位小数",
        ),
        "figure_points": Phrase(
            "{value} has more decimals than the points have ({decimals})",
            "Write at most {decimals} decimals",
            "{value} 的小数超过积分的 {decimals} 位",
            "最多写 {decimals} 位小数",
        ),
        "no_points_here": Phrase(
            "The programme has no points",
            "Leave this out, or add `points` to the programme",
            "会员计划没有积分",
            "请删掉此项，或在计划中添加 `points`",
        ),
        "guest_has_no_standing": Phrase(
            "A guest has no standing to look at",
            "Leave `after` out, or make it a member's scenario",
            "游客没有会员状态可查看",
            "请删掉 `after`，或改为会员的场景",
        ),
        "scenario_time": Phrase(
            "{value} lies outside the years 1970 to 2099",
            "Check the year",
            "{value} 不在 1970 到 2099 年之间",
            "请检查年份",
        ),
    }
)
PHRASES: Final[Mapping[str, Phrase]] = MappingProxyType({**FIELDS, **SCENARIOS})
