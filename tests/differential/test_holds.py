"""Whatever the programme: held and paid is placed; held and let go, or placed and cancelled, is undone."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given

from loyalty.engine import cancel, capture, hold, release, settle, up_to_date
from loyalty.facts.member import Member
from loyalty.facts.standing import Shared, Standing
from loyalty.rules.program import Program
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.audit_members import give_back
from loyalty.simulate.replaying.carts import Carts
from tests.differential.cases import cases
from tests.differential.replays import ready
from tests.differential.settings_drawn import settings_of

HALF_HOUR = timedelta(minutes=30)


def bare(standing: Standing) -> Standing:
    """The standing without counters and what a lot that was away remembers of its beginning."""
    lots = tuple(lot._replace(granted=0) for lot in standing.lots)
    return replace(standing, lots=lots, uses=(), coupons=tuple(sorted(standing.coupons)))


def spent(shared: Shared) -> list[int]:
    """What each budget has cost."""
    return [fund.spent for fund in shared.funds]


@given(cases(large=False))
def test_every_order_of_a_history_may_be_held_first(case: tuple[Program, OrderLog]) -> None:
    program, log = case
    replay = ready(program, log, settings_of())
    plan, carts = replay.plan, Carts(replay)
    standings: dict[int, Standing] = {}
    shared = Shared()
    for document in range(len(log.doc_ids)):
        number = int(log.doc_member[document])
        who = carts.who(number)
        standing = replace(standings.get(number, Standing()), coupons=carts.coupons(document))
        if log.doc_kind[document] == 1:
            named = int(log.doc_original[document])
            if named < 0 or int(log.doc_member[named]) == number:
                standings[number] = give_back(replay, carts, document, who, standing).standing
            continue
        now: dict[str, Any] = {"who": who, "at": carts.at(document)}
        order = {"order_id": str(document), "delivered": carts.delivered(document)}
        facts = {"standing": standing, "shared": shared, **now}
        placed = settle(plan, carts.cart(document), **order, **facts)
        held = hold(plan, carts.cart(document), ends_at=now["at"] + HALF_HOUR, **order, **facts)
        after = {"standing": held.standing, "shared": held.shared, **now}
        paid = capture(plan, held.hold, **after)
        assert (paid.quote, paid.standing, paid.shared) == (placed.quote, placed.standing, placed.shared)
        assert (*held.entries, *paid.entries) == placed.entries
        freed = release(plan, held.hold, **after)
        nothing = up_to_date(plan, who=who, standing=standing, at=now["at"])
        assert bare(freed.standing) == bare(nothing) or not isinstance(who, Member)
        assert spent(freed.shared) == (spent(shared) or [0] * len(program.budgets))
        gone = {"standing": placed.standing, "shared": placed.shared, **now}
        told = cancel(plan, order_id=str(document), **gone)
        assert told.returned_minor == placed.quote.to_pay_minor
        assert told.points_restored == placed.quote.points_spent
        assert told.taken_base + told.taken_bonus == placed.quote.points_earned
        assert told.standing.orders == (nothing.orders if isinstance(who, Member) else 0)
        assert spent(told.shared) == spent(freed.shared)
        standings[number], shared = placed.standing, placed.shared
