"""Where members share nothing, member after member gives what the order of events gives."""

from decimal import Decimal

from hypothesis import given

from loyalty.rules.lanes import Budget
from loyalty.rules.program import Program
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.settings import Settings
from tests.differential.cases import OFTEN, alone, cases, changed
from tests.differential.replays import SCRATCH, finished, unlike
from tests.differential.settings_drawn import drawn_settings

OWN_ORDER = (
    *("orders", "order_lines", "eligible", "opens", "told", "told_applied", "funds", "trail", "shares"),
)
"""Tables laid out in the order of processing; what members keep of them is compared through their lives."""


@OFTEN
@given(cases(), drawn_settings())
def test_member_after_member_is_the_same_as_in_the_order_of_events(
    case: tuple[Program, OrderLog], chosen: Settings
) -> None:
    program, log = alone(case[0]), case[1]
    unused = Budget(id="unused", amount=Decimal(1))
    by_member = finished(program, log, chosen)
    by_time = finished(changed(program, budgets=(unused,)), log, chosen)
    assert by_time.feed.order.tolist() == sorted(by_time.feed.order.tolist())
    placed = [by_member.tables["kept_orders"].copy(), by_time.tables["kept_orders"].copy()]
    for kept in placed:
        kept["trail_start"] = kept["share_start"] = 0
    assert placed[0].tolist() == placed[1].tolist()
    but = (*SCRATCH, *OWN_ORDER, "kept_orders", "plan")
    assert unlike(by_member.tables, by_time.tables, but=but) == []
