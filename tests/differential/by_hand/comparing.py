"""One order by the engine and by the till by hand: what each says of it, to be compared."""

from datetime import UTC, datetime
from itertools import chain, combinations, product

from loyalty.engine import quote, reverse, settle
from loyalty.facts.member import FOREVER, HeldCoupon, Member, PointLot
from loyalty.facts.order import Cart, CartLine, Tender
from loyalty.facts.standing import Standing
from loyalty.money import to_minor
from loyalty.plan import lower
from tests.differential.by_hand.goods import Line
from tests.differential.by_hand.points import awarded, redeemed
from tests.differential.by_hand.returns import Order
from tests.differential.by_hand.till import Till

NOON = datetime(2024, 5, 6, 12, tzinfo=UTC)
ANN = Member(id="ann", joined_at=datetime(2020, 1, 1, tzinfo=UTC))


def quoted(program, goods, fee, standing=None, **cart):
    """The engine's quote."""
    return quote(lower(program), cart_of(program, goods, fee, **cart), who=ANN, at=NOON, standing=standing)


def cart_of(program, goods, fee, **cart):
    """The cart of an order."""
    lines = tuple(CartLine(id=str(number), **one) for number, one in enumerate(goods))
    return Cart(currency=program.currency, shipping_fee=fee, lines=lines, **({"points": "none"} | cart))


def _tenders(stored):
    return (Tender(name="card", amount=stored),) if stored else ()


def laid(program, goods):
    """Lines in minor units."""
    return [_line(program.unit, number, one) for number, one in enumerate(goods)]


def _line(unit, number, one):
    price, units = to_minor(one["unit_price"], unit), one["quantity"]
    return Line(
        number,
        one["sku"],
        units,
        amount=price * units,
        listed=to_minor(one["list_price"], unit) * units,
        floor=min(to_minor(one["floor_price"], unit), price) * units,
        category=one["category"],
        brand=one["brand"],
        seller=one["seller"],
        attributes=dict(one["attributes"]),
        takes_part=not one["excluded_from_offers"],
    )


def rung_up(program, goods, fee, *, left_out=()):
    """The till by hand after all lanes; raises Unread."""
    return Till(program, laid(program, goods), to_minor(fee, program.unit), left_out=left_out).run()


def offers_by_engine(program, goods, fee):
    """Offers that applied with their amounts, what each took off each line, and what came off the fee."""
    told = quoted(program, goods, fee)
    off = {one.id: {} for one in told.lines}
    for one in told.adjustments:
        off[one.line_id][one.offer_id] = one.amount_minor
    applied = {one.offer_id: one.amount_minor for one in told.decisions if one.applied}
    return applied, off, told.shipping_discount_minor


def offers_by_hand(program, goods, fee):
    """The same; raises Unread."""
    till = rung_up(program, goods, fee)
    return till.applied, {str(one.number): one.off for one in till.lines}, till.shipping_off


def saved_by_engine(program, goods, fee):
    """What an order saves with the best of a coupon of each offer and of the group; None where cut short."""
    held = tuple(HeldCoupon(f"a/{one.id}", one.id) for one in program.offers if one.coupon)
    told = quoted(program, goods, fee, standing=Standing(coupons=held))
    return told.discount_minor + told.shipping_discount_minor if told.best_of_all else None


def saved_by_hand(program, goods, fee):
    """The same, by trying all; raises Unread."""
    coupons = [one.id for one in program.offers if one.coupon]
    group = [one.id for one in program.offers if one.group]
    some = chain.from_iterable(combinations(coupons, count) for count in range(len(coupons) + 1))
    savings = []
    for left, pick in product(some, group or [None]):
        till = rung_up(program, goods, fee, left_out={*left, *(one for one in group if one != pick)})
        savings.append(sum(one.amount - one.net for one in till.lines) + till.shipping_off)
    return max(savings)


def paid_by_engine(program, goods, fee, paying):
    """Points spent, their money, points and stored value by line, stored value on the fee, points earned."""
    there, wanted, stored = paying
    lot = PointLot(-1, 0, FOREVER, 0, 0, 0, there, there)
    standing = Standing(lots=(lot,) if there else ())
    told = quoted(program, goods, fee, standing, points=wanted, tenders=_tenders(stored))
    return (
        (told.points_spent, told.points_minor, told.shipping_tendered_minor),
        [(one.points_minor, one.tendered_minor) for one in told.lines],
        (told.base_points, told.bonus_points),
    )


def paid_by_hand(program, goods, fee, paying):
    """The same; raises Unread."""
    till, points = paid_till(program, goods, fee, paying)
    money = till.points_on_fee + sum(one.points_minor for one in till.lines)
    return (
        (points, money, till.tendered_on_fee),
        [(one.points_minor, one.tendered) for one in till.lines],
        awarded(till, till.lines),
    )


def paid_till(program, goods, fee, paying):
    """The till after points and stored value have paid, and points spent."""
    there, wanted, stored = paying
    till = rung_up(program, goods, fee)
    points, money = redeemed(till, there, wanted)
    till.points_on_fee = money - sum(one.points_minor for one in till.lines)
    till.spread_tenders(to_minor(stored, program.unit))
    return till, points


def returned_by_engine(program, goods, fee, paying, returns):
    """By return: worth, of it from tenders, points that come back, base and bonus points taken."""
    there, wanted, stored = paying
    plan, lot = lower(program), PointLot(-1, 0, FOREVER, 0, 0, 0, there, there)
    cart = cart_of(program, goods, fee, points=wanted, tenders=_tenders(stored))
    standing = Standing(lots=(lot,) if there else ())
    standing = settle(plan, cart, who=ANN, order_id="one", at=NOON, standing=standing).standing
    told = []
    for place, counts in enumerate(returns):
        units = {str(number): count for number, count in counts.items()}
        back = reverse(plan, units, who=ANN, order_id="one", return_id=str(place), at=NOON, standing=standing)
        standing = back.standing
        taken = (back.taken_base, back.taken_bonus)
        told.append((back.returned_minor, back.tendered_minor, back.points_restored, taken))
    return told


def returned_by_hand(program, goods, fee, paying, returns):
    """The same; raises Unread."""
    till, points = paid_till(program, goods, fee, paying)
    order = Order(till, points)
    return [order.give_back(counts) for counts in returns]
