"""Two members who are one person: what both stand at, as one standing.

Lots keep their ends, credit adds, uses of one window add, debts add. On each track the higher level stays
until its own end; where the credit of both together reaches a higher one, the member rises at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from loyalty.engine.advance import up_to_date
from loyalty.engine.bench import Bench
from loyalty.errors import SameMember, StillHeld
from loyalty.facts.member import FOREVER, Credit, HeldLevel, Member, PointLot, Reach, TierStanding, Uses
from loyalty.facts.movement import Movement
from loyalty.facts.standing import Shared, Standing
from loyalty.handed_in import looking
from loyalty.kernels import codes, events
from loyalty.plan.tables import Plan
from loyalty.when import to_us


@looking()
def merge(  # noqa: PLR0913 - two members, all named
    plan: Plan, *, kept: Member, gone: Member, at: datetime, kept_standing: Standing, gone_standing: Standing
) -> Movement:
    """The standing of both as `kept`'s at an instant, and the entries of what then falls due.

    Keys of the lots and credits of `gone` go on after those of `kept`; placed orders stay out of it. Raises
    SameMember, and StillHeld while points of `gone` are held.
    """
    if kept.id == gone.id:
        raise SameMember(member_id=kept.id)
    if gone_standing.points_held or gone_standing.points_promised:
        raise StillHeld(member_id=gone.id)
    one, two = _opened(plan, kept, kept_standing), _opened(plan, gone, gone_standing)
    tiers: list[TierStanding] = []
    reaches: list[Reach] = []
    credits_: list[tuple[Credit, ...]] = []
    start = 0
    for number, track in enumerate(plan.program.tiers):
        theirs = tuple(_credit(credit, one.sequence) for credit in two.credits[number])
        levels = slice(start, start + len(track.levels))
        start = levels.stop
        a, b = one.tiers[number], two.tiers[number]
        high = b if (b.level, b.ends) > (a.level, a.ends) else a
        reaches += (one if high is a else two).reaches[levels]
        out = sorted((*one.credits[number][: a.head], *theirs[: b.head]))
        counted = one.credits[number][a.head : a.tail]
        rest = sorted((*one.credits[number][a.tail :], *theirs[b.head :]))
        credits_.append((*out, *counted, *rest))
        tiers.append(
            high._replace(
                head=len(out),
                tail=len(out) + len(counted),
                count=len(credits_[-1]),
                sum=a.sum,
                period_ends=a.period_ends,
            )
        )
    both = replace(
        _summed(plan, one, two), tiers=tuple(tiers), reaches=tuple(reaches), credits=tuple(credits_)
    )
    return _settled(plan, kept, both, at)


def _opened(plan: Plan, who: Member, standing: Standing) -> Standing:
    """Somebody new stands where no credit leads."""
    return standing if standing.tiers else up_to_date(plan, who=who, standing=standing, at=who.joined_at)


def _summed(plan: Plan, one: Standing, two: Standing) -> Standing:
    lots = one.sequence * int(plan.settings().groups)
    ends = [end for end in (one.active_until, two.active_until) if end < FOREVER]
    moved = (lot._replace(key=_moved(lot.key, lots)) for lot in two.lots)
    return Standing(
        orders=one.orders + two.orders,
        sequence=one.sequence + two.sequence,
        last_order=max(one.last_order, two.last_order),
        active_until=max(ends, default=FOREVER),
        wiped_at=max(one.wiped_at, two.wiped_at),
        debt=one.debt + two.debt,
        debt_at=max(one.debt_at, two.debt_at),
        lots=tuple(sorted((*one.lots, *moved), key=_spent_first)),
        uses=tuple(used_by_both(a, b) for a, b in zip(one.uses, two.uses, strict=True)),
        coupons=(*one.coupons, *two.coupons),
        held_levels=latest(one.held_levels, two.held_levels),
        first_earned=earlier(one.first_earned, two.first_earned),
        first_active=earlier(one.first_active, two.first_active),
        points_held=one.points_held,
        points_promised=one.points_promised,
    )


def latest(one: Sequence[HeldLevel], two: Sequence[HeldLevel]) -> tuple[HeldLevel, ...]:
    """What either holds; of the same level and source, what ends later."""
    last: dict[tuple[object, ...], HeldLevel] = {}
    for held in sorted((*one, *two), key=lambda held: held.ends):
        last[held[:3]] = held
    return tuple(sorted(last.values()))


def earlier(one: int, two: int) -> int:
    """The earlier of two instants, of which 0 is none."""
    return min(one, two) if one and two else one or two


def _spent_first(lot: PointLot) -> tuple[int, int, int]:
    return lot.expires, lot.earned, lot.key


def used_by_both(one: Uses, two: Uses) -> Uses:
    """Uses of the same window add; an older window has ended."""
    return Uses(one.key, one.used + two.used) if one.key == two.key else max(one, two)


def _credit(credit: Credit, events_before: int) -> Credit:
    return credit._replace(key=_moved(credit.key, events_before))


def _moved(key: int, by: int) -> int:
    """A key after all of the first member's; none stays none."""
    return key if key == codes.NONE else key + by


def _settled(plan: Plan, who: Member, standing: Standing, at: datetime) -> Movement:
    bench = Bench(plan, who, standing, Shared())
    bench.lay_order(codes.SALE, to_us(at), [], kept=codes.NONE)
    bench.run(events.finish, 0, 1, to_us(at))
    merged = Movement(bench.standing(), bench.entries())
    bench.release()
    return merged
