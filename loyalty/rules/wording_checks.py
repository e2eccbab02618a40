"""Sentences about a programme whose fields are fine one by one, but do not hold together."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from loyalty.errors import Problem
from loyalty.rules.findings import Phrase, told


def wrong(code: str, path: str, /, **facts: object) -> Problem:
    """The error of this code."""
    return told(code, CHECKS[code], path, "error", facts)


CHECKS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "id_twice": Phrase(
            "The id `{value}` is already used by {first}",
            "Give each its own id, because counters follow it",
            "编号 `{value}` 已被 {first} 使用",
            "请使用不同的编号，计数按编号延续",
        ),
        "tier_unknown": Phrase(
            "No level has the id `{value}`", "{choice}", "没有编号为 `{value}` 的等级", "{choice}"
        ),
        "lane_unknown": Phrase(
            "No lane has the id `{value}`", "{choice}", "没有编号为 `{value}` 的叠加层级", "{choice}"
        ),
        "group_unknown": Phrase(
            "No group has the id `{value}`", "{choice}", "没有编号为 `{value}` 的互斥组", "{choice}"
        ),
        "class_unknown": Phrase(
            "No class has the id `{value}`", "{choice}", "没有编号为 `{value}` 的优惠类别", "{choice}"
        ),
        "budget_unknown": Phrase(
            "No budget has the id `{value}`", "{choice}", "没有编号为 `{value}` 的预算", "{choice}"
        ),
        "amount_decimals": Phrase(
            "{value} has more decimals than {currency} has ({decimals})",
            "Write at most {decimals} decimals",
            "{value} 的小数超过 {currency} 的 {decimals} 位",
            "最多写 {decimals} 位小数",
        ),
        "amount_too_large": Phrase(
            "{value} is more money than can be reckoned with in {currency}",
            "Give at most {high}",
            "{value} 超出 {currency} 可计算的金额",
            "最多填 {high}",
        ),
        "points_decimals": Phrase(
            "{value} has more decimals than the points have ({decimals})",
            "Write at most {decimals} decimals, or raise `points.decimals`",
            "{value} 的小数超过积分的 {decimals} 位",
            "最多写 {decimals} 位小数，或提高 `points.decimals`",
        ),
        "points_too_many": Phrase(
            "{value} is more points than can be reckoned with",
            "Give at most {high}",
            "{value} 超出可计算的积分数",
            "最多填 {high}",
        ),
        "award_too_large": Phrase(
            "One large order could earn more points than can be reckoned with",
            "Lower the rate, the multipliers or `points.decimals`",
            "一笔大额订单得到的积分可能超出可计算的范围",
            "请降低积分比例、倍率或 `points.decimals`",
        ),
        "not_whole": Phrase(
            "{value} is not a whole number, and this counts {unit}",
            "Write a whole number",
            "{value} 不是整数，而这里按{unit}计",
            "请写整数",
        ),
        "levels_not_ascending": Phrase(
            "The minimum {value} is not above that of the level before ({before})",
            "List the levels from the lowest minimum to the highest",
            "门槛 {value} 不高于前一等级的 {before}",
            "请按门槛从低到高排列等级",
        ),
        "retain_above_minimum": Phrase(
            "Keeping the level takes {value}, more than reaching it ({minimum})",
            "Give `retain` at most the minimum",
            "保级门槛 {value} 高于升级门槛 {minimum}",
            "`retain` 不应高于 `minimum`",
        ),
        "benefit_needs_lane": Phrase(
            "This applies in the lane `{lane}`, which the programme does not have",
            "Add the lane `{lane}` to `lanes`, or leave this out",
            "该权益在层级 `{lane}` 中生效，而计划中没有这个层级",
            "请在 `lanes` 中加入 `{lane}`，或删掉此项",
        ),
        "upgrade_needs_year": Phrase(
            "Upgrading at a period's end needs a credit window that has periods",
            "Use the window calendar_year or membership_year, or upgrade at_once",
            "期末升级需要按年度计算成长值",
            "请改用 calendar_year 或 membership_year，或立即升级 at_once",
        ),
        "term_needs_year": Phrase(
            "A term to a period's end needs a credit window that has periods",
            "Use the window calendar_year or membership_year, or a term in months",
            "有效期到期末，需要按年度计算成长值",
            "请改用 calendar_year 或 membership_year，或按月设有效期",
        ),
        "upgrade_follows_credit": Phrase(
            "A level that follows the credit at every instant cannot wait for a period's end",
            "Upgrade at_once, or choose another term",
            "随成长值实时变化的等级不能等到期末才升级",
            "请改为立即升级 at_once，或选择其他有效期",
        ),
        "shipping_lane_not_last": Phrase(
            "The shipping lane stands before other lanes",
            "Put it last: it depends on what the goods cost in the end",
            "运费层级排在其他层级之前",
            "请放在最后：运费优惠取决于商品的最终金额",
        ),
        "shipping_by_line": Phrase(
            "The shipping lane cannot pick line by line, because an order has one fee",
            "Set its scope to order",
            "每单只有一笔运费，运费层级不能按行选择",
            "请把 scope 设为 order",
        ),
        "scope_needs_best_of": Phrase(
            "Only a best_of lane can pick line by line",
            "Set `rule: best_of`, or `scope: order`",
            "只有 best_of 层级可以按行选择",
            "请设 `rule: best_of`，或 `scope: order`",
        ),
        "benefit_not_for_shipping": Phrase(
            "The shipping lane takes only free_shipping",
            "Move the offer to another lane",
            "运费层级只能放免运费优惠",
            "请把该优惠移到其他层级",
        ),
        "shipping_benefit_elsewhere": Phrase(
            "Free shipping works only in the lane `shipping`, not in `{value}`",
            "Set `lane: shipping`, or leave the lane out",
            "免运费只能放在 `shipping` 层级，而不是 `{value}`",
            "请设 `lane: shipping`，或不写 lane",
        ),
        "benefit_not_by_line": Phrase(
            "A benefit on the whole order ({kind}) cannot be picked line by line",
            "Move the offer to a lane with scope order, such as `order`",
            "整单优惠（{kind}）不能按行选择",
            "请移到 scope 为 order 的层级，例如 `order`",
        ),
        "shipping_not_per_seller": Phrase(
            "The shipping fee is the order's and belongs to no seller, so it cannot come off for each apart",
            "Leave `per` out; one seller's goods can be asked for in `when` by a selector with `sellers`",
            "运费属于整个订单，不属于任何卖家，不能按卖家分别减免",
            "请删掉 `per`；针对某个卖家的活动可在 `when` 的商品范围中用 `sellers` 限定",
        ),
        "per_seller_by_line": Phrase(
            "The lane `{value}` picks line by line, and an offer for each seller apart counts several lines",
            "Move the offer to a lane with scope order, such as `order`",
            "层级 `{value}` 按行选择，而按卖家分别计算的优惠跨多行",
            "请移到 scope 为 order 的层级，例如 `order`",
        ),
        "stack_needs_line_lane": Phrase(
            "`stack` means on top of the best offer of a line, and the lane `{value}` does not pick by line",
            "Leave `stack` out; offers of an `all` lane add up anyway",
            "`stack` 表示叠加在该行最优的优惠之上，而层级 `{value}` 不按行选择",
            "请删掉 `stack`；`all` 层级的优惠本来就叠加",
        ),
        "rounding_needs_line_lane": Phrase(
            "Rounding by {unit} needs a lane that picks line by line, and `{value}` does not",
            "Use `rounding_unit: sum`",
            "按 {unit} 取整只用于按行选择的层级，`{value}` 不是",
            "请用 `rounding_unit: sum`",
        ),
        "steps_not_ascending": Phrase(
            "The step from {value} does not lie above the one before ({before})",
            "List the steps from the lowest to the highest",
            "{value} 这一档不高于前一档 {before}",
            "请按门槛从低到高排列",
        ),
        "limit_repeated": Phrase(
            "There is already a limit per {per} and {each}",
            "Keep one of them",
            "已经有一条相同范围（{per}，{each}）的限制",
            "请只保留一条",
        ),
        "hours_empty": Phrase(
            "The hours start and end at {value}, so nothing lies between",
            "Write 00:00 to 24:00 for the whole day",
            "开始和结束都是 {value}，中间没有时间",
            "全天请写 00:00 到 24:00",
        ),
        "code_empty": Phrase(
            'The code "{value}" has neither letters nor digits',
            "Use letters and digits; separators do not count",
            "券码“{value}”没有字母或数字",
            "请使用字母和数字，分隔符不算",
        ),
        "time_out_of_range": Phrase(
            "{value} lies outside the years 1970 to 2099",
            "Check the year",
            "{value} 不在 1970 到 2099 年之间",
            "请检查年份",
        ),
        "base_in_earning": Phrase(
            "`base` has no meaning here: points are earned on what was paid",
            "Leave `base` out",
            "这里的 `base` 没有意义：积分按实付金额计算",
            "请删掉 `base`",
        ),
        "returns_more_than_paid": Phrase(
            "Points would give back {percent} % of what is paid ({rate} points for 1.00, {factor} times, "
            "each worth {worth})",
            "Lower the earn rate, the multipliers or what points are worth",
            "积分返还会达到实付金额的 {percent}%（每 1.00 得 {rate} 积分，最高 {factor} 倍，"
            "每积分值 {worth}）",
            "请降低积分比例、倍率或积分价值",
        ),
        "test_needs_audience": Phrase(
            "A test offer that names no members: whoever finds it gets it",
            "Add to `when` an `attribute` or a `tier` that only testers have",
            "测试活动没有限定会员，任何人都能享受",
            "请在 `when` 中加上只有测试人员才有的 `attribute` 或 `tier`",
        ),
        "gift_points_above_order": Phrase(
            "An order gets {points} points {from_}, and {back} {currency} comes back: no less than is paid",
            "Ask for a `subtotal` of more than {needed}, give fewer points, or cap the points of an order",
            "订单{from_}获得 {points} 积分，返还 {back} {currency}，不低于实付金额",
            "请要求 `subtotal` 高于 {needed}，减少积分，或为每单积分设上限",
        ),
        "no_points_to_give": Phrase(
            "The offer gives points, and the programme has none",
            "Say under `points` what they are, or choose another benefit",
            "该活动赠送积分，但会员计划没有积分",
            "请在 `points` 中设置积分，或改用其他优惠内容",
        ),
        "too_many_give_points": Phrase(
            "{count} offers give points in this way",
            "Keep at most {most} with `points` and {most} with `multiplier`",
            "以这种方式赠送积分的活动有 {count} 个",
            "含 `points` 与含 `multiplier` 的活动各最多 {most} 个",
        ),
        "offer_unknown": Phrase(
            "No offer has the id `{value}`", "{choice}", "没有编号为 `{value}` 的优惠", "{choice}"
        ),
        "offer_takes_no_coupon": Phrase(
            "The offer `{value}` takes no coupon, so none of it can be given",
            "Add `coupon: {{}}` to the offer, or name another one",
            "优惠 `{value}` 不需要优惠券，无法发放",
            "请为该优惠加上 `coupon: {{}}`，或改用其他优惠",
        ),
        "no_points_to_issue": Phrase(
            "Points are given, but the programme has none",
            "Add `points`, or give a coupon",
            "发放了积分，但计划没有积分",
            "请加上 `points`，或改为发券",
        ),
        "step_worth_not_whole": Phrase(
            "A step of {step} points is worth {worth} {currency}, which cannot be paid out",
            "Choose `step_points` so that a step is worth whole cents, or whatever the smallest coin is",
            "一档 {step} 积分值 {worth} {currency}，不是可支付的金额",
            "请调整 `step_points`，使每档的价值为最小货币单位的整数倍",
        ),
        "pending_outlives_points": Phrase(
            "Points wait {days} days, and may have ended by then ({life} days)",
            "Shorten `pending` or lengthen the expiry",
            "积分要等待 {days} 天，而有效期可能只有 {life} 天",
            "请缩短 `pending` 或延长有效期",
        ),
        "inactivity_mixed": Phrase(
            "Expiry by inactivity concerns all points of a member and cannot be mixed with other policies",
            "Leave out the overrides, or choose another policy for all points",
            "按不活跃过期针对会员的全部积分，不能与其他有效期混用",
            "请删掉单独设置的有效期，或为全部积分换一种有效期",
        ),
        "too_many_products": Phrase(
            "{count} multipliers could all be multiplied together",
            "Keep at most {most} multipliers and tracks together, or combine by add_bonuses or highest",
            "最多可能有 {count} 个倍率相乘",
            "倍率与等级体系合计最多 {most} 个，或改用 add_bonuses 或 highest",
        ),
    }
)
