"""Compiled code with every index checked, and no kernel compiled twice."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from numba.core import config

from loyalty.rules.program import Program
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.compiled import ENTRIES, Kernels, dispatchers, entry, zeros
from loyalty.simulate.replaying.settings import Settings
from tests.differential.cases import cases
from tests.differential.logs import Document, People, log_of
from tests.differential.replays import finished, ready, run_out, unlike
from tests.differential.settings_drawn import drawn_settings, settings_of

FEW = settings().max_examples * 3 // 5


@pytest.fixture(scope="module")
def compiled() -> dict[str, Any]:
    """Every kernel compiled with checks, nothing taken from a cache, in half the time without optimising."""
    level: Any = config
    before, level.OPT = level.OPT, type(level.OPT)(0)
    try:
        return dispatchers(boundscheck=True, cache=False)
    finally:
        level.OPT = before


@pytest.fixture(scope="module")
def checked(compiled: dict[str, Any]) -> Kernels:
    return {name: entry(compiled[name], boundscheck=True) for name in ENTRIES}


def test_every_kernel_is_compiled_exactly_once_whatever_literals_it_is_called_with(
    compiled: dict[str, Any],
) -> None:
    assert {name: len(one.signatures) for name, one in compiled.items()} == dict.fromkeys(compiled, 1)


@settings(max_examples=FEW)
@given(case=cases(), chosen=drawn_settings())
def test_no_kernel_looks_outside_its_tables(
    checked: Kernels, case: tuple[Program, OrderLog], chosen: Settings
) -> None:
    plain = finished(*case, chosen)
    watched = finished(*case, chosen, with_kernels=checked)
    assert unlike(plain.tables, watched.tables) == []


@pytest.mark.parametrize("short", ["work", "told", "lots", "order_lines"])
def test_an_index_outside_a_table_is_an_error_and_not_another_rows_figure(
    checked: Kernels, short: str
) -> None:
    program = Program.model_validate(
        {
            "key": "two",
            "currency": "CNY",
            "time_zone": "UTC",
            "points": {"rules": [{"id": "base", "kind": "per_amount", "points": 1, "per": 1}]},
        }
    )
    first = Document(at=1_700_000_000_000_000)
    log = log_of([first, Document(at=first.at + 1, lines=first.lines * 3)], People(joined=(first.at,)))
    replay = ready(program, log, settings_of(), with_kernels=checked)

    def cut(*arguments: Any) -> int:
        whole = replay.tables[short]
        kept = [one[:1] if one is whole else one for one in arguments]
        return checked["step"](*kept)

    replay.kernels = checked | {"step": cut}
    with pytest.raises(IndexError, match="no such row"):
        run_out(replay)


def test_a_table_holds_a_row_even_when_it_is_empty() -> None:
    assert zeros("lots", 0).tolist() == np.zeros(1, zeros("lots", 1).dtype).tolist()
