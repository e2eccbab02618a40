"""One order by the engine and by the till by hand: what each says came off, line by line and offer by offer."""

from datetime import UTC, datetime

from loyalty.engine import quote
from loyalty.facts.member import Member
from loyalty.facts.order import Cart, CartLine
from loyalty.money import to_minor
from loyalty.plan import lower
from loyalty.rules.program import Program
from tests.differential.by_hand.goods import Line
from tests.differential.by_hand.till import Till

NOON = datetime(2024, 5, 6, 12, tzinfo=UTC)
ANN = Member(id="ann", joined_at=datetime(2020, 1, 1, tzinfo=UTC))


def by_engine(program, goods, fee):
    """Offers that applied with their amounts, what each took off each line, and what came off the fee."""
    cart = Cart(
        currency=program.currency,
        shipping_fee=fee,
        points="none",
        lines=tuple(CartLine(id=str(number), **one) for number, one in enumerate(goods)),
    )
    told = quote(lower(program), cart, who=ANN, at=NOON)
    off = {one.id: {} for one in told.lines}
    for one in told.adjustments:
        off[one.line_id][one.offer_id] = one.amount_minor
    applied = {one.offer_id: one.amount_minor for one in told.decisions if one.applied}
    return applied, off, told.shipping_discount_minor


def by_hand(program, goods, fee):
    """The same; raises Unread."""
    till = Till(program, laid(program, goods), to_minor(fee, program.unit)).run()
    return till.applied, {str(one.number): one.off for one in till.lines}, till.shipping_off


def laid(program, goods):
    """Lines in minor units."""
    unit = program.unit
    made = []
    for number, one in enumerate(goods):
        price, units = to_minor(one["unit_price"], unit), one["quantity"]
        made.append(
            Line(
                number,
                one["sku"],
                units,
                price * units,
                to_minor(one["list_price"], unit) * units,
                min(to_minor(one["floor_price"], unit), price) * units,
                one["category"],
                one["brand"],
                one["seller"],
                dict(one["attributes"]),
                not one["excluded_from_offers"],
            )
        )
    return made


def program_of(document):
    """The programme of a document; raises what its rules say against it."""
    return Program.model_validate(document)
