"""What falls due by itself: debts repaid, lots expired, credit counted, terms ended."""

from __future__ import annotations

from datetime import datetime

from loyalty.engine.bench import Bench
from loyalty.facts.member import Guest, Member
from loyalty.facts.movement import Movement
from loyalty.facts.standing import Shared, Standing
from loyalty.handed_in import looking
from loyalty.kernels import codes, events
from loyalty.plan.tables import Plan
from loyalty.when import to_us


@looking()
def advance(plan: Plan, *, who: Member | Guest, standing: Standing, at: datetime) -> Movement:
    """Book everything that is due at or before an instant; a guest has nothing that is."""
    if isinstance(who, Guest):
        return Movement(standing, ())
    at_us = to_us(at)
    bench = Bench(plan, who, standing, Shared())
    bench.lay_order(codes.SALE, at_us, [], kept=codes.NONE)
    bench.run(events.finish, 0, 1, at_us)
    after = Movement(bench.standing(), bench.entries())
    bench.release()
    return after


@looking()
def up_to_date(plan: Plan, *, who: Member | Guest, standing: Standing, at: datetime) -> Standing:
    """The standing with everything booked that is due at or before an instant; a guest's is unchanged."""
    return advance(plan, who=who, standing=standing, at=at).standing
