"""Points for an action or from an issuance, in memory; those given by hand are an adjustment (`adjust`)."""

from __future__ import annotations

from loyalty.engine.bench import Bench
from loyalty.facts.giving import Granted
from loyalty.facts.member import Member
from loyalty.facts.standing import Shared, Standing
from loyalty.handed_in import looking
from loyalty.kernels import codes, events
from loyalty.kernels.granting import grant_points
from loyalty.plan.tables import Plan


@looking()
def grant(  # noqa: PLR0913 - the facts of one gift, all named
    plan: Plan,
    points: int,
    *,
    who: Member,
    standing: Standing,
    at_us: int,
    ends_us: int = 0,
    acts: bool = False,
) -> Granted:
    """Give points (the wallet's smallest unit) after everything due by then; 0 only brings up to date.

    They end at `ends_us`, or as all points of the programme do. What a member `acts` keeps points alive.
    """
    bench = Bench(plan, who, standing, Shared())
    bench.lay_order(codes.SALE, at_us, [], kept=codes.NONE)
    bench.run(events.finish, 0, 1, at_us)
    if points > 0:
        key = bench.sequence * int(plan.settings().groups)
        bench.run(grant_points, 0, points, at_us, ends_us, int(acts), key)
        bench.sequence += 1
    granted = Granted(standing=bench.standing(), entries=bench.entries())
    bench.release()
    return granted
