"""The delivery of an order becomes known: what waits for it gets its dates."""

from __future__ import annotations

from datetime import datetime

from loyalty.engine.bench import Bench
from loyalty.engine.orders import find
from loyalty.errors import AlreadyDelivered, OrderClosed
from loyalty.facts.member import FOREVER, Guest, Member, PlacedOrder
from loyalty.facts.movement import Movement
from loyalty.facts.standing import Shared, Standing
from loyalty.handed_in import looking
from loyalty.kernels import events, maturing
from loyalty.kernels.expiry import lapses_at, matures_at
from loyalty.kernels.rows import row
from loyalty.kernels.settling import lot_end
from loyalty.plan.tables import Plan
from loyalty.when import to_us


@looking()
def mature(  # noqa: PLR0913 - the facts of one delivery, all named
    plan: Plan,
    *,
    who: Member | Guest,
    order_id: str,
    delivered_at: datetime,
    at: datetime,
    standing: Standing,
) -> Movement:
    """Set the dates of an order's award and tier credit by its delivery (its last shipment).

    An entry says what of the award matures and when. Nothing matures of an order whose time-out is over, by
    `delivered_at` or by `at`. Raises UnknownOrder, OrderClosed, AlreadyDelivered.
    """
    order = find(standing, order_id)
    if order.cancelled:
        raise OrderClosed(order_id=order_id)
    if order.terms.delivered < FOREVER:
        raise AlreadyDelivered(order_id=order_id)
    at_us, delivered = to_us(at), to_us(delivered_at)
    bench = Bench(plan, who, standing, Shared())
    place = bench.place_of(order_id)
    bench.tables["kept_orders"][place].delivered = delivered
    if isinstance(who, Member):
        bench.run(events.finish, 0, 1, at_us)
        if at_us < lapses_at(order.terms.at, plan.tables["plan"], plan.tables["zone"]):
            _set_dates(bench, place, order, delivered, at_us)
        bench.run(events.finish, 0, 1, at_us)
    matured = Movement(bench.standing(), bench.entries())
    bench.release()
    return matured


def _set_dates(bench: Bench, place: int, order: PlacedOrder, delivered: int, at_us: int) -> None:
    plan = bench.plan
    available = matures_at(order.terms.at, delivered, plan.tables["plan"], plan.tables["zone"])
    if available == FOREVER:
        return
    if any(award.base + award.bonus for award in order.awards):
        bench.run(maturing.activate, 0, order.terms.at, available, at_us)
    for group in range(plan.settings().groups):
        ends = _lot_end(bench, order, group, available)
        bench.run(maturing.mature_lot, place, group, 0, available, ends)
    for track in range(len(plan.program.tiers)):
        bench.run(maturing.mature_credit, place, track, 0, available)


def _lot_end(bench: Bench, order: PlacedOrder, group: int, available: int) -> int:
    """The end of a lot by the levels at which its order was placed."""
    names = ("plan", "zone", "groups", "expiries", "tracks", "levels", "members")
    placed_at = [row("standings", level=level) for level in order.levels]
    tables = [*(bench.tables[name] for name in names), placed_at]
    return lot_end(group, 0, available, order.terms.at, *tables)
