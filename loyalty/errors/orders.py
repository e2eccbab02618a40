"""Errors about orders: carts and returns handed to the live shop, and files of past orders."""

from loyalty.errors.base import LoyaltyError


class OrderError(LoyaltyError):
    """A cart, order or return that cannot be taken as it is."""

    code = "order_error"
    en = "The order cannot be used."
    zh = "订单无法使用。"


class BadCart(OrderError):
    """A cart whose own figures contradict each other or break a bound."""

    code = "bad_cart"
    en = "Cart, {where}: {what} {mend}"
    zh = "购物车 {where}：{what}{mend}"


class OverReturn(OrderError):
    """More units or money of a line went back than were left on it."""

    code = "over_return"
    en = (
        "Order {order_id}, line {line_id}: {asked} cannot be returned, only {left} is left. "
        "Return at most that."
    )
    zh = "订单 {order_id} 第 {line_id} 行：要求退 {asked}，仅剩 {left} 可退。最多只能退这些。"


class UnknownOrder(OrderError):
    """No order with this id was placed."""

    code = "unknown_order"
    en = (
        "Order {order_id} was never placed here. Check its id, and that it was placed; one that is only held "
        "is let go with `release`."
    )
    zh = "找不到订单 {order_id}。请核对订单号，并确认该订单已入账；仅锁定的订单请用 `release` 释放。"


class AlreadyPlaced(OrderError):
    """The order id is taken by an order with other content."""

    code = "already_placed"
    en = "Order {order_id} is already placed with other content. Give a new order another id."
    zh = "订单 {order_id} 已入账，且内容不同。新订单请使用其他订单号。"


class HoldEnded(OrderError):
    """The order was held until an instant that is past."""

    code = "hold_ended"
    en = "Order {order_id} was held until {ended_at}: quote it again."
    zh = "订单 {order_id} 的锁定已于 {ended_at} 结束：请重新试算。"


class OrderClosed(OrderError):
    """The order was cancelled: nothing of it can be returned, placed or cancelled again."""

    code = "order_closed"
    en = "Order {order_id} was cancelled. Place a new order."
    zh = "订单 {order_id} 已取消。请另下新订单。"


class AlreadyDelivered(OrderError):
    """The order's delivery is known already."""

    code = "already_delivered"
    en = "The delivery of order {order_id} is already booked. Do not send it again."
    zh = "订单 {order_id} 的签收已入账。请勿重复提交。"


class DuplicateReturn(OrderError):
    """The return id is taken by a return with other content."""

    code = "duplicate_return"
    en = (
        "Return {return_id} of order {order_id} is already booked with other content. "
        "Give a new return another id."
    )
    zh = "订单 {order_id} 的退货 {return_id} 已入账，且内容不同。新的退货请使用其他编号。"


class LogError(LoyaltyError):
    """A file of past orders that cannot be replayed."""

    code = "log_error"
    en = "The order file cannot be used."
    zh = "历史订单文件无法使用。"


class LogUnreadable(LogError):
    """The file is neither Parquet nor CSV that can be read."""

    code = "log_unreadable"
    en = "{path} cannot be read: {what} {mend}"
    zh = "无法读取 {path}：{what}{mend}"


class ColumnMissing(LogError):
    """A column that every order file needs is not there; `found` are the columns that are."""

    code = "column_missing"
    en = "{path} has no column {column!r} (it has {found}). {mend}"
    zh = "{path} 缺少列 {column!r}（现有：{found}）。{mend}"


class LogEmpty(LogError):
    """No row of the file could be used."""

    code = "log_empty"
    en = "{path} holds no usable order line. `loyalty orders check` says why rows are left out."
    zh = "{path} 中没有可用的订单行。可用 `loyalty orders check` 查看各行被排除的原因。"


class MixedCurrency(LogError):
    """Lines in more than one currency."""

    code = "mixed_currency"
    en = "{path} holds amounts in {got} beside {expected}: keep one currency per file."
    zh = "{path} 中除 {expected} 外还有 {got}：每个文件只能有一种货币。"
