"""Points given or taken without an order, and points passed on from one member to another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from loyalty.engine.bench import Bench
from loyalty.errors import NotEnoughPoints, OutOfBounds, SameMember
from loyalty.facts.member import FOREVER, Member
from loyalty.facts.movement import Movement, Transfer
from loyalty.facts.standing import Shared, Standing
from loyalty.handed_in import looking
from loyalty.kernels import codes, events, moving
from loyalty.kernels.lots import available_at
from loyalty.kernels.settling import lot_end
from loyalty.plan.tables import Plan
from loyalty.when import to_us, too_early


@looking()
def adjust(  # noqa: PLR0913 - the facts of one adjustment, all named
    plan: Plan,
    points: int,
    *,
    who: Member,
    at: datetime,
    standing: Standing,
    expires: datetime | None = None,
) -> Movement:
    """Give points (in the wallet's smallest unit), or take so many where they are below 0.

    Points given end by the programme's expiry, or at `expires`, and repay a debt first; points taken leave in
    spending order. Raises NotEnoughPoints, FloatRefused or NotANumber for what is no whole number, and
    OutOfBounds for an end that is not after `at`.
    """
    bench, at_us = _lay(plan, who, standing, at)
    if points < 0:
        _take_out(bench, codes.ADJUSTED, -points, at_us)
    elif points > 0:
        ends = _end(bench, at_us) if expires is None else to_us(expires)
        if ends <= at_us:
            raise too_early("expires", ends, first_us=at_us + 1)
        _bring_in(bench, codes.ADJUSTED, at_us, [(points, at_us, ends)])
    return _done(bench)


@looking()
def transfer(  # noqa: PLR0913 - both members and what they stand at
    plan: Plan,
    points: int,
    *,
    giver: Member,
    taker: Member,
    at: datetime,
    giver_standing: Standing,
    taker_standing: Standing,
) -> Transfer:
    """Pass available points on: each part keeps the end of its lot, and repays a debt of the taker first.

    Pending, held and expired points do not move. Raises NotEnoughPoints, SameMember, NotANumber, and
    OutOfBounds for less than one point.
    """
    if points < 1:
        raise OutOfBounds(what="points", value=points, low=1, high=FOREVER)
    if giver.id == taker.id:
        raise SameMember(member_id=giver.id)
    source, at_us = _lay(plan, giver, giver_standing, at)
    target, _ = _lay(plan, taker, taker_standing, at)
    drawn = _take_out(source, codes.TRANSFERRED, points, at_us)
    _bring_in(target, codes.TRANSFERRED, at_us, [(one.points, one.earned, one.expires) for one in drawn])
    return Transfer(_done(source), _done(target))


def _lay(plan: Plan, who: Member, standing: Standing, at: datetime) -> tuple[Bench, int]:
    """The member on a bench, brought up to date; and the instant."""
    at_us = to_us(at)
    bench = Bench(plan, who, standing, Shared())
    bench.start_record(0)
    bench.stand_at(at_us)
    bench.run(events.finish, 0, 1, at_us)
    return bench, at_us


def _end(bench: Bench, at_us: int) -> int:
    """The end of a lot that comes now."""
    names = ("plan", "zone", "groups", "expiries", "tracks", "levels", "members", "standings")
    tables = [bench.tables[name] for name in names]
    return lot_end(0, 0, at_us, at_us, *tables)


def _take_out(bench: Bench, kind: int, points: int, at_us: int) -> Sequence[Any]:
    """The parts of lots that left."""
    available = available_at(0, at_us, bench.tables["members"], bench.tables["lots"])
    if points > available:
        raise NotEnoughPoints(asked=points, available=available)
    meters = bench.tables["meters"][0]
    start = meters.trail
    bench.run(moving.take_out, kind, 0, points, at_us)
    drawn: Sequence[Any] = bench.tables["trail"].span(start, meters.trail)
    return drawn


def _bring_in(bench: Bench, kind: int, at_us: int, parts: Sequence[tuple[int, int, int]]) -> None:
    """Lots of (points, earned, expires) come; none counts as older than what inactivity wiped out."""
    bench.make_room(len(parts))
    wiped = bench.tables["members"][0].wiped_at
    for points, earned, expires in parts:
        key = bench.sequence * bench.plan.settings().groups
        bench.run(moving.bring_in, kind, 0, points, at_us, max(earned, wiped), expires, key)
        bench.sequence += 1
    bench.run(events.finish, 0, 1, at_us)


def _done(bench: Bench) -> Movement:
    moved = Movement(bench.standing(), bench.entries())
    bench.release()
    return moved
