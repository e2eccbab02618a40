"""Reasons of rows about orders, uses, holds, and levels bought or granted; see `reasons`."""

from __future__ import annotations

from typing import Final

from loyalty.live.imports.staging import Words

ORDER_REASONS: Final[dict[str, Words]] = {
    "order_exists": Words(
        "refused",
        "An order with this id is there already.",
        "Each order can be brought in once; leave out those that the shop booked itself.",
        "该编号的订单已存在。",
        "每个订单只能导入一次；请去掉商城自己入账的订单。",
    ),
    "unknown_order": Words(
        "refused",
        "The row names an order that does not come with this member.",
        "Add the order to the orders file, or leave the cell empty where that may be.",
        "该行所指的订单未随该会员一同导入。",
        "请在订单文件中补充该订单；可留空的单元格请留空。",
    ),
    "order_without_lines": Words(
        "refused",
        "An order without lines: nothing of it could come back.",
        "Add its lines, with quantity 0 where all of it came back.",
        "订单没有订单行，无法办理退货。",
        "请补充订单行；已全部退货的行数量请写 0。",
    ),
    "order_too_large": Words(
        "refused",
        "More lines, or a larger sum, than an order can have.",
        "Split the order.",
        "订单行数或金额超出上限。",
        "请拆分订单。",
    ),
    "unknown_source": Words(
        "refused",
        "A level is computed, bought or granted.",
        "Write bought or granted; empty means computed.",
        "等级来源只能是 computed、bought 或 granted。",
        "购买的等级请填写 bought，人工授予的请填写 granted；留空表示 computed。",
    ),
    "unknown_span": Words(
        "refused",
        "No span in which uses are counted.",
        "Write ever, day, week, month or year; empty means all limits of the offer.",
        "不是次数限制的周期。",
        "请填写 ever、day、week、month 或 year；留空表示该优惠的所有限制。",
    ),
    "hold_open": Words(
        "refused",
        "An open checkout: it was priced by rules that are not here, and what it set aside would be free.",
        "Wait until its end, or have it paid or released in the older system; then export once more.",
        "未完成的结算：其价格依据旧系统的规则，导入后所锁定的积分和优惠券会被释放。",
        "请等待其到期，或在旧系统中完成支付或释放后重新导出。",
    ),
    "hold_ended": Words(
        "left_out",
        "A checkout that has ended holds nothing.",
        "Nothing to do.",
        "结算已到期，不再锁定任何内容。",
        "无需处理。",
    ),
    "limit_unknown": Words(
        "left_out",
        "The live programme counts no such uses.",
        "Nothing to do; give the offer such a limit first if the uses should count.",
        "当前会员计划没有该项次数限制。",
        "无需处理；如需计入，请先为该优惠设置相应限制。",
    ),
    "budget_unknown": Words(
        "left_out",
        "The live programme has no such budget.",
        "Nothing to do; put the budget into the programme first if what it has spent should count.",
        "当前会员计划没有该预算。",
        "无需处理；如需计入已花费金额，请先在会员计划中添加该预算。",
    ),
    "points_stay_spent": Words(
        "noted",
        "Points were spent, and no line says what they paid: they stay spent when goods come back.",
        "Fill in `points_worth` of the lines if the points should go back.",
        "订单使用了积分，但订单行未说明抵扣金额：退货时积分不退回。",
        "如需退回积分，请填写订单行的 `points_worth`。",
    ),
}
