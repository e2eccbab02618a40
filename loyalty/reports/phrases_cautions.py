"""Phrases of what a reader must know before trusting a figure: not tested, not matched, not known."""

from typing import Final

from loyalty.reports.phrases import Pairs

CAUTIONS: Final[Pairs] = {
    "first_orders": (
        (
            "{offer}: {uses} of its {all} uses ({cost}) fall in the first month of the file. Members who had "
            "ordered before the file begins are counted as new there."
        ),
        (
            "{offer}：{all} 次使用中有 {uses} 次（{cost}）发生在数据的首月；"
            "此前已下过单的会员在首月也按新会员计算。"
        ),
    ),
    "untested.why": ("Not tested because", "未能测算的原因"),
    "untested.short": ("not tested", "未能测算"),
    "question.gifts": ("What do issuances give, and what becomes of it?", "自动发放了什么，用掉多少？"),
    "answer.gifts": (
        (
            "{coupons} coupons given, {used} used with {cost} off, {lapsed} lapsed; {points} points given. "
            "What coupons take off is part of their offers' cost."
        ),
        (
            "共发放 {coupons} 张券，使用 {used} 张，优惠 {cost}，过期 {lapsed} 张；发放积分 {points}。"
            "券的优惠金额已计入相应活动的成本。"
        ),
    ),
    "gifts.note": (
        (
            "Given = used − came back + lapsed + void + still held: a coupon that comes back with a return "
            "may be used again, and each use counts. Void are unused coupons, and points not spent, of rises "
            "that returns undid. Points cost when they are spent, and are part of the points "
            "below. Coupons still held may yet be used; no cost is counted for them."
        ),
        (
            "发放 = 已使用 − 随退货退回 + 已过期 + 已作废 + 期末持有。退回的券可再次使用，每次使用都计入。"
            "已作废：因退货撤销升级而收回的未使用的券和积分。"
            "积分的成本在使用时计入。期末持有的券之后仍可能使用，其成本未计入。"
        ),
    ),
    "gifts.name": ("Issuance", "发放规则"),
    "gifts.what": ("Gives", "发放内容"),
    "gifts.points": ("Points", "积分"),
    "gifts.given": ("Given", "发放次数"),
    "gifts.sum": ("Points given", "发放积分"),
    "gifts.used": ("Used", "已使用"),
    "gifts.back": ("Came back with returns", "随退货退回"),
    "gifts.lapsed": ("Lapsed", "已过期"),
    "gifts.voided": ("Void with an undone rise", "升级撤销作废"),
    "gifts.held": ("Still held", "期末持有"),
    "sheet.gifts": ("Issuances", "自动发放"),
    "first_month.uses": ("Uses in the file's first month", "数据首月使用次数"),
    "first_month.cost": ("Cost in the file's first month", "数据首月成本"),
    "year": ("Year", "年份"),
    "year.holds": ("In the file", "数据范围"),
    "year.whole": ("whole year", "全年"),
    "year.months": ("{count} months", "{count} 个月"),
    "year.one_months": ("1 month", "1 个月"),
    "year.one_cut": ("1 month, not whole", "1 个月（不满整月）"),
    "year.cut": ("{count} months, one not whole", "{count} 个月（含不满整月）"),
    "month.whole": ("Note", "说明"),
    "untested.head": (
        "{count} of {all} offers could not be tested with this file; their cost is unknown, not zero:",
        "{all} 项优惠活动中有 {count} 项无法用这份数据测算，其成本未知，而不是零：",
    ),
    "unmatched": (
        (
            "No return could be matched to an order: {returned} of goods came back ({share} of revenue), "
            "but nothing of the cost. The true net cost is lower."
        ),
        (
            "没有退货能对应到原订单：退货商品 {returned}（占销售额 {share}），成本却未随之收回，"
            "实际净成本会更低。"
        ),
    ),
    "net_cost.unmatched": (
        "no return could be matched to an order",
        "没有退货能对应到原订单",
    ),
    "parity.same": (
        "{told} What the checkout would give is what this report counts.",
        "{told}收银时实际给出的优惠，就是本报告所计的金额。",
    ),
    "parity.differs": (
        (
            "{told} The checkout would give something else than this report counts: "
            "do not use these figures before that is explained."
        ),
        "{told}收银时实际给出的优惠与本报告所计不一致：查明原因前请勿使用这些数字。",
    ),
    "past.winners": (
        (
            "Past discounts are not in the file, so nobody is seen to lose: {better} members get something "
            "(together {gained}), {same} nothing."
        ),
        "数据中没有历史折扣，看不出谁会减少：{better} 名会员得到优惠（合计 {gained}），{same} 名没有。",
    ),
    "past.unknown": (
        "Past discounts are not in the file, so there is nothing to compare the cost with.",
        "数据中没有历史折扣，因此无法与过去的让利比较。",
    ),
}
