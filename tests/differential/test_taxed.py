"""Orders with tax, and their returns: compiled, interpreted and live count it alike."""

import pytest
from hypothesis import given

from loyalty.rules.program import Program
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.runs import run
from loyalty.simulate.replaying.settings import Settings
from tests.differential.cases import alone, cases
from tests.differential.interpreted import interpreted
from tests.differential.replays import finished, unlike
from tests.differential.settings_drawn import drawn_settings
from tests.differential.taxed import taxed


@pytest.mark.parametrize("included", [True, False])
@given(case=cases(), chosen=drawn_settings())
def test_compiled_kernels_count_tax_as_interpreted_ones_do(
    included: bool, case: tuple[Program, OrderLog], chosen: Settings
) -> None:
    with taxed(included=included):
        compiled = finished(*case, chosen)
        plain = finished(*case, chosen, with_kernels=interpreted())
    assert unlike(compiled.tables, plain.tables) == []


@pytest.mark.parametrize("included", [True, False])
@given(case=cases(), chosen=drawn_settings())
def test_a_replay_of_taxed_orders_is_what_the_live_engine_makes_of_them(
    included: bool, case: tuple[Program, OrderLog], chosen: Settings
) -> None:
    program, log = case
    with taxed(included=included):
        _replay, parity = run(log, program, chosen)
        _replay, lives = run(log, alone(program), chosen)
    assert parity.differences == lives.differences == []
    assert parity.orders == int((log.doc_kind == 0).sum())
