"""Placing an order in memory: what a quote found is booked on the standing and the shared counters."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from loyalty.engine.bench import Bench
from loyalty.engine.counting import draws_of, frees_of, uses_of
from loyalty.engine.coupons import used_up
from loyalty.engine.entry import goods, refuse_empty, selected
from loyalty.engine.orders import refuse_known
from loyalty.engine.quote import lay, read_quote
from loyalty.engine.taking_in import asker, taken_in
from loyalty.facts.member import Carried, Guest, Member, PlacedOrder, Terms
from loyalty.facts.order import Cart
from loyalty.facts.quote import Quote, Settlement
from loyalty.facts.standing import Shared, Standing
from loyalty.handed_in import known, looking
from loyalty.kernels import events
from loyalty.plan.tables import Plan

_PLACED: Final = known(PlacedOrder)


@looking("cart", "who")
def settle(  # noqa: PLR0913 - the facts of one order, all named
    plan: Plan,
    cart: Cart,
    *,
    who: Member | Guest,
    order_id: str,
    at: datetime,
    standing: Standing | None = None,
    shared: Shared | None = None,
    delivered: timedelta | None = timedelta(),
) -> Settlement:
    """Quote a cart and book it; the standing and counters that come back replace the ones given.

    `delivered` is how long after payment the goods arrive, None while nobody knows: then `mature` says it.

    Raises AlreadyPlaced when the standing knows the order (OrderClosed when it was cancelled), BadCart for an
    order without goods, and what `quote` raises.
    """
    cart, who = taken_in(cart), asker(who)
    refuse_known(standing or Standing(), order_id)
    refuse_empty(cart)
    bench = lay(plan, cart, who=who, at=at, standing=standing, shared=shared, delivered=delivered)
    bench.run(events.quote_order, 0)
    quoted = read_quote(bench, cart, who)
    record = new_record(bench, cart, order_id, quoted)
    bench.run(events.place_order, 0)
    bench.sequence += 1
    settled = Settlement(quoted, bench.standing(placed=record), bench.shared(), bench.entries())
    bench.release()
    return settled


def new_record(bench: Bench, cart: Cart, order_id: str, quoted: Quote) -> PlacedOrder:
    """What of an order no row tells, and room on the bench for the rest; its coupons leave the member."""
    cart = selected(cart)
    bench.start_record(len(cart.lines))
    gone = used_up(bench.plan, bench.held, quoted.coupons)
    bench.held = tuple(one for one in bench.held if one not in {used.coupon for used in gone})
    frees, first = frees_of(bench)
    return _PLACED(
        order_id,
        tuple(line.id for line in cart.lines),
        tuple(tuple(one) for one in goods(cart, bench.plan, bench.tables["order_lines"])),
        Terms(*(0 for _ in Terms._fields)),
        (),
        (),
        (),
        (),
        coupons=gone,
        counted=uses_of(bench),
        drawn=draws_of(bench),
        frees=frees,
        frees_first=first,
        earlier=bench.tables["members"][0].last_order,
        levels=bench.levels(),
        shipping_tendered=quoted.shipping_tendered_minor,
        carried=tuple(Carried(one.version, one.offer_id) for one in bench.plan.carried),
        taxes=tuple(one.tax_minor for one in quoted.lines) if quoted.tax_minor else (),
        shipping_tax=quoted.shipping_tax_minor,
    )
