"""A placed order cancelled before it is shipped: everything back, as if it had not been placed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from loyalty.engine.bench import Bench
from loyalty.engine.counting import free
from loyalty.engine.orders import find
from loyalty.errors import OrderClosed
from loyalty.facts.cancellation import Cancellation
from loyalty.facts.member import FOREVER, Guest, Member, PlacedOrder
from loyalty.facts.standing import Shared, Standing
from loyalty.handed_in import looking
from loyalty.kernels import cancelling, codes, events
from loyalty.kernels.rows import row
from loyalty.plan.tables import Plan
from loyalty.when import to_us


@looking()
def cancel(  # noqa: PLR0913 - the facts of one cancellation, all named
    plan: Plan,
    *,
    who: Member | Guest,
    order_id: str,
    at: datetime,
    standing: Standing,
    shared: Shared,
) -> Cancellation:
    """Cancel what is left of a placed order, whatever came back of it before.

    Spent points go to their lots, the award and the tier credit are taken back, coupons come back even where
    a return would not give them back, limits and budgets are freed where their window still counts, and the
    order is no earlier order any more. Raises UnknownOrder, and OrderClosed for one already cancelled.
    """
    order = find(standing, order_id)
    if order.cancelled:
        raise OrderClosed(order_id=order_id)
    bench = Bench(plan, who, standing, shared)
    _lay(bench, order, to_us(at))
    if isinstance(who, Member):
        bench.run(events.finish, 0, 1, to_us(at))
    bench.run(cancelling.cancel_order, 0)
    free(bench, order)
    bench.held = (*bench.held, *(one.coupon for one in order.coupons))
    bench.sequence += 1
    after = bench.standing()
    if order.told is not None:
        after = replace(after, uses=standing.uses)  # caps never counted what another system gave
    told = bench.tables["quote"][0]
    shipping = order.terms.shipping_paid + order.shipping_tendered
    tendered = told.tendered_back + order.shipping_tendered
    cancelled = Cancellation(
        returned_minor=told.returned + shipping,
        tendered_minor=tendered,
        cash_minor=told.returned + shipping - tendered,
        shipping_minor=shipping,
        tax_minor=sum(order.taxes) + order.shipping_tax,
        points_restored=told.restored,
        taken_base=told.taken_base,
        taken_bonus=told.taken_bonus,
        debt=told.debt,
        shortfall=told.shortfall,
        standing=_without(after, order),
        shared=bench.shared(),
        entries=bench.entries(),
    )
    bench.release()
    return cancelled


def _lay(bench: Bench, order: PlacedOrder, at_us: int) -> None:
    """All that is left of the order comes back."""
    place = bench.place_of(order.order_id)
    start = bench.line_start(place)
    rows = [
        row("order_lines", quantity=line.units, target=start + number)
        for number, line in enumerate(order.lines)
    ]
    bench.lay_order(codes.RETURN, at_us, rows, kept=place)


def _without(standing: Standing, gone: PlacedOrder) -> Standing:
    """The standing with the order marked, and the member's last order the one that it now is."""
    was = gone.terms.at
    placed = tuple(_marked(one, gone) for one in standing.placed)
    last = standing.last_order
    if last == was:
        others = (one.terms.at for one in placed if not one.cancelled)
        last = max(gone.earlier, max(others, default=-FOREVER))
    return replace(standing, placed=placed, last_order=last)


def _marked(one: PlacedOrder, gone: PlacedOrder) -> PlacedOrder:
    if one.order_id == gone.order_id:
        return replace(one, cancelled=True, coupons=(), counted=(), drawn=())
    if one.earlier == gone.terms.at:
        return replace(one, earlier=gone.earlier)
    return one
