"""What each switch says in either position, in English and Chinese; the facts in braces are filled in."""

from __future__ import annotations

from typing import Final

SPANS: Final = {
    "order": ("an order", "每单"),
    "day": ("a day", "每天"),
    "week": ("a week", "每周"),
    "month": ("a month", "每月"),
    "year": ("a year", "每年"),
    "ever": ("in all", "累计"),
    "holdings": ("held at once", "持有"),
}
"""How long a cap on earning counts."""

WORDS: Final = {
    "cap.none": ("{of}: without the cap of {before}", "{of}取消{before}封顶"),
    "cap.half": ("{of}: cap at {now} instead of {before}", "{of}封顶由{before}降至{now}"),
    "times_max.none": (
        "{of}: for each full {every} without end, instead of {before} times at most",
        "{of}每满{every}减一次且上不封顶（原最多{before}次）",
    ),
    "times_max.once": (
        "{of}: once an order, instead of {before} times at most",
        "{of}每单只减一次（原最多{before}次）",
    ),
    "times_max.set": (
        "{of}: once an order, instead of for each full {every}",
        "{of}每单只减一次（原每满{every}减一次，上不封顶）",
    ),
    "times_max.sets_none": (
        "{of}: as many sets as there are, instead of {before} at most",
        "{of}每单不限组数（原最多{before}组）",
    ),
    "times_max.sets_once": (
        "{of}: one set an order, instead of {before} at most",
        "{of}每单只限1组（原最多{before}组）",
    ),
    "times_max.sets_set": (
        "{of}: one set an order, instead of as many as there are",
        "{of}每单只限1组（原不限组数）",
    ),
    "each.line": (
        "{of}: once an order instead of on each line{moved}",
        "{of}每单只减一次（原每个商品行各减一次）{moved}",
    ),
    "each.unit": (
        "{of}: once an order instead of on each unit{moved}",
        "{of}每单只减一次（原每件各减一次）{moved}",
    ),
    "member_limit.none": ("{of}: without the limit “{before}”", "{of}取消“{before}”的限制"),
    "member_limit.half": ("{of}: {now} instead of {before}", "{of}由{before}改为{now}"),
    "member_limit.set": (
        "{of}: once per member, ever, instead of without limit",
        "{of}改为每人限1次（原不限）",
    ),
    "member_limit.members": (
        "{of}: once per member, ever, and no longer for guests, instead of without limit",
        "{of}改为仅限会员、每人限1次（原不限，游客也可用）",
    ),
    "member_limit.coupons": (
        "{of}: once per member, ever, instead of with every coupon that is given",
        "{of}改为每人限1次（原每张发放的券均可用）",
    ),
    "total_limit.none": ("{of}: without the limit “{before}”", "{of}取消“{before}”的名额限制"),
    "total_limit.half": ("{of}: {now} instead of {before}", "{of}名额由{before}改为{now}"),
    "budget.none": ("Without the budget {of} of {before}", "取消预算 {of}（{before}）"),
    "budget.half": ("Budget {of}: {now} instead of {before}", "预算 {of} 由{before}降至{now}"),
    "stack.offer": ("{of}: no longer on top of a line's best offer", "{of}不再与该商品的最优优惠叠加"),
    "stack.lane": (
        "Lane {of}: only the best offer of an order, instead of all",
        "层级 {of} 每单只取最优的一项，不再全部叠加",
    ),
    "max_percent.none": (
        "Points may pay the whole order, instead of {before} at most",
        "积分可抵扣全部金额（原最多{before}）",
    ),
    "max_percent.half": (
        "Points may pay {now} at most, instead of {before}",
        "积分最多抵扣{now}（原{before}）",
    ),
    "max_amount.none": ("Points: without the ceiling of {before} an order", "积分抵扣取消每单{before}的上限"),
    "max_amount.half": (
        "Points may pay {now} an order at most, instead of {before}",
        "积分每单最多抵扣{now}（原{before}）",
    ),
    "earn_cap.none": ("Points: without the cap of {before} {span}", "取消{span}最多{before}的上限"),
    "earn_cap.half": ("At most {now} {span} instead of {before}", "{span}上限由{before}降至{now}"),
}
"""By switch and position; what stands before the dot names the switch."""
