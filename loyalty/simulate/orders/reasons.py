"""Why a row of an order file was left out, mended or remarked on: stable codes, each in two languages.

They stand apart from the bookkeeping (`problems`) because people read and reword them. `{rows}` and
`{orders}` are counts.
"""

from typing import Final, Literal, TypeAlias

Action: TypeAlias = Literal["excluded", "repaired", "noted"]

REASONS: Final[dict[str, tuple[Action, str, str]]] = {
    "missing_order_id": ("excluded", "Rows that name no order: {rows}.", "没有订单号的行：{rows}。"),
    "missing_time": ("excluded", "Rows without a time: {rows}.", "没有下单时间的行：{rows}。"),
    "bad_time": (
        "excluded",
        "Rows with a time outside 1970 to 2099 or not written as the column's others: {rows}.",
        "时间不在 1970 至 2099 年之间或写法与该列不一致的行：{rows}。",
    ),
    "missing_sku": ("excluded", "Rows that name no item: {rows}.", "没有商品编码的行：{rows}。"),
    "unknown_kind": (
        "excluded",
        "Rows of a kind other than sale or return: {rows}.",
        "类型既不是销售也不是退货的行：{rows}。",
    ),
    "bad_number": (
        "excluded",
        "Rows whose quantity or amount is missing, no number, or in another currency: {rows}.",
        "数量或金额缺失、不是数字或为其他币种的行：{rows}。",
    ),
    "quantity_not_positive": (
        "excluded",
        "Rows with a quantity of zero or less: {rows}.",
        "数量为零或负数的行：{rows}。",
    ),
    "negative_money": (
        "excluded",
        "Rows with an amount below zero or a discount above the price: {rows}.",
        "金额为负或优惠大于原价的行：{rows}。",
    ),
    "duplicate_row": (
        "excluded",
        "Rows that stand in the file again (same order, line and content): {rows} (orders: {orders}).",
        "在文件中重复出现（订单、行号和内容都相同）的行：{rows}（订单数：{orders}）。",
    ),
    "order_differs": (
        "excluded",
        "Rows of orders that an earlier file has with other content, left out: {rows} (orders: {orders}).",
        "与前一文件中同一订单内容不同、以前一文件为准而排除的行：{rows}（订单数：{orders}）。",
    ),
    "unpaid_order": (
        "excluded",
        "Rows of orders that were never paid: {rows} (orders: {orders}).",
        "从未付款的订单的行：{rows}（订单数：{orders}）。",
    ),
    "cancelled_order": (
        "excluded",
        "Rows of orders cancelled, closed or refunded in full by their status: {rows} (orders: {orders}).",
        "状态为已取消、已关闭或已全额退款的订单的行：{rows}（订单数：{orders}）。",
    ),
    "order_too_large": (
        "excluded",
        "Rows of orders above 2^40-1 minor units or 2^31-1 pieces: {rows} (orders: {orders}).",
        "超出精确计算范围（2^40-1 最小货币单位或 2^31-1 件）的订单的行：{rows}（订单数：{orders}）。",
    ),
    "return_of_item_not_bought": (
        "repaired",
        "Return rows of an item that their order does not hold; replayed as giving nothing back: {rows}.",
        "所退商品不在原订单中、回放时不退回任何商品的退货行：{rows}。",
    ),
    "return_of_more_than_bought": (
        "repaired",
        "Return rows of what their order no longer holds; replayed as giving nothing back: {rows}.",
        "原订单已无可退数量、回放时不退回任何商品的退货行：{rows}。",
    ),
    "return_cut_to_what_was_left": (
        "repaired",
        "Return rows of more than was left of their order, cut to that: {rows}.",
        "多于原订单剩余数量、已截到可退部分的退货行：{rows}。",
    ),
    "net_mismatch": (
        "repaired",
        "Rows with a net other than gross minus discount, which count: {rows}.",
        "净额不等于原价减优惠、已按原价和优惠计算的行：{rows}。",
    ),
    "signed_refund": (
        "repaired",
        "Refund rows written with negative figures, taken as returns: {rows}.",
        "以负数记录、已按退货处理的退款行：{rows}。",
    ),
    "order_with_two_members": (
        "repaired",
        "Rows that named another member than their order's first line: {rows} (orders: {orders}).",
        "会员与订单首行不同、已按首行处理的行：{rows}（订单数：{orders}）。",
    ),
    "member_filled": (
        "repaired",
        "Rows that named no member while their order does: {rows} (orders: {orders}).",
        "没有会员而同一订单有、已补上的行：{rows}（订单数：{orders}）。",
    ),
    "order_with_two_times": (
        "repaired",
        "Rows with another time than their order's first line, which counts: {rows} (orders: {orders}).",
        "时间与订单首行不同、已按首行处理的行：{rows}（订单数：{orders}）。",
    ),
    "return_of_several_orders": (
        "repaired",
        "Return rows that named another order than their return's first line: {rows}.",
        "所指原订单与退货单首行不同、已按首行处理的行：{rows}。",
    ),
    "return_before_its_order": (
        "repaired",
        "Return rows dated before the order they name, counted right after it: {rows}.",
        "早于原订单、已移到原订单之后的退货行：{rows}。",
    ),
    "return_member_from_order": (
        "repaired",
        "Return rows that named another member than their order, or none: {rows}.",
        "会员与原订单不同或缺失、已按原订单处理的退货行：{rows}。",
    ),
    "currency_filled": (
        "repaired",
        "Rows without a currency, taken as in the file's only one: {rows}.",
        "没有币种、已按文件中唯一的币种处理的行：{rows}。",
    ),
    "bad_shipping_fee": (
        "repaired",
        "Rows with a shipping fee that is no amount, taken as none: {rows}.",
        "运费无法识别、按零处理的行：{rows}。",
    ),
    "rounded_amount": (
        "repaired",
        "Rows with an amount of more decimals than the currency has, rounded half up: {rows}.",
        "金额小数位多于该货币、已四舍五入的行：{rows}。",
    ),
    "order_discount_differs": (
        "repaired",
        "Rows that named another discount of their order than its first line: {rows} (orders: {orders}).",
        "整单优惠与订单首行不同、已按首行处理的行：{rows}（订单数：{orders}）。",
    ),
    "order_discount_cut": (
        "repaired",
        "Rows of orders whose discount is above their price, cut to that: {rows} (orders: {orders}).",
        "整单优惠大于商品金额、已截到商品金额的订单的行：{rows}（订单数：{orders}）。",
    ),
    "refund_above_paid": (
        "repaired",
        "Rows with a refund above what was paid for goods, cut to that: {rows} (orders: {orders}).",
        "退款大于商品实付金额、已截到实付金额的行：{rows}（订单数：{orders}）。",
    ),
    "bad_cost": (
        "repaired",
        "Rows with a cost that is no amount, taken as unknown: {rows}.",
        "成本无法识别、按未知处理的行：{rows}。",
    ),
    "float_prices": (
        "noted",
        "Rows with amounts stored as floating-point numbers, read by their shortest decimal text: {rows}.",
        "金额以浮点数保存、已按其最短十进制写法读取的行：{rows}。",
    ),
    "rounded_cost": (
        "noted",
        "Rows with a cost of more decimals than the currency has, rounded half up: {rows}.",
        "成本小数位多于该货币、已四舍五入的行：{rows}。",
    ),
    "net_above_price": (
        "noted",
        "Rows paid above price times quantity, taken as sold at what was paid: {rows}.",
        "实付高于单价乘数量、已按实付计价的行：{rows}。",
    ),
    "line_number_repeated": (
        "noted",
        "Rows that share their line number with another line of their order: {rows} (orders: {orders}).",
        "与同一订单的另一行行号相同的行：{rows}（订单数：{orders}）。",
    ),
    "anonymous_order": (
        "noted",
        "Orders and returns that name no member: {orders} (rows: {rows}).",
        "没有会员的订单和退货单：{orders}（行数：{rows}）。",
    ),
    "zero_total_order": (
        "noted",
        "Orders with a total of zero, which count as orders: {orders} (rows: {rows}).",
        "金额为零、仍计为订单的订单：{orders}（行数：{rows}）。",
    ),
    "free_line": ("noted", "Sold lines with a price of zero: {rows}.", "价格为零的销售行：{rows}。"),
    "unlinked_return": (
        "noted",
        "Returns that name no order: {orders} (rows: {rows}).",
        "没有指明原订单的退货单：{orders}（行数：{rows}）。",
    ),
    "return_of_unknown_order": (
        "noted",
        "Returns of orders outside the file, counted as unlinked: {orders} (rows: {rows}).",
        "原订单不在文件中、按未关联处理的退货单：{orders}（行数：{rows}）。",
    ),
    "amount_only_refund": (
        "noted",
        "Return rows that refund less than their units cost, taken as money without goods: {rows}.",
        "退款少于商品金额、按仅退款处理的退货行：{rows}。",
    ),
    "refund_above_price": (
        "noted",
        "Return rows that refund more than their units cost: {rows}.",
        "退款多于商品金额的退货行：{rows}。",
    ),
    "return_over_several_lines": (
        "noted",
        "Return rows that give back to several lines of their order, split accordingly: {rows}.",
        "对应原订单多行、已拆分的退货行：{rows}。",
    ),
    "member_without_details": (
        "noted",
        "Rows of members who are not in the members file: {rows}.",
        "会员不在会员文件中的行：{rows}。",
    ),
    "member_twice": (
        "noted",
        "Rows of members who stand in the members file more than once; their first row counts: {rows}.",
        "会员在会员文件中重复出现、已按首次出现处理的行：{rows}。",
    ),
    "bad_member_details": (
        "noted",
        "Rows of members whose birthday or joining time cannot be read: {rows}.",
        "会员生日或入会时间无法识别的行：{rows}。",
    ),
}
"""Each reason: what is done, and its sentence in English and in Chinese."""
