"""Phrases of the summary at the report's head, of its chapters, and of a workbook's sheets."""

from typing import Final

from loyalty.reports.phrases import Pairs

SUMMARY: Final[Pairs] = {
    "summary": ("In short", "结论摘要"),
    "summary.cost": (
        (
            "On {orders} orders from {first} to {last} it would have given away {cost} ({share} of "
            "revenue); {back} of that came back with returns, so the net cost is {net}."
        ),
        (
            "以 {first} 至 {last} 的 {orders} 个订单测算，共让利 {cost}（占销售额 {share}），其中 {back} 随"
            "退货收回，净成本 {net}。"
        ),
    ),
    "summary.cost.plain": (
        "On {orders} orders from {first} to {last} it would have given away {cost} ({share} of revenue).",
        "以 {first} 至 {last} 的 {orders} 个订单测算，共让利 {cost}（占销售额 {share}）。",
    ),
    "summary.year": ("A year of it costs about {cost}.", "折合每年约 {cost}。"),
    "summary.payers": ("Who pays: {payers}.", "由谁承担：{payers}。"),
    "summary.open": (
        (
            "{points} points worth {worth} are still open at the end: cost and open points together are "
            "{together}."
        ),
        "期末还有 {points} 积分未用，折合 {worth}；净成本连同这部分共计 {together}。",
    ),
    "summary.nothing": (
        "On {orders} orders from {first} to {last} it would have given nothing away.",
        "以 {first} 至 {last} 的 {orders} 个订单测算，没有产生任何让利。",
    ),
    "none.orders": ("No order falls into the measured period.", "计入期间内没有订单。"),
    "none.members": (
        "The orders name no member, so nothing that is for members can apply.",
        "订单中没有会员信息，面向会员的规则都不会生效。",
    ),
    "summary.more": (
        "Before returns that is {change} more than {against} ({before} → {now}).",
        "退货前，与{against}相比多 {change}（{before} → {now}）。",
    ),
    "summary.less": (
        "Before returns that is {change} less than {against} ({before} → {now}).",
        "退货前，与{against}相比少 {change}（{before} → {now}）。",
    ),
    "summary.history": (
        "In fact {before} came off list prices; with the programme it would be {now} ({change}).",
        "实际相对原价让利 {before}，按本方案为 {now}（{change}）。",
    ),
    "summary.same": ("That is as much as {against}.", "与{against}持平。"),
    "summary.reach": ("{reach} of the orders get something.", "{reach} 的订单享受优惠。"),
    "summary.spread": (
        (
            "{reach} of the orders and {members} of the buying members get something; the tenth of the "
            "members who get most hold {top} of it, the lower half {lower}."
        ),
        "{reach} 的订单、{members} 的消费会员享受到优惠；得到最多的一成会员占 {top}，后一半会员占 {lower}。",
    ),
    "summary.ended": (
        "First to run out, on {day}: {name}; {denied} orders are denied after that.",
        "“{name}”于 {day} 用完，其后 {denied} 个订单被拒。",
    ),
    "summary.ended_all": (
        "In all, {count} of {all} limits and budgets run out.",
        "{all} 项名额与预算中共有 {count} 项用完。",
    ),
    "summary.first_day": ("{share} of it is gone on the first day.", "首日即用去 {share}。"),
    "summary.untouched": (
        "None of its limits and budgets ({count}) was ever used.",
        "{count} 项名额与预算都从未动用。",
    ),
    "summary.one_untouched": ("Its only budget or limit was never used.", "仅有的 1 项名额或预算从未动用。"),
    "summary.not_ended": (
        "None of its limits and budgets ({count}) runs out.",
        "{count} 项名额与预算均未用完。",
    ),
    "summary.switch": (
        "What moves the cost most: {switch} ({change}, {share}).",
        "对成本影响最大的设定：{switch}（{change}，{share}）。",
    ),
    "summary.pays": (
        "At a margin of {margin} it pays for itself when {uplift} more is sold.",
        "按 {margin} 的毛利率，多卖 {uplift} 即可回本。",
    ),
    "summary.pays.shop": (
        "Counting only what the shop itself pays, {uplift} more.",
        "只计店铺自己承担的部分，则多卖 {uplift}。",
    ),
    "summary.never": (
        "At a margin of {margin} no extra sales can pay for it.",
        "按 {margin} 的毛利率，卖得再多也无法回本。",
    ),
    "summary.rests": ("It rests on these assumptions: {assumptions}", "测算前提：{assumptions}"),
    "summary.left_out": (
        "{rows} of {all} rows of the file could not be used.",
        "数据共 {all} 行，其中 {rows} 行无法使用。",
    ),
}

CHAPTERS: Final[Pairs] = {
    "contents": ("Contents", "目录"),
    "chapter.cost": ("What it costs", "花多少钱"),
    "chapter.compared": ("Compared with what", "与什么相比"),
    "chapter.members": ("Who gets it", "谁得到优惠"),
    "chapter.ends": ("When limits and budgets end", "名额与预算何时用完"),
    "chapter.moves": ("What moves it", "什么影响成本"),
    "chapter.checks": ("What to look at before a launch", "上线前要留意的"),
    "chapter.rests": ("What it rests on", "测算依据"),
    "steps.of": ("Order {order}, step by step: {end}", "订单 {order} 的逐步计算：{end}"),
    "cost.of": ("cost {cost}", "成本 {cost}"),
    "steps.end": ("{cost}, {paid}", "{cost}，{paid}"),
    "steps.paid": ("paid {amount}", "实付 {amount}"),
    "steps.sample": ("{offer} on order {order}, step by step", "“{offer}”在订单 {order} 上的逐步计算"),
    "by_month": ("Month by month", "逐月明细"),
    "all_reasons": ("All {count} reasons", "全部 {count} 条原因"),
    "move": ("Move", "变动"),
    "step": ("Step", "步骤"),
    "step.amount": ("Amount", "金额"),
    "step.left": ("Still to pay", "应付余额"),
    "step.number": ("No.", "序号"),
    "draft.short": ("Draft {number}", "方案 {number}"),
}

SHEETS: Final[Pairs] = {
    "programme": ("Programme", "方案"),
    "setting": ("Setting", "设置项"),
    "assumption": ("What was assumed", "假设内容"),
    "sheet.contents": ("Sheets", "工作表目录"),
    "sheet.too_long": (
        "Figures of more than 15 digits stand as text: a spreadsheet would round them.",
        "超过 15 位的数字以文本形式写入，以免被表格软件四舍五入。",
    ),
    "sheet.summary": ("Summary", "摘要"),
    "sheet.comparison": ("Comparison", "方案对比"),
    "sheet.changes": ("Changes", "差额明细"),
    "sheet.months": ("Cost by month", "按月成本"),
    "sheet.years": ("Cost by year", "按年成本"),
    "sheet.components": ("Cost by component", "按组成成本"),
    "sheet.offers": ("Cost by offer", "按活动成本"),
    "sheet.offers_months": ("Offers by month", "活动逐月"),
    "sheet.funders": ("Funders of offers", "活动承担方"),
    "sheet.payers": ("Cost by funder", "按承担方成本"),
    "sheet.tiers": ("Cost by tier", "按等级成本"),
    "sheet.categories": ("Cost by category", "按品类成本"),
    "sheet.brands": ("Cost by brand", "按品牌成本"),
    "sheet.items": ("Articles that cost most", "成本最高单品"),
    "sheet.channels": ("Cost by channel", "按渠道成本"),
    "sheet.spread": ("Members", "会员分布"),
    "sheet.winners": ("Winners", "得到更多的会员"),
    "sheet.losers": ("Losers", "得到更少的会员"),
    "sheet.standing": ("Tiers at the end", "期末等级"),
    "sheet.movement": ("Tier moves", "等级变动"),
    "sheet.points": ("Points", "积分"),
    "sheet.points_months": ("Points by month", "按月积分"),
    "sheet.limits": ("Limits and budgets", "名额与预算"),
    "sheet.run_down": ("Run-down", "预算消耗"),
    "sheet.switches": ("Switches", "设定影响"),
    "sheet.break_even": ("Break-even", "回本测算"),
    "sheet.returns": ("Return on cost", "成本收益"),
    "sheet.stacking": ("Stacking", "优惠叠加"),
    "sheet.deep": ("Deep discounts", "大幅优惠"),
    "sheet.below_cost": ("Below cost", "低于进价"),
    "sheet.reasons": ("Reasons", "未生效原因"),
    "sheet.first_orders": ("First orders", "首单"),
    "sheet.top_orders": ("Top orders", "成本最高订单"),
    "sheet.steps": ("Step by step", "逐步计算"),
    "sheet.problems": ("Problems", "数据问题"),
    "sheet.assumptions": ("Assumptions", "测算假设"),
    "sheet.sources": ("Settings and sources", "设置与来源"),
}
