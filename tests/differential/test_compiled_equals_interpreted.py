"""Machine code does what the same kernels do in the interpreter, down to the last column of every table."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.rules.program import Program
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.settings import Settings
from tests.differential.cases import OFTEN, cases
from tests.differential.interpreted import interpreted
from tests.differential.replays import SCRATCH, finished, ready, run_out, unlike
from tests.differential.settings_drawn import drawn_settings
from tests.thousand import THOUSAND


@settings(max_examples=max(OFTEN.max_examples, THOUSAND.max_examples))
@given(cases(), drawn_settings())
def test_compiled_kernels_fill_every_table_as_interpreted_ones_do(
    case: tuple[Program, OrderLog], chosen: Settings
) -> None:
    compiled = finished(*case, chosen)
    plain = finished(*case, chosen, with_kernels=interpreted())
    assert unlike(compiled.tables, plain.tables) == []


@OFTEN
@given(cases(), drawn_settings(), st.integers(0, 2**32))
def test_what_another_run_left_on_the_work_bench_changes_nothing(
    case: tuple[Program, OrderLog], chosen: Settings, seed: int
) -> None:
    program, log = case
    clean = finished(program, log, chosen)
    dirty = ready(program, log, chosen)
    chance = np.random.default_rng(seed)
    for name in SCRATCH[:-1]:
        table = dirty.tables[name]
        for column in table.dtype.names or ():
            width = np.iinfo(table[column].dtype)
            table[column] = chance.integers(width.min, width.max, len(table), table[column].dtype)
    dirty.tables["meters"]["adjusts"] = 2**40
    run_out(dirty)
    assert unlike(clean.tables, dirty.tables, but=SCRATCH) == []
