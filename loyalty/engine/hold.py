"""An order held before payment, then booked exactly as it was priced, or let go as if it had not been.

Held points leave their lots and no entry says so; coupons leave the member; limits, budgets, caps and the
number of orders count the order as if it were placed, in the windows of the instant at which it was held.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from loyalty.engine.bench import Bench
from loyalty.engine.counting import free
from loyalty.engine.entry import refuse_empty
from loyalty.engine.orders import refuse_known
from loyalty.engine.quote import lay, read_quote
from loyalty.engine.settle import new_record
from loyalty.engine.taking_in import asker, taken_in
from loyalty.errors import BadArgument, HoldEnded
from loyalty.facts.hold import Grant, Hold, Holding, Released
from loyalty.facts.member import Guest, Member
from loyalty.facts.order import Cart
from loyalty.facts.quote import Settlement
from loyalty.facts.standing import Shared, Standing
from loyalty.handed_in import looking
from loyalty.kernels import codes, events, holding
from loyalty.kernels.rows import row
from loyalty.plan.tables import Plan
from loyalty.when import MICROSECOND, from_us, to_us


@looking("cart", "who")
def hold(  # noqa: PLR0913 - the facts of one order, all named
    plan: Plan,
    cart: Cart,
    *,
    who: Member | Guest,
    order_id: str,
    at: datetime,
    ends_at: datetime,
    standing: Standing | None = None,
    shared: Shared | None = None,
    delivered: timedelta | None = timedelta(),
) -> Holding:
    """Quote a cart and set aside what it takes, until just before `ends_at`.

    The standing and counters that come back replace the ones given. Raises AlreadyPlaced, OrderClosed,
    HoldEnded for an end that is not after `at`, BadCart for an order without goods, and what `quote` raises.
    """
    cart, who = taken_in(cart), asker(who)
    refuse_known(standing or Standing(), order_id)
    refuse_empty(cart)
    if to_us(ends_at) <= to_us(at):
        raise HoldEnded(order_id=order_id, ended_at=ends_at.isoformat())
    bench = lay(plan, cart, who=who, at=at, standing=standing, shared=shared, delivered=delivered)
    bench.run(events.quote_order, 0)
    quoted = read_quote(bench, cart, who)
    record = new_record(bench, cart, order_id, quoted)
    place = bench.tables["orders"][0].kept
    bench.run(holding.hold_order, 0)
    held = Hold(
        order_id=order_id,
        cart_hash=quoted.cart_hash,
        program_hash=quoted.program_hash,
        at=to_us(at),
        ends=to_us(ends_at),
        delivered_after=None if delivered is None else delivered // MICROSECOND,
        quote=quoted,
        order=bench.recorded(place, record),
        grants=tuple(Grant(one.base, one.bonus) for one in bench.tables["grants"]),
        paid_minor=bench.tables["quote"][0].paid,
    )
    bench.points_held += held.points_held
    bench.promised += quoted.points_earned
    made = Holding(quoted, held, bench.standing(), bench.shared(), bench.entries())
    bench.release()
    return made


@looking()
def capture(  # noqa: PLR0913
    plan: Plan,
    held: Hold,
    *,
    who: Member | Guest,
    at: datetime,
    standing: Standing,
    shared: Shared,
) -> Settlement:
    """Book what was held, as it was priced: points are spent now, the award and tier credit come now.

    `plan` is that of the programme version the order was held under. Raises HoldEnded at or after the hold's
    end, AlreadyPlaced, OrderClosed.
    """
    refuse_known(standing, held.order_id)
    _refuse_another_plan(plan, held)
    at_us = to_us(at)
    if at_us >= held.ends:
        ended = from_us(held.ends, plan.program.zone)
        raise HoldEnded(order_id=held.order_id, ended_at=ended.isoformat())
    bench = _lay(plan, held, who, standing, shared)
    place = len(standing.placed)
    delivered = codes.FOREVER if held.delivered_after is None else at_us + held.delivered_after
    bench.lay_order(codes.SALE, at_us, [], kept=place, delivered=delivered)
    if isinstance(who, Member):
        bench.run(events.finish, 0, 1, at_us)
    record = replace(held.order, earlier=bench.tables["members"][0].last_order, levels=bench.levels())
    kept = bench.tables["kept_orders"][place]
    kept.at, kept.delivered, kept.credit = at_us, delivered, bench.sequence
    _lay_priced(bench, held)
    bench.run(holding.capture_order, 0)
    bench.sequence += 1
    _no_longer_held(bench, held)
    after = bench.standing()
    placed = (*after.placed[:-1], bench.recorded(place, record))
    settled = Settlement(held.quote, replace(after, placed=placed), bench.shared(), bench.entries())
    bench.release()
    return settled


@looking()
def release(  # noqa: PLR0913
    plan: Plan,
    held: Hold,
    *,
    who: Member | Guest,
    at: datetime,
    standing: Standing,
    shared: Shared,
) -> Released:
    """Give back everything a hold set aside, as of `at` or of the hold's end if that came first.

    Points whose lot has ended meanwhile expire with the hold. Uses, budgets and caps are freed where their
    window still counts.
    """
    at_us = to_us(at)
    until = min(at_us, held.ends)
    bench = _lay(plan, held, who, standing, shared)
    free(bench, held.order)
    if isinstance(who, Member):
        bench.run(events.finish, 0, 1, until)
        place, day = len(standing.placed), held.order.terms.counted
        bench.run(holding.let_go, place, 0, until, day, held.quote.points_earned)
        bench.run(events.finish, 0, 1, at_us)
    bench.held = (*bench.held, *(one.coupon for one in held.order.coupons))
    _no_longer_held(bench, held)
    after = bench.standing()
    freed = Released(replace(after, placed=after.placed[:-1]), bench.shared(), bench.entries())
    bench.release()
    return freed


def _refuse_another_plan(plan: Plan, held: Hold) -> None:
    """Points of an order are booked by the groups of expiry that its own version has."""
    if len(held.grants) != plan.settings().groups:
        raise BadArgument(
            where="capture(held)",
            what="its points are not those of this programme version.",
            mend="Send the plan of the version under which the order was held.",
            what_zh="其积分与该会员计划版本不符。",
            mend_zh="请传入锁定该订单时的版本所对应的 Plan。",
        )


def _lay(plan: Plan, held: Hold, who: Member | Guest, standing: Standing, shared: Shared) -> Bench:
    """The bench with the held order as the last of the placed ones."""
    return Bench(plan, who, replace(standing, placed=(*standing.placed, held.order)), shared)


def _lay_priced(bench: Bench, held: Hold) -> None:
    """What booking reads of the order's price and award."""
    told = bench.tables["quote"][0]
    told.base, told.bonus = held.quote.base_points, held.quote.bonus_points
    told.points, told.paid = held.quote.points_spent, held.paid_minor
    bench.tables["grants"] = [row("grants", base=one.base, bonus=one.bonus) for one in held.grants]


def _no_longer_held(bench: Bench, held: Hold) -> None:
    bench.points_held -= held.points_held
    bench.promised -= held.quote.points_earned
