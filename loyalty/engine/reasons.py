"""The catalogue of reasons, made from the code: its sentences, how an offer gets there, what is short.

`docs/reference/reasons.md` is `reasons_page()`; a test keeps it so, and `python -m tests.engine.reasons_page`
writes it anew.
"""

from __future__ import annotations

from typing import Final

from loyalty.engine.explain import REASON_TEXTS
from loyalty.facts.quote import Reason

REASON_WAYS: Final[dict[Reason, tuple[str, str]]] = {
    Reason.NONE: ("It applies.", "优惠已生效。"),
    Reason.MEMBER_REQUIRED: (
        "A guest asks, and a limit per member or a condition that must hold asks about a member.",
        "下单者为游客，而优惠有每人限制，或有必须满足的会员条件。",
    ),
    Reason.CONDITION: (
        "A `not`, or an `any` over questions that need no history, fails as a whole.",
        "`not`，或由不需历史记录的条件组成的 `any`，整体不成立。",
    ),
    Reason.OUTSIDE_WINDOW: ("`window` or `hours` fails.", "不符合 `window` 或 `hours`。"),
    Reason.WRONG_DAY: (
        "`weekday`, `month_day` or `recurrence` fails.",
        "不符合 `weekday`、`month_day` 或 `recurrence`。",
    ),
    Reason.WRONG_CHANNEL: ("`channel` fails.", "不符合 `channel`。"),
    Reason.WRONG_ATTRIBUTE: ("`attribute` fails.", "不符合 `attribute`。"),
    Reason.NOT_BIRTHDAY: ("`birthday` fails.", "不符合 `birthday`。"),
    Reason.NO_CODE: ("`code` fails.", "不符合 `code`。"),
    Reason.BELOW_MINIMUM: (
        "`subtotal` fails, or the goods of `steps` or `per_each` do not reach the first step.",
        "不符合 `subtotal`，或 `steps`、`per_each` 的商品金额未达到第一档。",
    ),
    Reason.TOO_FEW: (
        "`quantity` fails, `steps` by quantity reach no step, or `nth_item`, `buy_get`, `bundle` lack a set.",
        "不符合 `quantity`，按件数的 `steps` 未达到第一档，或 `nth_item`、`buy_get`、`bundle` 凑不成一组。",
    ),
    Reason.NOT_FIRST_ORDER: ("`first_order` fails.", "不符合 `first_order`。"),
    Reason.WRONG_TIER: (
        "`tier` fails, or it is a benefit of a level on which the member does not stand.",
        "不符合 `tier`，或属于会员未达到的等级的权益。",
    ),
    Reason.LIMIT_REACHED: (
        "A limit of all members together is used up; asked last, when something would come off.",
        "总名额已用完；仅在条件符合且有优惠效果时判断。",
    ),
    Reason.MEMBER_LIMIT_REACHED: (
        "A limit per member is used up (a birthday: once a year); asked as the limit of all.",
        "每人限制已用完（生日每年一次）；判断时机同总名额。",
    ),
    Reason.BUDGET_SPENT: (
        "Its budget is closed or paused, is empty, or (`over: reject`) has less than this order would take.",
        "预算已关闭、已暂停、已用完，或（`over: reject`）余额不足以支付本单优惠。",
    ),
    Reason.NO_EFFECT: (
        (
            "Nothing comes off: no goods are selected, they are at their floor or cheaper, no fee is left. "
            "Or its points bring none: nothing is paid for goods that earn, or a cap is full."
        ),
        (
            "没有金额可减：未选中商品、商品已到底价或价格更低，或没有运费可减；"
            "或其积分为零：可得积分的商品无实付金额，或积分已达上限。"
        ),
    ),
    Reason.BETTER_IN_LANE: (
        "In a lane where the best wins, others save more on the order, or on each of its lines.",
        "在取最优的层级中，其他优惠在整单或每一行上都更优惠。",
    ),
    Reason.LANE_TAKEN: (
        "In an exclusive lane an offer that is judged earlier applies.",
        "在互斥层级中，先判断的优惠已生效。",
    ),
    Reason.GROUP_TAKEN: (
        "An offer of its group applies: the first one, or the one with which the order saves most.",
        "同组的另一项优惠已生效：先判断的，或使整单优惠最多的。",
    ),
    Reason.EXCLUSIVE_TAKEN: (
        "An `exclusive` offer applies, and keeps every other one out.",
        "一项 `exclusive` 优惠已生效，不与任何其他优惠同享。",
    ),
    Reason.TOO_FEW_DIFFERENT: ("`distinct` fails.", "不符合 `distinct`。"),
    Reason.WRONG_ORDER_NUMBER: ("`nth_order` fails.", "不符合 `nth_order`。"),
    Reason.WRONG_DAYS_SINCE_JOINED: ("`days_since_joined` fails.", "不符合 `days_since_joined`。"),
    Reason.WRONG_DAYS_SINCE_LAST_ORDER: (
        "`days_since_last_order` fails; so it does before the first order.",
        "不符合 `days_since_last_order`；首单之前也不符合。",
    ),
    Reason.WRONG_STORE: ("`store` fails.", "不符合 `store`。"),
    Reason.WRONG_PAYMENT_METHOD: ("`payment_method` fails.", "不符合 `payment_method`。"),
    Reason.WRONG_SHIPPING_METHOD: ("`shipping_method` fails.", "不符合 `shipping_method`。"),
    Reason.WRONG_REGION: ("`region` fails.", "不符合 `region`。"),
    Reason.NOT_COMBINABLE: (
        "An offer of a class that its `class` does not combine with applied before it.",
        "已使用不可与其 `class` 叠加的优惠。",
    ),
    Reason.NO_COUPON: (
        "It has `coupon`, and the member holds none of it that may be used now.",
        "需要 `coupon`，会员没有当前可用的优惠券。",
    ),
    Reason.NOT_CHOSEN: (
        "A coupon or code that the best combination does without, or that the member did not choose.",
        "最优组合不使用该券或券码，或会员未选择。",
    ),
    Reason.COUPON_NOT_YET: ("The coupon's start is still to come.", "未到优惠券的开始时间。"),
    Reason.COUPON_ENDED: ("The coupon's end has passed.", "已过优惠券的结束时间。"),
    Reason.OFFER_PAUSED: (
        "It, or the whole programme, is paused in the live shop when the order comes.",
        "下单时该活动或整个会员计划在商城中处于暂停状态。",
    ),
    Reason.UNKNOWN_CODE: (
        "Of a code alone (`quote.codes`): no offer of the programme asks for it.",
        "仅用于券码（`quote.codes`）：会员计划中没有活动使用该券码。",
    ),
    Reason.OTHER_CODE_REFUSED: (
        '`codes_use="all"`, and another code shown with it is refused; `failed_code` names that code.',
        '`codes_use="all"` 时同时出示的另一个券码不可用；`failed_code` 指明该券码。',
    ),
    Reason.IDENTITY_LIMIT_REACHED: (
        "A limit per identity is used up by all who share one with the member; asked as the limit of all.",
        "同一身份限制已由身份标识相同的会员用完；判断时机同总名额。",
    ),
}
"""How an offer gets to each reason, in English and Chinese."""

SHORT_OF: Final[dict[Reason, tuple[str, str]]] = {
    Reason.BELOW_MINIMUM: ("minor units", "最小货币单位"),
    Reason.TOO_FEW: ("units", "件"),
    Reason.TOO_FEW_DIFFERENT: ("articles", "种"),
}
"""What `short_by` counts; for every other reason it is 0."""

_HEAD: Final = """# Reasons 原因码

Why an offer was refused: `Decision.reason` of a quote, `refused` in scenario files (in small letters). Names are stable. An offer has the first reason it meets; `refusals` lists all conditions that fail, in document order, each with what is short, and `near_misses` what little more would bring. `explain` says each in one sentence. This page is made from the code.

优惠未生效的原因：试算结果中的 `Decision.reason`，场景文件中的 `refused`（小写）。名称保持不变。每项优惠只记最先遇到的原因；`refusals` 按文档顺序列出全部不符合的条件及差额，`near_misses` 给出还差多少即可享受。本页由代码生成。

| Reason | Sentence | 说明 | An offer gets there when | 何时出现 | `short_by` |
|---|---|---|---|---|---|
"""  # noqa: E501 - a paragraph of a page is a line


def reasons_page() -> str:
    """The catalogue as a page: a row for each reason, in the order of their numbers."""
    return _HEAD + "".join(f"{_row(reason)}\n" for reason in Reason)


def _row(reason: Reason) -> str:
    counted = " ".join(SHORT_OF[reason]) if reason in SHORT_OF else ""
    cells = (f"`{reason.name.lower()}`", *REASON_TEXTS[reason], *REASON_WAYS[reason], counted)
    return f"| {' | '.join(cells)} |"
