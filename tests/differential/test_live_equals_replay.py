"""Order by order and member by member: the compiled replay does what the live engine does."""

from hypothesis import given

from loyalty.rules.program import Program
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.runs import run
from loyalty.simulate.replaying.settings import Settings
from tests.differential.cases import OFTEN, alone, cases
from tests.differential.settings_drawn import drawn_settings


@OFTEN
@given(cases(), drawn_settings())
def test_every_sale_is_what_the_live_engine_makes_of_it(
    case: tuple[Program, OrderLog], chosen: Settings
) -> None:
    program, log = case
    _replay, parity = run(log, program, chosen)
    assert parity.differences == []
    assert parity.orders == int((log.doc_kind == 0).sum())


@OFTEN
@given(cases(), drawn_settings())
def test_every_member_lives_the_same_life_from_the_first_event_to_the_last(
    case: tuple[Program, OrderLog], chosen: Settings
) -> None:
    program, log = case
    _replay, parity = run(log, alone(program), chosen)
    assert parity.differences == []
    assert parity.members == len(log.member_ids)
