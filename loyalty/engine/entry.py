"""A cart on its way in: every figure checked and made a whole number of minor units, or refused."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any, Final

from loyalty.errors import BadCart, LoyaltyError, WrongCurrency
from loyalty.facts.member import Guest, Member
from loyalty.facts.order import Cart, CartLine
from loyalty.kernels.calendar import to_civil
from loyalty.kernels.rows import row
from loyalty.money import MINOR_MAX, Currency, to_minor
from loyalty.plan.eligibility import Circumstances, Goods, answers_for
from loyalty.plan.tables import Plan
from loyalty.rules.conditions import canonical_code

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
    worth = sum(max(one.amount, one.listed) for one in rows) + shipping_minor(cart, unit)
    if worth > MINOR_MAX:
        raise refused_cart(
            "lines",
            ("the order is worth more than can be counted.", "Split the order."),
            ("订单金额超出可计算范围。", "请拆分订单。"),
        )
    return rows


def _line_row(number: int, line: CartLine, unit: Currency) -> Any:  # noqa: ANN401 - a kernel row
    where = f"lines[{number}]"
    if type(line.quantity) is not int or not 1 <= line.quantity <= QUANTITY_MAX:
        raise not_units(where + ".quantity", line.quantity)
    if line.amount is None and line.unit_price is None:
        raise refused_cart(
            where,
            ("there is no price.", "Send `unit_price`, or `amount` for the whole line."),
            ("缺少价格。", "请传入 `unit_price`，或整行的 `amount`。"),
        )
    each = 0 if line.unit_price is None else _minor(f"{where}.unit_price", line.unit_price, unit)
    amount = each * line.quantity if line.amount is None else _minor(f"{where}.amount", line.amount, unit)
    listed = amount
    if line.list_amount is not None:
        listed = _minor(f"{where}.list_amount", line.list_amount, unit)
    elif line.list_price is not None:
        listed = _minor(f"{where}.list_price", line.list_price, unit) * line.quantity
    floor = _minor(f"{where}.floor_price", line.floor_price, unit) * line.quantity
    return row(
        "order_lines",
        item=number,
        quantity=line.quantity,
        amount=amount,
        listed=listed,
        floor=min(floor, amount),
    )


def _minor(where: str, value: Decimal | str | int, unit: Currency) -> int:
    try:
        minor = to_minor(value, unit)
    except LoyaltyError as error:
        raise BadCart(
            where=where,
            what=error.text("en"),
            mend="Send it as text or Decimal.",
            what_zh=error.text("zh"),
            mend_zh="请以文本或 Decimal 传入。",
        ) from error
    if minor < 0:
        raise refused_cart(
            where,
            ("it is below 0.", "Send 0 or more; returns go through `reverse`."),
            ("金额小于 0。", "请传入不小于 0 的金额；退货请用 `reverse`。"),
        )
    return minor


def shipping_minor(cart: Cart, unit: Currency) -> int:
    """The shipping fee in minor units."""
    return _minor("shipping_fee", cart.shipping_fee, unit)


def points_wanted(cart: Cart) -> int:
    """How many points to spend at most; -1 for as many as allowed."""
    if cart.points == "max":
        return -1
    if cart.points == "none":
        return 0
    if type(cart.points) is not int or cart.points < 0:
        raise refused_cart(
            "points",
            (f"{cart.points!r} is not a number of points.", 'Send "max", "none" or a whole number.'),
            (f"{cart.points!r} 不是有效的积分数。", '请传入 "max"、"none" 或整数。'),
        )
    return cart.points


def goods(cart: Cart) -> list[Goods]:
    """What selectors look at, by line."""
    return [Goods(line.sku, line.category, line.brand, line.attributes) for line in cart.lines]


def flags(cart: Cart, who: Member | Guest, plan: Plan, at_us: int) -> list[int]:
    """The answers to the questions that need no history."""
    member = who if isinstance(who, Member) else None
    order = Circumstances(
        at_us=at_us,
        civil_us=to_civil(plan.tables["zone"], at_us),
        channel=cart.channel,
        codes=tuple(canonical_code(code) for code in cart.codes),
        attributes=member.attributes if member else {},
        birthday=member.birthday if member else None,
    )
    return answers_for(plan.bits, order, plan.program.time_zone, plan.settings().week_start)


def cart_hash(cart: Cart, who: Member | Guest) -> str:
    """A fingerprint of the cart and who asks."""
    asker = who.id if isinstance(who, Member) else ""
    return hashlib.sha256(repr((cart, asker)).encode()).hexdigest()


def refused_cart(where: str, en: tuple[str, str], zh: tuple[str, str]) -> BadCart:
    """The error that says where, what is wrong and how to mend it, in both languages."""
    return BadCart(where=where, what=en[0], mend=en[1], what_zh=zh[0], mend_zh=zh[1])


def not_units(where: str, value: object) -> BadCart:
    """The error for what is no number of units."""
    return refused_cart(
        where,
        (f"{value!r} is not a number of units.", "Send a whole number from 1."),
        (f"{value!r} 不是有效的件数。", "请传入不小于 1 的整数。"),
    )
