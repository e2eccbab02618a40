"""Orders paid by tenders, and their returns: compiled, interpreted and live come to the same."""

from hypothesis import given

from loyalty.rules.program import Program
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.runs import run
from loyalty.simulate.replaying.settings import Settings
from tests.differential.cases import alone, cases
from tests.differential.interpreted import interpreted
from tests.differential.replays import finished, unlike
from tests.differential.settings_drawn import drawn_settings
from tests.differential.tendering import tendering


@given(cases(), drawn_settings())
def test_compiled_kernels_take_and_give_back_tenders_as_interpreted_ones_do(
    case: tuple[Program, OrderLog], chosen: Settings
) -> None:
    with tendering():
        compiled = finished(*case, chosen)
        plain = finished(*case, chosen, with_kernels=interpreted())
    assert unlike(compiled.tables, plain.tables) == []


@given(cases(), drawn_settings())
def test_a_replay_of_tendered_orders_is_what_the_live_engine_makes_of_them(
    case: tuple[Program, OrderLog], chosen: Settings
) -> None:
    program, log = case
    with tendering():
        _replay, parity = run(log, program, chosen)
        _replay, lives = run(log, alone(program), chosen)
    assert parity.differences == lives.differences == []
    assert parity.orders == int((log.doc_kind == 0).sum())
    assert lives.members == len(log.member_ids)
