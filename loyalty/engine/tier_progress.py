"""What an order would bring on each track: told before it is placed, by placing it in memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from loyalty.engine.advance import up_to_date
from loyalty.engine.progress import TrackFigures, track_figures
from loyalty.engine.settle import settle
from loyalty.facts.member import Guest, Member
from loyalty.facts.order import Cart
from loyalty.facts.standing import Shared, Standing
from loyalty.handed_in import looking
from loyalty.plan.tables import Plan
from loyalty.when import to_us

UNPLACED = ""
"""The id of an order that nobody places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TierProgress:
    """A track, and what an order brings on it, in the credit's own unit.

    `to_rise` is missing to reach `next_level` now (None where there is none), `left` once the order counts;
    `rises_to` is the highest level whose minimum is met then, None where that is none above the present one.
    """

    track: str
    level: str | None
    next_level: str | None
    credit: int
    to_rise: int | None
    brings: int
    left: int | None
    rises_to: str | None


@looking("cart", "who")
def tier_progress(  # noqa: PLR0913 - the facts of one question, all named
    plan: Plan,
    cart: Cart,
    *,
    who: Member | Guest,
    at: datetime,
    standing: Standing | None = None,
    shared: Shared | None = None,
) -> tuple[TierProgress, ...]:
    """What an order of this cart would bring on each track; nothing for a guest. Raises what `quote` raises.

    Credit counts when its track says so: at payment, or later.
    """
    bought = settle(plan, cart, who=who, order_id=UNPLACED, at=at, standing=standing, shared=shared)
    if not isinstance(who, Member):
        return ()
    before = up_to_date(plan, who=who, standing=standing or Standing(), at=at)
    after = bought.standing
    return tuple(
        _progress(plan, number, told, before, after)
        for number, told in enumerate(track_figures(plan, before, at_us=to_us(at)))
    )


def _progress(plan: Plan, number: int, told: TrackFigures, before: Standing, after: Standing) -> TierProgress:
    known = set(before.credits[number])
    brings = sum(one.amount for one in after.credits[number] if one not in known)
    names = [level.id for level in plan.program.tiers[number].levels]
    start = plan.tables["tracks"][number].level_start
    minimums = [row.minimum for row in plan.tables["levels"][start : start + len(names)]]
    present = names.index(told.level) if told.level is not None else -1
    met = [
        place for place, minimum in enumerate(minimums) if place > present and minimum <= told.credit + brings
    ]
    return TierProgress(
        track=told.track,
        level=told.level,
        next_level=told.next_level,
        credit=told.credit,
        to_rise=told.to_rise,
        brings=brings,
        left=None if told.to_rise is None else max(told.to_rise - brings, 0),
        rises_to=names[met[-1]] if met else None,
    )
