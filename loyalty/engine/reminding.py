"""What a member has that ends soon: points, coupons, tiers; told so many days ahead as the programme says."""

from __future__ import annotations

from collections.abc import Iterator

from loyalty.engine.progress import kept_credit
from loyalty.facts.giving import Reminder
from loyalty.facts.member import FOREVER
from loyalty.facts.standing import Standing
from loyalty.kernels.calendar import plus_days
from loyalty.kernels.lots import WHOLE_PPM
from loyalty.plan.tables import Plan


def reminders_due(plan: Plan, standing: Standing, *, at_us: int) -> tuple[Reminder, ...]:
    """What ends within the days of its kind; `standing` is up to date at the instant.

    The same thing is told at every instant until it ends: who sends reminders keeps each once.
    """
    asked = plan.program.reminders
    if asked is None:
        return ()
    zone = plan.tables["zone"]
    found: list[Reminder] = []
    for days, ending in (
        (asked.points_days, _points(plan, standing)),
        (asked.coupon_days, _coupons(standing)),
        (asked.tier_days, _tiers(plan, standing)),
    ):
        if days is not None:
            until = plus_days(zone, at_us, days)
            found += [one for one in ending if at_us < one.ends <= until]
    return tuple(sorted(found, key=lambda one: (one.ends, one.kind, one.name)))


def _points(plan: Plan, standing: Standing) -> Iterator[Reminder]:
    """Points that end together are one thing; of a share of all, so many as would end now."""
    ends: dict[int, int] = {}
    idle, share = standing.active_until, int(plan.settings().inactivity_ppm)
    for lot in standing.lots:
        end = lot.expires if lot.expires < FOREVER or share < WHOLE_PPM else idle
        ends[end] = ends.get(end, 0) + lot.left
    if share < WHOLE_PPM:
        left = sum(lot.left for lot in standing.lots if lot.expires == FOREVER)
        ends[idle] = ends.get(idle, 0) + left * share // WHOLE_PPM
    for end, points in ends.items():
        yield Reminder("points", "", points, end)


def _coupons(standing: Standing) -> Iterator[Reminder]:
    for coupon in standing.coupons:
        yield Reminder("coupon", coupon.id, 0, coupon.ends)


def _tiers(plan: Plan, standing: Standing) -> Iterator[Reminder]:
    """A term that ends without what keeps the level; during grace it is the end of grace."""
    for number, (track, tier) in enumerate(zip(plan.program.tiers, standing.tiers, strict=True)):
        if tier.level < 0 or tier.ends >= FOREVER:
            continue
        rows = plan.tables["levels"][plan.tables["tracks"][number].level_start :]
        if kept_credit(plan, standing, number, until_us=tier.ends) < rows[tier.level].retain:
            yield Reminder("tier", track.levels[tier.level].id, 0, tier.ends)
    for held in standing.held_levels:
        yield Reminder("tier", plan.program.tiers[held.track].levels[held.level].id, 0, held.ends)
