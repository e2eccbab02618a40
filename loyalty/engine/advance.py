"""What falls due by itself: debts repaid, lots expired, credit counted, terms ended."""

from __future__ import annotations

from datetime import datetime

from loyalty.engine.bench import Bench
from loyalty.facts.member import Guest, Member, Shared, Standing
from loyalty.kernels import codes, events
from loyalty.plan.tables import Plan
from loyalty.when import to_us


def up_to_date(plan: Plan, *, who: Member | Guest, standing: Standing, at: datetime) -> Standing:
    """The standing with everything booked that is due at or before an instant; a guest's is unchanged."""
    return advanced(plan, who, standing, to_us(at))


def advanced(plan: Plan, who: Member | Guest, standing: Standing, at_us: int) -> Standing:
    """The same at an instant in microseconds."""
    if isinstance(who, Guest):
        return standing
    bench = Bench(plan, who, standing, Shared())
    bench.lay_order(codes.SALE, at_us, [], kept=codes.NONE)
    bench.run(events.finish, 0, 1, at_us)
    after = bench.standing()
    bench.release()
    return after
