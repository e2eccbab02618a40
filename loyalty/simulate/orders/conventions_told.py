"""What was understood of an order file, in words: which column means what, and which conventions were taken.

A figure that was read wrong cannot be seen in a report; that a column was read as a whole order's discount,
or its dates day first, can be seen here before anything is simulated.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from loyalty.simulate.orders.columns import ATTRIBUTE
from loyalty.simulate.orders.conventions import Conventions
from loyalty.simulate.orders.mapping import DateOrder


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was understood, in both languages."""

    en: str
    zh: str

    def text(self, language: str) -> str:
        """In the language asked for."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Meaning:
    """A column of the file (or one value for all rows) and what it is taken for."""

    ours: str
    theirs: str
    constant: bool
    told: Told


def meanings(conventions: Conventions) -> tuple[Meaning, ...]:
    """What each column is taken for, in the order of the reference."""
    choice = conventions.choice
    implied = {"line_no", "quantity"} if choice.whole_orders else set()
    found = [
        Meaning(ours, source, constant=False, told=told)
        for ours, told in MEANINGS.items()
        if (source := choice.sources.get(ours)) is not None
    ]
    found += [
        Meaning(ours, value, constant=True, told=told)
        for ours, told in MEANINGS.items()
        if (value := choice.constants.get(ours)) is not None and ours not in implied
    ]
    for name, theirs in choice.attributes.items():
        attribute = Told(f"item attribute {name}", f"商品属性 {name}")
        found.append(Meaning(f"{ATTRIBUTE}{name}", theirs, constant=False, told=attribute))
    return tuple(found)


def told(conventions: Conventions) -> tuple[Told, ...]:
    """The conventions that were taken, one sentence each."""
    return tuple(sentence for part in _PARTS for sentence in part(conventions))


def _shape(conventions: Conventions) -> Iterator[Told]:
    choice = conventions.choice
    if choice.export is not None:
        yield Told(f"It is an export of {choice.export}.", f"这是 {choice.export} 的导出文件。")
    if choice.whole_orders:
        item = choice.constants["sku"]
        yield Told(
            f"A row is a whole order: one line of one item, called {item}.",
            f"每行是一个完整订单：视为一件名为 {item} 的商品。",
        )
    elif not choice.has("line_no"):
        yield Told(
            "Lines are numbered by their place in their order.",
            "文件没有行号，按行在订单中的位置编号。",
        )


def _times(conventions: Conventions) -> Iterator[Told]:
    for name, order in conventions.date_orders.items():
        if name in conventions.choice.sources:
            en, zh = ORDERS[order]
            column = conventions.choice.sources[name]
            yield Told(f"{column!r} is written {en}.", f"{column!r} 的写法为{zh}。")
    zone = conventions.zone
    yield Told(f"Times without an offset are in {zone}.", f"没有时区偏移的时间按 {zone} 理解。")


def _amounts(conventions: Conventions) -> Iterator[Told]:
    code, mark = conventions.currency.code, conventions.decimal_mark
    yield Told(f"The currency is {code}.", f"货币为 {code}。")
    if mark == ",":
        yield Told("Decimals follow a comma.", "小数点写作逗号。")
    for unit, (en, zh) in UNITS.items():
        names = [
            repr(conventions.choice.sources[name])
            for name, found in conventions.money.items()
            if found == unit and name in conventions.choice.sources
        ]
        if names:
            yield Told(f"{', '.join(names)}: {en}.", f"{'、'.join(names)}：{zh}。")
    if conventions.discounts_negative:
        yield Told("Discounts are written as negative figures.", "优惠以负数记录。")
    column = conventions.choice.sources.get("order_discount")
    if column is not None:
        yield Told(
            f"{column!r} is the whole order's discount: it is spread over the order's lines by price.",
            f"{column!r} 是整单优惠：按价格分摊到订单各行。",
        )


def _refunds(conventions: Conventions) -> Iterator[Told]:
    sources = conventions.choice.sources
    if conventions.refunds == "columns":
        names = [n for n in ("line_refund", "order_refund", "refunded_quantity") if n in sources]
        columns = [repr(sources[name]) for name in names]
        yield Told(
            f"Refunds are told in {', '.join(columns)}: each becomes a return of its order.",
            f"退款记录在 {'、'.join(columns)} 中：每笔成为原订单的退货。",
        )
        if conventions.paid_after_refunds:
            column = sources["line_net"]
            yield Told(
                f"{column!r} is what was left after refunds: they are added back to the sale.",
                f"{column!r} 为扣除退款后的金额：还原销售额时已加回退款。",
            )
    elif conventions.return_prefix is not None:
        prefix = conventions.return_prefix
        yield Told(
            f"Orders whose id begins with {prefix!r} are returns.",
            f"单号以 {prefix!r} 开头的是退货。",
        )
    elif "kind" not in sources:
        yield Told("Rows with negative figures are returns.", "金额或数量为负的行视为退货。")


def _counted(conventions: Conventions) -> Iterator[Told]:
    sources = conventions.choice.sources
    if "paid_at" in sources:
        column = sources["paid_at"]
        yield Told(
            f"Orders without a time in {column!r} were never paid and do not count.",
            f"{column!r} 为空的订单视为未付款，不计入。",
        )
    if "status" in sources and conventions.not_paid is not None:
        left_out = ", ".join(conventions.not_paid) or "-"
        yield Told(
            f"Orders with these statuses do not count: {left_out}.", f"以下状态的订单不计入：{left_out}。"
        )
    elif "status" in sources:
        column = sources["status"]
        yield Told(
            f"Orders unpaid, cancelled or closed by {column!r} do not count.",
            f"按 {column!r} 未付款、已取消或已关闭的订单不计入。",
        )


_PARTS: Final[tuple[Callable[[Conventions], Iterator[Told]], ...]] = (
    _shape,
    _times,
    _amounts,
    _refunds,
    _counted,
)

ORDERS: Final[Mapping[DateOrder, tuple[str, str]]] = {
    "year_first": ("year first", "年在前"),
    "day_first": ("day first", "日在前（日/月/年）"),
    "month_first": ("month first", "月在前（月/日/年）"),
    "excel": ("as days that a spreadsheet counts", "电子表格日期序号"),
    "unix_s": ("as seconds since 1970", "Unix 秒"),
    "unix_ms": ("as milliseconds since 1970", "Unix 毫秒"),
}
UNITS: Final = {
    "major": ("major units, decimals as written", "以元为单位（可带小数）"),
    "minor": ("whole minor units", "以最小货币单位（如分）的整数计"),
}
MEANINGS: Final[Mapping[str, Told]] = {
    "order_id": Told("order", "订单号"),
    "member_id": Told("member", "会员"),
    "ordered_at": Told("time of the order", "下单时间"),
    "paid_at": Told("time of payment", "付款时间"),
    "status": Told("status of the order", "订单状态"),
    "kind": Told("sale or return", "销售或退货"),
    "line_no": Told("line number", "行号"),
    "sku": Told("item", "商品编码"),
    "category": Told("category", "类目"),
    "brand": Told("brand", "品牌"),
    "seller": Told("seller", "卖家"),
    "quantity": Told("quantity", "数量"),
    "unit_price": Told("price of one unit", "单价"),
    "line_gross": Told("line before discounts", "行原价"),
    "line_discount": Told("line discount", "行优惠"),
    "line_net": Told("line as paid", "行实付"),
    "order_discount": Told("discount of the whole order", "整单优惠"),
    "shipping_fee": Told("shipping fee", "运费"),
    "unit_cost": Told("cost of one unit", "单位成本"),
    "line_cost": Told("cost of the line", "行成本"),
    "line_refund": Told("refund of the line", "行退款"),
    "order_refund": Told("refund of the whole order", "整单退款"),
    "refunded_quantity": Told("units that came back", "退货数量"),
    "refunded_at": Told("time of the refund", "退款时间"),
    "original_order_id": Told("order that a return gives back to", "退货的原订单"),
    "return_id": Told("id of the return", "退货单号"),
    "coupon_code": Told("coupon code", "券码"),
    "channel": Told("channel", "渠道"),
    "currency": Told("currency", "货币"),
}
"""What each column means, in a word or two."""
