"""Machine code does what the same kernels do in the interpreter, down to the last column of every table."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.rules.document import load_program
from loyalty.rules.program import Program
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.runs import run
from loyalty.simulate.replaying.settings import Settings
from tests.differential.cases import OFTEN, cases
from tests.differential.interpreted import interpreted
from tests.differential.logs import FIRST, Document, Line, People, log_of, logs
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


SKUS = ("A1", "B1", "TEA")
SHOP = {"key": "shop", "currency": "CNY", "time_zone": "Asia/Shanghai"}
ONE_LANE = load_program(
    SHOP
    | {
        "groups": [{"id": "g"}],
        "budgets": [{"id": over, "amount": "900.00", "over": over} for over in ("clip", "reject")],
        "offers": [
            {
                "id": f"{sku.lower()}-{number}",
                "lane": "item",
                "benefit": {"kind": "percent", "percent": number, "of": {"skus": [sku]}},
                **around,
            }
            for sku in SKUS
            for number, around in (
                (40, {"group": "g"}),
                (30, {"budget": "reject"}),
                (20, {"budget": "clip"}),
                (10, {}),
            )
        ],
    }
)
"""On every line the best offer is often kept out, and then the next best as well."""


@given(logs(code="CNY"))
def test_lines_go_to_the_next_best_offer_compiled_as_interpreted(log: OrderLog) -> None:
    compiled = finished(ONE_LANE, log, Settings())
    plain = finished(ONE_LANE, log, Settings(), with_kernels=interpreted())
    assert unlike(compiled.tables, plain.tables) == []
    _replay, parity = run(log, ONE_LANE, Settings())
    assert parity.differences == []


@pytest.mark.parametrize(
    ("off", "shares"), [("20000000", [1_333_333_333, 666_666_667]), ("30000000", [2 * 10**9, 10**9])]
)
def test_shares_whose_products_are_past_64_bits_are_compiled_as_interpreted(
    off: str, shares: list[int]
) -> None:
    benefit = {"kind": "amount", "amount": off}
    program = load_program(SHOP | {"offers": [{"id": "big", "lane": "order", "benefit": benefit}]})
    lines = (Line(item=0, gross=2**39), Line(item=2, gross=2**38))
    log = log_of([Document(at=FIRST, lines=lines)], People())
    compiled = finished(program, log, Settings())
    plain = finished(program, log, Settings(), with_kernels=interpreted())
    assert unlike(compiled.tables, plain.tables) == []
    assert plain.tables["adjusts"]["amount"].tolist()[:2] == shares


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
