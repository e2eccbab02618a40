"""Two members are one person: what both stand at, united under the one that is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from operator import attrgetter

from loyalty.engine.advance import up_to_date
from loyalty.engine.bench import Bench
from loyalty.errors import SameMember, StillHeld
from loyalty.facts.member import FOREVER, Credit, Member, PlacedOrder, Shared, SpentFrom, Standing, Uses
from loyalty.facts.movement import Movement
from loyalty.kernels import events, tiers
from loyalty.plan.tables import Plan
from loyalty.when import to_us


def merge(  # noqa: PLR0913 - both members and what they stand at
    plan: Plan,
    *,
    kept: Member,
    gone: Member,
    at: datetime,
    kept_standing: Standing,
    gone_standing: Standing,
) -> Movement:
    """Lots, coupons and placed orders of both; debts, uses, orders and tier credit add up.

    On each track the higher level counts until its own end, and what the credit of both reaches. Lots and
    orders get new keys behind those of the kept member. Raises SameMember, and StillHeld while points of
    `gone` are held.
    """
    if kept.id == gone.id:
        raise SameMember(member_id=kept.id)
    if gone_standing.points_held or gone_standing.points_promised:
        raise StillHeld(member_id=gone.id)
    one = up_to_date(plan, who=kept, standing=kept_standing, at=at)
    other = _behind(plan, one, up_to_date(plan, who=gone, standing=gone_standing, at=at))
    bench = Bench(plan, kept, _united(plan, one, other, to_us(at)), Shared())
    for track in range(len(plan.program.tiers)):
        bench.run(tiers.settle_level, 0, track, to_us(at))
    bench.run(events.finish, 0, 1, to_us(at))
    merged = Movement(bench.standing(), bench.entries())
    bench.release()
    return merged


def _behind(plan: Plan, one: Standing, other: Standing) -> Standing:
    """The other standing with its keys and places behind those of the first."""
    shift, places = one.sequence * plan.settings().groups, len(one.placed)

    def place(kept: int) -> int:
        return kept + places if kept >= 0 else kept

    def trail(rows: tuple[SpentFrom, ...]) -> tuple[SpentFrom, ...]:
        return tuple(row._replace(kept=place(row.kept), key=row.key + shift) for row in rows)

    def order(placed: PlacedOrder) -> PlacedOrder:
        return replace(
            placed,
            terms=placed.terms._replace(credit=placed.terms.credit + one.sequence),
            awards=tuple(award._replace(key=award.key + shift) for award in placed.awards),
            trail=trail(placed.trail),
        )

    return replace(
        other,
        lots=tuple(lot._replace(kept=place(lot.kept), key=lot.key + shift) for lot in other.lots),
        credits=tuple(
            tuple(row._replace(key=row.key + one.sequence) for row in track) for track in other.credits
        ),
        placed=tuple(order(placed) for placed in other.placed),
    )


def _united(plan: Plan, one: Standing, other: Standing, at_us: int) -> Standing:
    credits_ = tuple(
        tuple(sorted((*mine, *theirs), key=attrgetter("at")))
        for mine, theirs in zip(one.credits, other.credits, strict=True)
    )
    chosen = [
        max((one, other), key=lambda each: (each.tiers[track].level, each.tiers[track].ends))
        for track in range(len(plan.program.tiers))
    ]
    starts = [plan.tables["tracks"][track].level_start for track in range(len(chosen))] + [len(one.reaches)]
    running = [each.active_until for each in (one, other) if each.active_until < FOREVER]
    return replace(
        one,
        orders=one.orders + other.orders,
        sequence=one.sequence + other.sequence,
        last_order=max(one.last_order, other.last_order),
        active_until=max(running, default=FOREVER),
        wiped_at=min(one.wiped_at, other.wiped_at),
        debt=one.debt + other.debt,
        debt_at=max(one.debt_at, other.debt_at),
        lots=tuple(sorted((*one.lots, *other.lots), key=attrgetter("expires", "earned", "key"))),
        tiers=tuple(
            each.tiers[track]._replace(**_counts(credits_[track], at_us)) for track, each in enumerate(chosen)
        ),
        reaches=tuple(
            reach
            for track, each in enumerate(chosen)
            for reach in each.reaches[starts[track] : starts[track + 1]]
        ),
        credits=credits_,
        uses=tuple(_added(*pair) for pair in zip(one.uses, other.uses, strict=True)),
        placed=(*one.placed, *other.placed),
        coupons=(*one.coupons, *other.coupons),
    )


def _counts(rows: tuple[Credit, ...], at_us: int) -> dict[str, int]:
    """Which of a track's credit counts at an instant, and what it comes to."""
    tail = sum(1 for row in rows if row.at <= at_us)
    head = next((place for place, row in enumerate(rows[:tail]) if row.ends > at_us), tail)
    total = sum(row.amount for row in rows[head:tail])
    return {"head": head, "tail": tail, "count": len(rows), "sum": total}


def _added(mine: Uses, theirs: Uses) -> Uses:
    """Uses of the same window add up; of two windows the later one is the present one."""
    if mine.key == theirs.key:
        return Uses(mine.key, mine.used + theirs.used)
    return max(mine, theirs)
