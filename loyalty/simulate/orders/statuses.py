"""What the statuses of shop systems say about an order: it counts, it was never paid, or it was given up.

Statuses nobody knows are not taken for sales: the shop is asked which of them do not count.
"""

import re
from typing import Final

COUNTS: Final = 1
UNPAID: Final = 2
CANCELLED: Final = 3
CLOSED: Final = 4
"""Given up before it was paid, or refunded in full afterwards: the time of payment tells."""

REFUNDED: Final = 5
"""Paid back in full; where refunds are told in columns, those say how much."""

_COUNTING: Final = (
    *("paid", "completed", "complete", "processing", "shipped", "delivered", "fulfilled", "succeeded"),
    *(
        "success",
        "approved",
        "invoiced",
        "partially refunded",
        "partially paid",
        "partially shipped",
        "sent",
        "received",
    ),
    *(
        "交易成功",
        "交易完成",
        "已完成",
        "完成",
        "已付款",
        "已支付",
        "买家已付款",
        "等待卖家发货",
        "待发货",
        "已发货",
    ),
    *("卖家已发货", "待收货", "已收货", "已签收", "等待买家确认收货", "部分退款", "待评价"),
    *("卖家部分发货", "部分发货", "等待出库", "已出库", "配送中", "已评价", "等待确认收货"),
)
_UNPAID: Final = (
    *("unpaid", "pending", "pending payment", "on hold", "awaiting payment", "expired", "draft", "failed"),
    *(
        "checkout draft",
        "payment pending",
        "authorized",
        "待付款",
        "未付款",
        "等待买家付款",
        "待支付",
    ),
    *("未支付", "等待付款", "等待付款确认", "延迟付款确认", "支付失败"),
)
_CANCELLED: Final = (
    *("cancelled", "canceled", "voided", "void", "deleted", "trash", "rejected", "declined"),
    *("已取消", "取消", "订单取消", "已作废", "作废", "已撤销", "已删除"),
)
_CLOSED: Final = ("closed", "交易关闭", "已关闭", "订单关闭", "关闭")
_REFUNDED: Final = ("refunded", "fully refunded", "已退款", "退款成功", "全额退款")

STATUSES: Final = (
    dict.fromkeys(_COUNTING, COUNTS)
    | dict.fromkeys(_UNPAID, UNPAID)
    | dict.fromkeys(_CANCELLED, CANCELLED)
    | dict.fromkeys(_CLOSED, CLOSED)
    | dict.fromkeys(_REFUNDED, REFUNDED)
)
"""Every status that is known, in lower case, its words apart by single spaces."""


def plain_status(text: str) -> str:
    """A status as the table spells it: `wc-on_hold` is `on hold`, `(删除)等待付款` is `等待付款`."""
    inner = re.sub(r"^[(（][^)）]*[)）]", "", text.strip())
    return " ".join(inner.casefold().replace("_", " ").replace("-", " ").split()).removeprefix("wc ")
