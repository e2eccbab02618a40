"""A cart on its way in: every figure checked and made a whole number of minor units, or refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from loyalty.coupon_codes.canonical import canonical_code
from loyalty.errors import BadCart, LoyaltyError, OutOfBounds, WrongCurrency
from loyalty.errors.base import quoted
from loyalty.facts.member import Guest, Member
from loyalty.facts.order import Cart, CartLine
from loyalty.kernels.calendar import day_of, to_civil
from loyalty.kernels.rows import maker
from loyalty.money import MINOR_MAX, Currency, percent_ppm, to_minor
from loyalty.plan.eligibility import Circumstances, Goods, answers_for
from loyalty.plan.moments import Birthdays
from loyalty.plan.tables import Plan
from loyalty.when import from_us, to_us

QUANTITY_MAX: Final = 2**31 - 1
LINES_MAX: Final = 10_000


def line_rows(cart: Cart, plan: Plan) -> list[Any]:
    """The cart's lines as rows; raises BadCart, WrongCurrency, or what is wrong with a figure."""
    unit = plan.program.unit
    if cart.currency != unit.code:
        raise WrongCurrency(expected=unit.code, got=cart.currency)
    if len(cart.lines) > LINES_MAX:
        raise refused_cart(
            "lines",
            (f"there are {len(cart.lines)} lines.", f"Send at most {LINES_MAX} lines."),
            (f"共有 {len(cart.lines)} 行。", f"最多 {LINES_MAX} 行。"),
        )
    if len({line.id for line in cart.lines}) < len(cart.lines):
        raise refused_cart(
            "lines",
            ("two lines have the same id.", "Give every line its own id."),
            ("两行的 id 相同。", "请为每一行设置不同的 id。"),
        )
    rows = [_line_row(number, line, unit) for number, line in enumerate(cart.lines)]
    worth = sum([max(one.amount, one.listed) for one in rows]) + shipping_minor(cart, unit)
    if not cart.prices_include_tax and any(tax_rates(cart)):
        worth *= 2  # no tax is more than what it is on
    if worth > MINOR_MAX:
        raise refused_cart(
            "lines",
            ("the order is worth more than can be counted.", "Split the order."),
            ("订单金额超出可计算范围。", "请拆分订单。"),
        )
    return rows


def _line_row(number: int, line: CartLine, unit: Currency) -> Any:  # noqa: ANN401 - a kernel row
    if type(line.quantity) is not int or not 1 <= line.quantity <= QUANTITY_MAX:
        raise not_units(_where("quantity", number), line.quantity)
    if line.amount is None and line.unit_price is None and not line.gift:
        raise refused_cart(
            _where(None, number),
            ("there is no price.", "Send `unit_price`, or `amount` for the whole line."),
            ("缺少价格。", "请传入 `unit_price`，或整行的 `amount`。"),
        )
    if line.amount is None:
        price = 0 if line.unit_price is None else line.unit_price
        amount = _minor("unit_price", price, unit, number) * line.quantity
    else:
        amount = _minor("amount", line.amount, unit, number)
    if line.gift and amount > 0:
        raise refused_cart(
            _where("gift", number),
            ("a gift has a price.", "Leave its price out, or send 0."),
            ("赠品有价格。", "请不传价格，或传入 0。"),
        )
    listed = amount
    if line.list_amount is not None:
        listed = _minor("list_amount", line.list_amount, unit, number)
    elif line.list_price is not None:
        listed = _minor("list_price", line.list_price, unit, number) * line.quantity
    floor = 0
    if type(line.floor_price) is not int or line.floor_price != 0:
        floor = _minor("floor_price", line.floor_price, unit, number) * line.quantity
    if line.unit_cost is not None:
        _minor("unit_cost", line.unit_cost, unit, number)  # no rule asks for it; it is kept with the order
    return _ORDER_LINE(number, line.quantity, 0, amount, listed, floor and min(floor, amount))


_ORDER_LINE: Final = maker("order_lines")


def _minor(field: str, value: Decimal | str | int | None, unit: Currency, line: int | None = None) -> int:
    """An amount of the cart, or of its line with this number, in minor units; raises BadCart."""
    try:
        minor = to_minor(value, unit)  # type: ignore[arg-type] # what is no amount is refused there
    except LoyaltyError as error:
        raise _not_read(_where(field, line), error) from error
    if minor < 0:
        raise refused_cart(
            _where(field, line),
            ("it is below 0.", "Send 0 or more; returns go through `reverse`."),
            ("金额小于 0。", "请传入不小于 0 的金额；退货请用 `reverse`。"),
        )
    return minor


def _not_read(where: str, error: LoyaltyError) -> BadCart:
    """The error for a figure that is none, in the words of whoever read it."""
    mend, mend_zh = "Send it as text or Decimal.", "请以文本或 Decimal 传入。"
    if isinstance(error, OutOfBounds):
        mend, mend_zh = (
            "Send a figure from 0 to the largest that is named.",
            "请传入 0 到上述最大值之间的数值。",
        )
    return BadCart(where=where, what=error.text("en"), mend=mend, what_zh=error.text("zh"), mend_zh=mend_zh)


def _where(*path: str | int | None) -> str:
    """A place in the cart: `shipping_fee`, `lines[0]`, `lines[0].quantity`."""
    field, line = path
    named = [] if line is None else [f"lines[{line}]"]
    return ".".join([*named, *([str(field)] if field else [])])


def shipping_minor(cart: Cart, unit: Currency) -> int:
    """The fee of the chosen method of shipping in minor units; 0 while none is chosen."""
    if not cart.shipping_methods:
        return _minor("shipping_fee", cart.shipping_fee, unit)
    fees = {method.id: method.fee for method in cart.shipping_methods}
    if len(fees) < len(cart.shipping_methods):
        raise refused_cart(
            "shipping_methods",
            ("two methods have the same id.", "Give every method its own id."),
            ("两种配送方式的 id 相同。", "请为每种配送方式设置不同的 id。"),
        )
    if cart.shipping_fee != 0:
        raise refused_cart(
            "shipping_fee",
            ("every method of shipping has its own fee.", "Leave `shipping_fee` out."),
            ("每种配送方式已有各自的运费。", "请不传 `shipping_fee`。"),
        )
    if cart.shipping_method is None:
        return 0
    if cart.shipping_method not in fees:
        raise refused_cart(
            "shipping_method",
            (f"{quoted(cart.shipping_method)} is none of the methods.", "Choose one of `shipping_methods`."),
            (f"{quoted(cart.shipping_method)} 不在配送方式之中。", "请选择 `shipping_methods` 中的一种。"),
        )
    return _minor("shipping_methods", fees[cart.shipping_method], unit)


def points_wanted(cart: Cart) -> int:
    """How many points to spend at most; -1 for as many as allowed."""
    if cart.points == "max":
        return -1
    if cart.points == "none":
        return 0
    if type(cart.points) is not int or cart.points < 0:
        raise refused_cart(
            "points",
            (f"{quoted(cart.points)} is not a number of points.", 'Send "max", "none" or a whole number.'),
            (f"{quoted(cart.points)} 不是有效的积分数。", '请传入 "max"、"none" 或整数。'),
        )
    return cart.points


def tenders_minor(cart: Cart, unit: Currency) -> list[tuple[str, int]]:
    """Name and minor units of each tender, in the cart's order; raises BadCart."""
    names = [tender.name for tender in cart.tenders]
    if len(set(names)) < len(names):
        raise refused_cart(
            "tenders",
            ("two tenders have the same name.", "Give every tender its own name."),
            ("两种支付工具的名称相同。", "请为每种支付工具设置不同的名称。"),
        )
    return [
        (tender.name, _minor(f"tenders[{place}].amount", tender.amount, unit))
        for place, tender in enumerate(cart.tenders)
    ]


def tax_rates(cart: Cart) -> tuple[int, ...]:
    """The tax of each line, and last of shipping, in parts per million; raises BadCart."""
    lines = [_ppm("tax_rate", line.tax_rate, place) for place, line in enumerate(cart.lines)]
    return (*lines, _ppm("shipping_tax_rate", cart.shipping_tax_rate))


def signed_rates(cart: Cart) -> tuple[int, ...]:
    """The same as kernels take them: below 0 where prices include the tax."""
    return tuple(-rate for rate in tax_rates(cart)) if cart.prices_include_tax else tax_rates(cart)


def _ppm(field: str, value: Decimal | str | int, line: int | None = None) -> int:
    if type(value) is int and value == 0:
        return 0
    try:
        return percent_ppm(value)
    except LoyaltyError as error:
        raise _not_read(_where(field, line), error) from error


def selected(cart: Cart) -> Cart:
    """The cart without the lines that are no part of the order."""
    if all(line.selected for line in cart.lines):
        return cart
    return replace(cart, lines=tuple(line for line in cart.lines if line.selected))


def refuse_empty(cart: Cart) -> None:
    """An order has goods: raises BadCart for a cart of which no line is selected."""
    if not any(line.selected for line in cart.lines):
        raise refused_cart(
            "lines",
            ("no line is selected.", "Send an order's goods; a cart without any can be quoted only."),
            ("没有选中的商品行。", "下单须至少有一行选中的商品；空购物车只能试算。"),
        )


def goods(cart: Cart, plan: Plan, rows: Sequence[Any]) -> list[Goods]:
    """What selectors look at, by line; what a line costs only where one asks. `rows` are the cart's lines."""
    asked = bool(plan.price_tests)
    taxes = signed_rates(cart) if plan.asks_tax else (0,) * len(rows)
    return [
        Goods(
            line.sku,
            line.category,
            line.brand,
            tuple(line.attributes),
            line.seller,
            (one.amount, one.listed, one.quantity) if asked else None,
            not (line.gift or line.excluded_from_offers),
            not (line.gift or line.excluded_from_points),
            tax,
        )
        for line, one, tax in zip(cart.lines, rows, taxes, strict=False)
    ]


def flags(
    cart: Cart, who: Member | Guest, plan: Plan, at_us: int, coupons: frozenset[str] = frozenset()
) -> list[int]:
    """The answers to the questions that need no history; `coupons` are offers of which one may be used."""
    member = who if isinstance(who, Member) else None
    order = Circumstances(
        at_us=at_us,
        civil_us=to_civil(plan.tables["zone"], at_us),
        guest=member is None,
        channel=cart.channel,
        store=cart.store,
        payment_method=cart.payment_method,
        shipping_method=cart.shipping_method,
        region=cart.region,
        codes=tuple(canonical_code(code) for code in cart.codes),
        coupons=coupons,
        attributes=member.attributes if member else {},
        birthdays=_birthdays(member, from_us(at_us, plan.program.zone).year),
        joined_day=day_of(plan.tables["zone"], to_us(member.joined_at)) if member else None,
    )
    return answers_for(plan.bits, order, plan.program.time_zone, plan.settings().week_start)


def _birthdays(member: Member | None, year: int) -> Birthdays:
    """What counts in the year of an order and in those beside it: a birthday's week may cross New Year."""
    if member is None:
        return None, None, None
    return member.birthday_in(year - 1), member.birthday_in(year), member.birthday_in(year + 1)


def refused_cart(where: str, en: tuple[str, str], zh: tuple[str, str]) -> BadCart:
    """The error that says where, what is wrong and how to mend it, in both languages."""
    return BadCart(where=where, what=en[0], mend=en[1], what_zh=zh[0], mend_zh=zh[1])


def not_units(where: str, value: object) -> BadCart:
    """The error for what is no number of units."""
    return refused_cart(
        where,
        (f"{quoted(value)} is not a number of units.", f"Send a whole number from 1 to {QUANTITY_MAX}."),
        (f"{quoted(value)} 不是有效的件数。", f"请传入 1 到 {QUANTITY_MAX} 之间的整数。"),
    )
