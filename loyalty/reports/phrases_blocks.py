"""Phrases of the questions about goods, members, risks and what moves the cost, as (English, Chinese)."""

from typing import Final

from loyalty.reports.phrases import Pairs

GOODS: Final[Pairs] = {
    "question.categories": ("Which categories cost what?", "各品类的成本是多少？"),
    "question.brands": ("Which brands cost what?", "各品牌的成本是多少？"),
    "question.items": ("Which articles cost most?", "哪些单品成本最高？"),
    "question.channels": ("Which channels cost what?", "各渠道的成本是多少？"),
    "answer.categories": (
        "Most goes to {name}: {cost}, {share} of what was given on goods.",
        "最多的是“{name}”：{cost}，占商品让利的 {share}。",
    ),
    "answer.brands": (
        "Most goes to {name}: {cost}, {share} of what was given on goods.",
        "最多的是“{name}”：{cost}，占商品让利的 {share}。",
    ),
    "answer.items": (
        "{name} costs most: {cost}, {share} of its own revenue.",
        "“{name}”成本最高：{cost}，占其销售额的 {share}。",
    ),
    "answer.channels": (
        "Most goes to {name}: {cost}, {share} of the cost.",
        "最多的是“{name}”：{cost}，占成本的 {share}。",
    ),
    "answer.payers": ("{payers}; points are paid by the shop.", "{payers}；积分由店铺承担。"),
    "categories": ("Category", "品类"),
    "brands": ("Brand", "品牌"),
    "items": ("Article (SKU)", "单品（SKU）"),
    "channel": ("Channel", "渠道"),
    "units": ("Units", "件数"),
    "off": ("Money off", "优惠金额"),
    "not_named": ("not stated", "未注明"),
    "others": ("{count} others", "其余 {count} 项"),
    "shipping_apart": ("shipping waived (belongs to no goods)", "减免运费（不属于任何商品）"),
    "payers.offers": ("Offers", "优惠活动"),
    "payers.points": ("Points as money", "积分抵现"),
    "payers.note": (
        "Of the offers alone: points are not in this table.",
        "仅为优惠活动的分摊，不含积分抵现。",
    ),
    "changes.note": (
        "Each way of dividing adds up to the whole: filter “Divided by” before adding.",
        "每种划分方式各自合计为全部成本：求和前请先筛选“划分方式”。",
    ),
}

MEMBERS: Final[Pairs] = {
    "question.spread": ("Who gets it: a few members or many?", "优惠给了谁：少数会员还是多数会员？"),
    "question.winners": ("Who gains and who loses?", "谁得到的更多，谁更少？"),
    "answer.spread": (
        (
            "{reached} of {members} buying members get something. The 1% who get most hold {top} of it, "
            "the top 10% hold {top_ten}, the lower half {lower}."
        ),
        (
            "{members} 名有消费的会员中 {reached} 得到优惠。得到最多的 1% 会员占 {top}，前 10% 共占 "
            "{top_ten}，后一半会员占 {lower}。"
        ),
    ),
    "answer.winners": (
        (
            "Against {against}, {better} members get more (together {gained}), {worse} get less (together "
            "{lost}), {same} the same."
        ),
        (
            "与{against}相比，{better} 名会员得到更多（合计 {gained}），{worse} 名更少（合计 {lost}），"
            "{same} 名不变。"
        ),
    ),
    "none.buyers": ("No member bought anything.", "没有会员消费。"),
    "none.spread": ("No member was given anything.", "没有会员得到优惠。"),
    "moves": ("Moves", "变动次数"),
    "spread.members": ("Members", "会员"),
    "spread.revenue_minor": ("What they buy", "消费金额"),
    "spread.cost_minor": ("What they get", "所得优惠"),
    "spread.note": (
        "Members who bought, ranked by what they were given. Orders without a member are shown separately.",
        "按所得优惠从多到少排列的有消费会员；无会员的订单单独列出。",
    ),
    "group": ("Members by what they get", "按所得优惠分组"),
    "group.top_1_percent": ("top 1%", "前 1%"),
    "group.next_9_percent": ("next 9%", "其后 9%"),
    "group.next_40_percent": ("next 40%", "再后 40%"),
    "group.lower_half": ("lower half", "后 50%"),
    "all_members": ("All members", "全部会员"),
    "guests": ("{orders} orders without a member", "{orders} 个无会员的订单"),
    "cost_each": ("Cost per member", "人均成本"),
    "share.benefit": ("Share of cost", "占成本"),
    "better": ("get more", "得到更多"),
    "same": ("the same", "不变"),
    "worse": ("get less", "得到更少"),
    "winners": ("Members who gain most", "增加最多的会员"),
    "losers": ("Members who lose most", "减少最多的会员"),
    "before": ("Before", "原来"),
    "now": ("With the programme", "本方案"),
    "change": ("Change", "变化"),
    "change.share": ("Change in %", "变化幅度"),
    "against.history": ("what really happened", "实际发生"),
    "against.program": ("the present programme", "现行方案"),
    "against.first_draft": ("the first draft", "方案 1"),
}

CHANGES: Final[Pairs] = {
    "question.changes": ("What makes the difference from {against}?", "与{against}相比，差额从何而来？"),
    "question.tier_changes": (
        "Which tiers' orders cost more or less than {against}?",
        "与{against}相比，哪些等级的订单成本有变化？",
    ),
    "answer.changes": (
        "The cost goes from {before} to {now}: {change}. {better} members get more, {worse} get less.",
        "成本由 {before} 变为 {now}：{change}。{better} 名会员得到更多，{worse} 名更少。",
    ),
    "answer.history": (
        (
            "Off list prices came {before}; with the programme it would be {now}: {change}. "
            "{better} members get more, {worse} get less."
        ),
        "相对原价，实际让利 {before}；按本方案为 {now}：{change}。{better} 名会员得到更多，{worse} 名更少。",
    ),
    "answer.tier_changes": ("Most changes for {name}: {change}.", "变化最大的是“{name}”：{change}。"),
    "none.changes": ("Neither gave anything away.", "两者都没有让利。"),
    "everything_else": ("everything else", "其他合计"),
    "cost_whole": ("Whole cost", "成本合计"),
    "part": ("Part", "组成部分"),
    "compared_with": ("Compared with", "对比对象"),
    "divided_by": ("Divided by", "划分方式"),
    "costs_more": ("costs more", "成本增加"),
    "costs_less": ("costs less", "成本减少"),
    "component.past_discounts": ("discounts already in the prices", "价格中已有的历史折扣"),
}

RISKS: Final[Pairs] = {
    "question.stacking": ("How many benefits come together on one order?", "一个订单叠加了几项优惠？"),
    "question.deep": ("How many orders are discounted heavily?", "有多少订单优惠幅度很大？"),
    "question.below_cost": ("Are goods sold below what they cost?", "有没有低于进价的订单？"),
    "answer.stacking": (
        "{orders} orders ({share}) use several benefits; they hold {cost} of the cost.",
        "{orders} 个订单（{share}）使用了多项优惠，占成本的 {cost}。",
    ),
    "answer.deep": (
        "{orders} orders ({share}) come down by more than {over}, {most} of them by more than {half}.",
        "{orders} 个订单（{share}）优惠超过 {over}，其中 {most} 个超过 {half}。",
    ),
    "answer.below_cost": (
        (
            "Of {known} orders with known unit costs, {orders} would bring less than the goods cost (loss "
            "{loss}); as it happened it was {before} (loss {loss_before})."
        ),
        (
            "在 {known} 个已知进价的订单中，{orders} 个低于进价（亏 {loss}）；实际发生时为 {before} 个（亏 "
            "{loss_before}）。"
        ),
    ),
    "none.stacking": ("No order was measured.", "没有计入的订单。"),
    "none.deep": ("No order comes down by more than {over}.", "没有订单优惠超过 {over}。"),
    "none.unit_cost": (
        "Not known: the order file holds no unit costs. With a column unit_cost this is answered.",
        "无法得知：订单数据没有进价。加入 unit_cost 列即可回答。",
    ),
    "benefits": ("Benefits on the order", "订单优惠数"),
    "benefits.0": ("none", "无"),
    "benefits.1": ("one", "1 项"),
    "benefits.2": ("two", "2 项"),
    "benefits.many": ("three and more", "3 项及以上"),
    "share.orders": ("Share of orders", "占订单"),
    "off_by": ("Goods come down by", "商品优惠幅度"),
    "over": ("more than {share}", "超过 {share}"),
    "with_several": ("With several benefits", "其中叠加多项"),
    "examples.orders": ("Examples, deepest first", "示例订单（按幅度）"),
    "deep.note": (
        (
            "Offers and points together, of the goods at the price before the programme. Each row includes "
            "the rows below it."
        ),
        "优惠与积分合计，占本方案起算价格的比例；上一行包含下一行。",
    ),
    "when": ("When", "情形"),
    "this_draft": ("With the programme", "本方案"),
    "orders.below": ("Orders below cost", "低于进价的订单"),
    "loss": ("Loss", "亏损"),
}

RUN_DOWN: Final[Pairs] = {
    "question.run_down": ("How do limits and budgets run down?", "名额与预算如何逐月消耗？"),
    "answer.run_down": (
        "Fastest: {name}; {left} of it is left after {month}.",
        "消耗最快的是“{name}”：{month}末剩余 {left}。",
    ),
    "axis.left": ("left at the end of each month", "每月末剩余"),
    "run_down.used": ("Used", "当月使用"),
    "run_down.left": ("Left at its end", "月末剩余"),
    "run_down.share": ("Left in %", "剩余比例"),
    "run_down.start": ("before", "期初"),
}

OUTLOOK: Final[Pairs] = {
    "question.switches": ("Which settings move the cost most?", "哪些设定对成本影响最大？"),
    "question.break_even": ("How much more must be sold for it to pay for itself?", "要多卖多少才能回本？"),
    "answer.switches": (
        "Of {count} settings tried one at a time, this moves most: {switch}: {change} ({share}).",
        "逐一改动 {count} 项设定，影响最大的是：{switch}，{change}（{share}）。",
    ),
    "answer.break_even": (
        "At a margin of {margin} and a net cost of {cost} of revenue, {uplift} more must be sold.",
        "毛利率 {margin}、净成本占销售额 {cost} 时，需多卖 {uplift}。",
    ),
    "answer.break_even.never": (
        "Never: a net cost of {cost} of revenue takes the whole margin of {margin} or more.",
        "无法回本：净成本占销售额 {cost}，已超过 {margin} 的毛利率。",
    ),
    "answer.break_even.unknown": (
        (
            "It depends on the margin, which nobody stated; here for margins from 10% to 50%. State "
            "one (--margin 0.3), and the report answers for it."
        ),
        "取决于毛利率（未给出），下面列出 10% 至 50% 的情形；给出毛利率（--margin 0.3）即按其计算。",
    ),
    "none.switches": ("This run did not try other settings.", "本次测算没有试算其他设定。"),
    "none.break_even": ("This run did not work it out.", "本次测算没有计算。"),
    "axis.change": ("change of net cost in {currency}", "净成本变化，单位：{currency}"),
    "axis.uplift": ("extra sales needed", "需要的增量销售"),
    "switch": ("Setting", "设定"),
    "switch.from": ("Now", "现值"),
    "switch.to": ("Tried", "试算值"),
    "switch.net": ("Net cost then", "改后净成本"),
    "switches.note": (
        "Each setting is changed alone and all orders are replayed; changes do not add up.",
        "每项设定单独改动并重新回放全部订单；各项变化不可相加。",
    ),
    "never": ("never", "无法回本"),
    "all_orders": ("All orders", "全部订单"),
    "scope.shop": ("All orders, the shop's share only", "全部订单，仅店铺承担部分"),
    "scope.members": ("All members, without guests", "全部会员（不含游客）"),
    "switches.still": (
        "Without any effect ({count}): {names}.",
        "{count} 项设定改动后成本不变：{names}。",
    ),
    "switches.none_moves": (
        "No setting that was tried ({count}) moves the cost.",
        "试算的 {count} 项设定都不影响成本。",
    ),
    "scope": ("Orders of", "订单范围"),
    "kept_revenue": ("Sales after returns", "退货后销售额"),
    "before_returns": ("Sales before returns", "退货前销售额"),
    "margin": ("Margin", "毛利率"),
    "margin.of": ("at margin {margin}", "毛利率 {margin}"),
    "uplift": ("Extra sales needed", "需要的增量"),
    "uplift.of": ("{uplift} more sold", "多卖 {uplift}"),
    "uplift.sold": ("More sold", "多卖"),
    "roi": ("Net return on what is given", "每元让利净收益"),
    "returns": ("Net return on what is given", "每元让利的净收益"),
    "break_even.note": (
        (
            "Extra sales needed = c / (m − c), with c the net cost as a share of sales after returns and m "
            "the contribution margin."
        ),
        "需要的增量 = c / (m − c)，c 为净成本占退货后销售额的比例，m 为毛利率。",
    ),
    "returns.note": (
        "0% is break-even, −100% loses all that was given.",
        "0% 为持平，−100% 为让利全部没有收回。",
    ),
}
