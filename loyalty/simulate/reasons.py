"""Why a row of an order file was left out, mended or remarked on: stable codes, each in two languages.

They stand apart from the bookkeeping (`problems`) because people read and reword them. `{rows}` and
`{orders}` are counts.
"""

from typing import Final, Literal, TypeAlias

Action: TypeAlias = Literal["excluded", "repaired", "noted"]

REASONS: Final[dict[str, tuple[Action, str, str]]] = {
    "missing_order_id": ("excluded", "{rows} rows name no order.", "{rows} 行没有订单号。"),
    "missing_time": ("excluded", "{rows} rows have no time.", "{rows} 行没有下单时间。"),
    "bad_time": (
        "excluded",
        "{rows} rows have a time outside 1970 to 2099 or not written year first (2025-11-11 20:00).",
        "{rows} 行的时间无法识别或不在 1970 至 2099 年之间；请按年月日书写（2025-11-11 20:00）。",
    ),
    "missing_sku": ("excluded", "{rows} rows name no item.", "{rows} 行没有商品编码。"),
    "unknown_kind": (
        "excluded",
        "{rows} rows are of a kind other than sale or return.",
        "{rows} 行的类型既不是销售也不是退货。",
    ),
    "bad_number": (
        "excluded",
        "{rows} rows have a quantity or amount missing or no number (line amounts are whole minor units).",
        "{rows} 行的数量或金额缺失或不是数字（行金额应为最小货币单位的整数）。",
    ),
    "quantity_not_positive": (
        "excluded",
        "{rows} sale rows have a quantity of zero or less, or a return row one of zero.",
        "{rows} 行的数量为零或负数。",
    ),
    "negative_money": (
        "excluded",
        "{rows} rows have an amount below zero or a discount above the price.",
        "{rows} 行的金额为负或优惠大于原价。",
    ),
    "duplicate_row": (
        "excluded",
        "{rows} rows of {orders} orders stand in the file a second time (same order, line and content).",
        "{rows} 行（{orders} 个订单）在文件中重复出现（订单、行号和内容都相同）。",
    ),
    "order_too_large": (
        "excluded",
        "{rows} rows belong to {orders} orders beyond exact figures (2^40-1 minor units, 2^31-1 pieces).",
        "{rows} 行属于 {orders} 个超出精确计算范围的订单（2^40-1 最小货币单位、2^31-1 件）。",
    ),
    "return_of_item_not_bought": (
        "excluded",
        "{rows} return rows give back an item that their order does not hold.",
        "{rows} 行退货的商品不在原订单中。",
    ),
    "return_of_more_than_bought": (
        "excluded",
        "{rows} return rows give back what their order no longer holds.",
        "{rows} 行退货超出原订单可退数量。",
    ),
    "return_cut_to_what_was_left": (
        "repaired",
        "{rows} return rows gave back more than was left of their order and were cut to that.",
        "{rows} 行退货多于原订单剩余数量，已截到可退部分。",
    ),
    "net_mismatch": (
        "repaired",
        "{rows} rows had a net other than gross minus discount; gross and discount count.",
        "{rows} 行的净额不等于原价减优惠，已按原价和优惠计算。",
    ),
    "signed_refund": (
        "repaired",
        "{rows} refund rows were written with negative figures and count as returns.",
        "{rows} 行退款以负数记录，已按退货处理。",
    ),
    "order_with_two_members": (
        "repaired",
        "{rows} rows of {orders} orders named another member than their order's first line.",
        "{rows} 行（{orders} 个订单）的会员与订单首行不同，已按首行处理。",
    ),
    "member_filled": (
        "repaired",
        "{rows} rows named no member while their order does.",
        "{rows} 行没有会员而同一订单有，已补上。",
    ),
    "order_with_two_times": (
        "repaired",
        "{rows} rows of {orders} orders had another time than their order's first line.",
        "{rows} 行（{orders} 个订单）的时间与订单首行不同，已按首行处理。",
    ),
    "return_of_several_orders": (
        "repaired",
        "{rows} rows of {orders} returns named another order than their return's first line.",
        "{rows} 行（{orders} 个退货单）所指原订单与首行不同，已按首行处理。",
    ),
    "return_before_its_order": (
        "repaired",
        "{rows} return rows are dated before the order they name; they count right after it.",
        "{rows} 行退货早于原订单，已移到原订单之后。",
    ),
    "return_member_from_order": (
        "repaired",
        "{rows} return rows named another member than the order they name, or none.",
        "{rows} 行退货的会员与原订单不同或缺失，已按原订单处理。",
    ),
    "currency_filled": (
        "repaired",
        "{rows} rows named no currency; the file's only one counts.",
        "{rows} 行没有币种，已按文件中唯一的币种处理。",
    ),
    "bad_shipping_fee": (
        "repaired",
        "{rows} rows had a shipping fee that is no amount; it counts as none.",
        "{rows} 行的运费无法识别，按零处理。",
    ),
    "float_prices": (
        "noted",
        "{rows} unit prices were stored as floating-point numbers and read by their shortest decimal text.",
        "{rows} 行单价以浮点数保存，已按其最短十进制写法读取。",
    ),
    "line_number_repeated": (
        "noted",
        "{rows} rows share their line number with another row of the same order that says something else.",
        "{rows} 行与同一订单中内容不同的另一行行号相同。",
    ),
    "anonymous_order": (
        "noted",
        "{orders} orders or returns name no member ({rows} rows).",
        "{orders} 个订单或退货单没有会员（{rows} 行）。",
    ),
    "zero_total_order": (
        "noted",
        "{orders} orders have a total of zero; they count as orders ({rows} rows).",
        "{orders} 个订单金额为零，仍计为订单（{rows} 行）。",
    ),
    "free_line": ("noted", "{rows} sold lines have a price of zero.", "{rows} 行商品价格为零。"),
    "unlinked_return": (
        "noted",
        "{orders} returns name no order ({rows} rows).",
        "{orders} 个退货单没有指明原订单（{rows} 行）。",
    ),
    "return_of_unknown_order": (
        "noted",
        "{orders} returns name an order that is not in the file; they count as unlinked ({rows} rows).",
        "{orders} 个退货单的原订单不在文件中，按未关联处理（{rows} 行）。",
    ),
    "amount_only_refund": (
        "noted",
        "{rows} return rows refund less than their units cost and count as money back without goods.",
        "{rows} 行退款少于商品金额，按仅退款处理。",
    ),
    "refund_above_price": (
        "noted",
        "{rows} return rows refund more than their units cost.",
        "{rows} 行退款多于商品金额。",
    ),
    "return_over_several_lines": (
        "noted",
        "{rows} return rows give back units of several lines of their order and were split.",
        "{rows} 行退货对应原订单的多行，已拆分。",
    ),
    "member_without_details": (
        "noted",
        "{rows} rows belong to members who are not in the members file.",
        "{rows} 行的会员不在会员文件中。",
    ),
    "bad_member_details": (
        "noted",
        "{rows} rows belong to members whose birthday or joining time cannot be read.",
        "{rows} 行的会员生日或入会时间无法识别。",
    ),
}
"""Each reason: what is done, and its sentence in English and in Chinese."""
