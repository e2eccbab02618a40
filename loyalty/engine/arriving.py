"""A member arrives with what an older system knows: points with their own ends, levels, tier credit, a debt.

Credit is counted as the orders it came from would have been, level by level in time. A level that is told
stands until its own end, and no lower than the credit says; it is reached when it was, so that nothing is
given for it. Points are adjusted in: they are earned nowhere here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import reduce
from typing import Any, Final

from loyalty.engine.advance import advance
from loyalty.engine.arriving_orders import Keys, credit_events, number_lots, placed_orders
from loyalty.engine.bench import Bench
from loyalty.engine.merge import earlier, latest, used_by_both
from loyalty.facts.arrival import Arrivals, ArrivingLevel, ArrivingLot
from loyalty.facts.ledger import EntryKind, LedgerEntry
from loyalty.facts.member import FOREVER, Credit, Member, PointLot, Uses
from loyalty.facts.movement import Movement
from loyalty.facts.standing import Shared, Standing
from loyalty.handed_in import looking
from loyalty.kernels import codes, events
from loyalty.kernels.calendar import plus_months
from loyalty.kernels.rows import row
from loyalty.kernels.terms import term_end, window_end
from loyalty.kernels.tiers import qualified, settle_level
from loyalty.plan.tables import Plan
from loyalty.when import to_us

_TERMS: Final = ("zone", "members", "tracks", "levels")


@looking()
def arrive(plan: Plan, arrivals: Arrivals, *, who: Member, standing: Standing, at: datetime) -> Movement:
    """The standing with what arrives at an instant, and the entries of it and of what then falls due.

    Lots must end after `at`. The same level told again moves only its end; a lower one than the member
    stands on changes nothing. The orders that arrive are the standing's `placed` ones.
    """
    at_us = to_us(at)
    new = not standing.sequence and not standing.tiers
    if not standing.tiers:
        standing = _opened(plan, who, standing)
    due = Movement(standing, ()) if new else advance(plan, who=who, standing=standing, at=at)
    keys = Keys()
    tiers = _with_credit(plan, due.standing, arrivals, keys, who=who)
    tiers = _with_levels(plan, tiers, arrivals.levels, who=who, at_us=at_us, new=new)
    held, entries = _with_points(plan, tiers, arrivals, keys, at_us)
    held = replace(
        held,
        orders=held.orders + arrivals.orders,
        last_order=max(held.last_order, -FOREVER if arrivals.last_order is None else arrivals.last_order),
        held_levels=latest(held.held_levels, arrivals.held_levels),
        uses=_with_uses(plan, held.uses, arrivals.uses),
    )
    last = advance(plan, who=who, standing=held, at=at)
    placed = placed_orders(plan, arrivals, keys, last.standing.tiers)
    return Movement(replace(last.standing, placed=placed), (*due.entries, *entries, *last.entries))


def _opened(plan: Plan, who: Member, standing: Standing) -> Standing:
    """Somebody new stands where no credit leads."""
    bench = Bench(plan, who, standing, Shared())
    opened = bench.standing()
    bench.release()
    return opened


def _with_credit(plan: Plan, standing: Standing, arrivals: Arrivals, keys: Keys, *, who: Member) -> Standing:
    """Credit joins what does not count yet; on every other track the same row holds nothing."""
    events = credit_events(plan, arrivals)
    if not events or not plan.program.tiers:
        return standing
    tables = plan.tables["zone"], [row("members", joined=to_us(who.joined_at))], plan.tables["tracks"]
    fresh: list[list[Credit]] = [[] for _ in plan.program.tiers]
    sequence = standing.sequence
    for order_id, told in events:
        keys.credits[order_id] = sequence
        for track, rows in enumerate(fresh):
            one = next((each for each in told if each.track == track), told[0]._replace(amount=0, ends=None))
            ends = window_end(0, track, one.at, *tables) if one.ends is None else one.ends
            rows.append(Credit(one.at, ends, one.amount, sequence))
        sequence += 1
    credits_ = tuple(
        (*rows[: tier.tail], *sorted((*rows[tier.tail :], *more)))
        for rows, more, tier in zip(standing.credits, fresh, standing.tiers, strict=True)
    )
    count = len(credits_[0])
    tiers = tuple(tier._replace(count=count) for tier in standing.tiers)
    return replace(standing, sequence=sequence, credits=credits_, tiers=tiers)


def _with_levels(  # noqa: PLR0913 - what is told, of whom, and when
    plan: Plan,
    standing: Standing,
    levels: Sequence[ArrivingLevel],
    *,
    who: Member,
    at_us: int,
    new: bool,
) -> Standing:
    """Levels as they are told; of somebody new what a term ended since is done after it ended."""
    if not levels:
        return standing
    ended = [one.ends - 1 for one in levels if one.ends is not None and one.ends <= at_us and new]
    told_at = max(min([at_us, *ended]), to_us(who.joined_at))
    bench = Bench(plan, who, standing, Shared())
    bench.run(events.finish, 0, 1, told_at)
    for one in levels:
        _stand(bench, one, told_at, new=new)
    bench.run(events.finish, 0, 1, at_us)
    stands = bench.standing()
    bench.release()
    # points were brought up to date before; only tiers are taken from here
    return replace(standing, tiers=stands.tiers, reaches=stands.reaches, credits=stands.credits)


def _stand(bench: Bench, told: ArrivingLevel, at_us: int, *, new: bool) -> None:
    """Put a member on a level of a track until its end; what follows the credit is told by nothing else."""
    track, tracks, levels = told.track, bench.tables["tracks"], bench.tables["levels"]
    now = bench.tables["standings"][track]
    if tracks[track].term == codes.TERM_FOLLOWS:
        return
    level = max(told.level, qualified(track, 0, tracks, levels))
    ends = _end_of(bench, told, level)
    if not new and level < now.level:
        return
    if not new and level == now.level:
        if now.floor_level == level:
            now.floor_ends = now.floor_ends if now.grace else ends
        now.ends = ends
    else:
        in_grace = told.grace_since is not None
        now.level, now.floor_level, now.grace = level, level, int(in_grace)
        now.ends = ends
        now.floor_ends = told.grace_since if in_grace else ends
    if level >= 0:
        place = tracks[track].level_start + level
        reach = bench.tables["reaches"][place]
        reach.ends = ends
        if new or reach.at == 0:
            reach.at = reach.rose = told.since
            reach.slack = max(now.sum - levels[place].minimum, 0)
    bench.run(settle_level, 0, track, at_us)


def _end_of(bench: Bench, told: ArrivingLevel, level: int) -> int:
    if told.ends is not None and level == told.level:
        return told.ends
    tables: list[Any] = [bench.tables[name] for name in _TERMS]
    return term_end(0, told.track, level, told.since, 1, *tables)


def _with_points(
    plan: Plan, standing: Standing, arrivals: Arrivals, keys: Keys, at_us: int
) -> tuple[Standing, list[LedgerEntry]]:
    """Lots and debt as entries of the arrival; a member's first points start the clock of inactivity."""
    entries: list[LedgerEntry] = []
    lots = list(standing.lots)
    groups = int(plan.settings().groups)
    sequence = standing.sequence
    for one in arrivals.lots:
        lots.append(_lot(one, sequence * groups, standing.wiped_at))
        entries.append(LedgerEntry(EntryKind.ADJUSTED, one.points, at_us, sequence * groups))
        if one.name:
            keys.lots[f"lot {one.name}"] = sequence * groups
        if one.order_id:
            keys.earned.setdefault(one.order_id, sequence * groups)
        sequence += 1
    sequence = number_lots(keys, arrivals, sequence=sequence, groups=groups)
    debt_at = standing.debt_at
    if arrivals.debt:
        entries.append(LedgerEntry(EntryKind.DEBT_INCURRED, arrivals.debt, at_us, codes.NONE))
        debt_at = at_us
    after = replace(
        standing,
        sequence=sequence,
        lots=tuple(sorted(lots, key=lambda lot: (lot.expires, lot.earned, lot.key))),
        debt=standing.debt + arrivals.debt,
        debt_at=debt_at,
        first_earned=reduce(earlier, [one.earned for one in arrivals.lots], standing.first_earned),
        first_active=reduce(earlier, [one.available for one in arrivals.lots], standing.first_active),
        active_until=_active_until(plan, standing, arrivals, at_us),
    )
    return after, entries


def _with_uses(
    plan: Plan, known: Sequence[Uses], arriving: Sequence[tuple[str, int, int]]
) -> tuple[Uses, ...]:
    """Uses of the same window add; an older window has ended."""
    uses = list(known) or [Uses(0, 0) for _ in plan.own]
    for counter, key, used in arriving:
        place = plan.own.index(counter)
        uses[place] = used_by_both(uses[place], Uses(key, used))
    return tuple(uses)


def _lot(one: ArrivingLot, key: int, wiped_at: int) -> PointLot:
    """None counts as older than what inactivity wiped out."""
    earned = max(one.earned, wiped_at)
    return PointLot(codes.NONE, 0, one.expires, one.available, earned, key, one.points, one.granted)


def _active_until(plan: Plan, standing: Standing, arrivals: Arrivals, at_us: int) -> int:
    months = int(plan.settings().inactivity_months)
    if months == 0:
        return standing.active_until
    if arrivals.active_until is not None:
        known = [end for end in (standing.active_until, arrivals.active_until) if end < FOREVER]
        return max(known)
    if arrivals.lots and standing.active_until == FOREVER:
        return int(plus_months(plan.tables["zone"], at_us, months))
    return standing.active_until
