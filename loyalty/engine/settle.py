"""Placing an order in memory: what a quote found is booked on the standing and the shared counters."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from loyalty.engine.coupons import used_up
from loyalty.engine.entry import goods, selected
from loyalty.engine.quote import lay, read_quote
from loyalty.errors import AlreadyPlaced
from loyalty.facts.member import Guest, Member, PlacedOrder, Shared, Standing, Terms
from loyalty.facts.order import Cart
from loyalty.facts.quote import Settlement
from loyalty.kernels import codes, events
from loyalty.plan.tables import Plan


def settle(  # noqa: PLR0913 - the facts of one order, all named
    plan: Plan,
    cart: Cart,
    *,
    who: Member | Guest,
    order_id: str,
    at: datetime,
    standing: Standing | None = None,
    shared: Shared | None = None,
    delivered: timedelta = timedelta(),
) -> Settlement:
    """Quote a cart and book it; the standing and counters that come back replace the ones given.

    Raises AlreadyPlaced when the standing knows the order, and what `quote` raises.
    """
    bench = lay(plan, cart, who=who, at=at, standing=standing, shared=shared, delivered=delivered)
    if bench.place_of(order_id) != codes.NONE:
        raise AlreadyPlaced(order_id=order_id)
    bench.run(events.quote_order, 0)
    quoted = read_quote(bench, cart, who)
    cart = selected(cart)
    bench.start_record(len(cart.lines))
    bench.run(events.place_order, 0)
    bench.sequence += 1
    record = PlacedOrder(
        order_id,
        tuple(line.id for line in cart.lines),
        tuple(tuple(one) for one in goods(cart, plan, bench.tables["order_lines"])),
        Terms(*(0 for _ in Terms._fields)),
        (),
        (),
        (),
        (),
    )
    gone = used_up(plan, bench.held, quoted.coupons)
    bench.held = tuple(one for one in bench.held if one not in {used.coupon for used in gone})
    record = replace(record, coupons=gone)
    settled = Settlement(quoted, bench.standing(placed=record), bench.shared(), bench.entries())
    bench.release()
    return settled
