"""What falls due by itself: debts repaid, lots expired, credit counted, terms ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from loyalty.engine.bench import Bench
from loyalty.facts.ledger import LedgerEntry
from loyalty.facts.member import Guest, Member
from loyalty.facts.standing import Shared, Standing
from loyalty.kernels import codes, events
from loyalty.plan.tables import Plan
from loyalty.when import to_us


@dataclass(frozen=True, slots=True)
class Advanced:
    """A standing at an instant, and the movements of points that were due by then."""

    standing: Standing
    entries: tuple[LedgerEntry, ...]


def advance(plan: Plan, *, who: Member | Guest, standing: Standing, at: datetime) -> Advanced:
    """Book everything that is due at or before an instant; a guest has nothing that is."""
    return _advance(plan, who, standing, to_us(at))


def advanced(plan: Plan, who: Member | Guest, standing: Standing, at_us: int) -> Standing:
    """The standing at an instant in microseconds."""
    return _advance(plan, who, standing, at_us).standing


def _advance(plan: Plan, who: Member | Guest, standing: Standing, at_us: int) -> Advanced:
    if isinstance(who, Guest):
        return Advanced(standing, ())
    bench = Bench(plan, who, standing, Shared())
    bench.lay_order(codes.SALE, at_us, [], kept=codes.NONE)
    bench.run(events.finish, 0, 1, at_us)
    after = Advanced(bench.standing(), bench.entries())
    bench.release()
    return after


def up_to_date(plan: Plan, *, who: Member | Guest, standing: Standing, at: datetime) -> Standing:
    """The standing with everything booked that is due at or before an instant; a guest's is unchanged."""
    return advance(plan, who=who, standing=standing, at=at).standing
