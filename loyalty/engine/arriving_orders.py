"""Orders that arrive with a member: what a later return of them needs, and the tier credit they are.

Nobody knows the rules under which an older system booked an order. What it earned is told, and a return takes
its part of that; what it spent goes back to the lots that it came from, or to lots in their place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from loyalty.facts.arrival import Arrivals, ArrivingCredit, ArrivingOrder
from loyalty.facts.member import (
    FOREVER,
    Award,
    KeptLine,
    PlacedOrder,
    SpentFrom,
    Terms,
    TierStanding,
    ToldAward,
    UsedCoupon,
)
from loyalty.kernels import codes
from loyalty.kernels.calendar import day_of
from loyalty.kernels.expiry import matures_at
from loyalty.plan.eligibility import Goods
from loyalty.plan.tables import Plan


@dataclass(slots=True)
class Keys:
    """What lots and credit are numbered by: lots by their names and by the order that earned them."""

    lots: dict[str, int] = field(default_factory=dict)
    earned: dict[str, int] = field(default_factory=dict)
    credits: dict[str, int] = field(default_factory=dict)


def credit_events(plan: Plan, arrivals: Arrivals) -> list[tuple[str, tuple[ArrivingCredit, ...]]]:
    """Credit as it was gained, an order's on all tracks together, the earliest first."""
    events: list[tuple[str, tuple[ArrivingCredit, ...]]] = [
        ("", (one,)) for one in arrivals.credits if not one.order_id
    ]
    for order in arrivals.placed:
        told = tuple(one for one in arrivals.credits if one.order_id == order.order_id)
        if not told and arrivals.credit_of_orders and not order.cancelled:
            told = _credit_of(plan, order)
        events.append((order.order_id, told or (ArrivingCredit(0, 0, order.at),)))
    return sorted(events, key=lambda event: event[1][0].at)


def _credit_of(plan: Plan, order: ArrivingOrder) -> tuple[ArrivingCredit, ...]:
    """What is left of an order as the tracks count it."""
    credits_ = []
    for number, track in enumerate(plan.tables["tracks"][: len(plan.program.tiers)]):
        at = order.at
        if track.counts_at == codes.COUNTS_MATURED:
            at = matures_at(at, order.delivered, plan.tables["plan"], plan.tables["zone"])
        amount = int(any(line.units for line in order.lines))
        if track.metric == codes.METRIC_SPEND:
            amount = sum(line.net for line in order.lines)
        elif track.metric == codes.METRIC_BASE_POINTS:
            amount = order.base
        credits_.append(ArrivingCredit(number, amount, at, None, order.order_id))
    return tuple(credits_)


def number_lots(keys: Keys, arrivals: Arrivals, *, sequence: int, groups: int) -> int:
    """Give a key to each lot that orders spent of and that is not there any more; the next sequence."""
    for order in arrivals.placed:
        for place, spent in enumerate(order.spent):
            name = _lot_name(order, place, spent.lot)
            if name not in keys.lots:
                keys.lots[name] = sequence * groups
                sequence += 1
        if order.order_id not in keys.earned:
            keys.earned[order.order_id] = sequence * groups
            sequence += 1
    return sequence


def placed_orders(
    plan: Plan, arrivals: Arrivals, keys: Keys, tiers: Sequence[TierStanding]
) -> tuple[PlacedOrder, ...]:
    """The orders as the shop keeps its own, the earliest first."""
    earlier = -FOREVER
    placed = []
    for order in sorted(arrivals.placed, key=lambda one: (one.at, one.order_id)):
        placed.append(_placed(plan, order, keys, earlier=earlier, levels=[one.level for one in tiers]))
        if not order.cancelled:
            earlier = order.at
    return tuple(placed)


def _placed(
    plan: Plan, order: ArrivingOrder, keys: Keys, *, earlier: int, levels: Sequence[int]
) -> PlacedOrder:
    paid = sum(line.net - line.tendered for line in order.lines)
    taxes = tuple(line.tax for line in order.lines)
    back = {offer.id for offer in plan.program.offers if offer.coupon and offer.coupon.give_back}
    nothing = (Award(0, 0, 0, codes.NONE),) * (int(plan.settings().groups) - 1)
    return PlacedOrder(
        order_id=order.order_id,
        line_ids=tuple(line.line_id for line in order.lines),
        goods=tuple(
            tuple(Goods(line.sku, line.category, line.brand, (), line.seller)) for line in order.lines
        ),
        terms=_terms(plan, order, keys.credits),
        lines=tuple(
            KeptLine(
                place, line.units, line.net, line.listed, line.points_minor, line.tendered, line.net
            )
            for place, line in enumerate(order.lines)
        ),
        awards=(Award(order.base, order.bonus, order.expired, keys.earned[order.order_id]), *nothing),
        trail=tuple(
            SpentFrom(
                codes.NONE, 0, one.points, keys.lots[_lot_name(order, place, one.lot)],
                one.expires, one.available, one.earned,
            )
            for place, one in enumerate(order.spent)
        ),
        shares=(),
        return_ids=order.return_ids,
        coupons=tuple(UsedCoupon(one, one.offer_id in back) for one in order.coupons),
        earlier=earlier,
        levels=tuple(levels),
        shipping_tendered=order.shipping_tendered,
        taxes=taxes if any(taxes) or order.shipping_tax else (),
        shipping_tax=order.shipping_tax,
        cancelled=order.cancelled,
        told=ToldAward(order.base, order.bonus, paid),
    )  # fmt: skip


def _terms(plan: Plan, order: ArrivingOrder, credits_: Mapping[str, int]) -> Terms:
    units = sum(line.units for line in order.lines)
    return Terms(
        credit=credits_.get(order.order_id, codes.NONE),
        rules=0,
        multipliers=0,
        placed=1 if units and not order.cancelled else 2,
        counted=day_of(plan.tables["zone"], order.at),
        at=order.at,
        delivered=order.delivered,
        tier_factor=int(plan.settings().factor_den),
        room=FOREVER,
        points_spent=sum(one.points for one in order.spent),
        points_minor=order.points_minor,
        points_back=0,
        minor_back=0,
        shipping_paid=order.shipping_paid,
    )


def _lot_name(order: ArrivingOrder, place: int, lot: str) -> str:
    """A lot's own name, or one that no other has."""
    return f"lot {lot}" if lot else f"spent {place} of {order.order_id}"
