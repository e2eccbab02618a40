"""A grid is so many simulations in one: each row equals the plain simulation of the same programme."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from loyalty.errors import AxisRefused, ParityBroken, SimulationCancelled, WrongCurrency
from loyalty.simulate import OrderLog, Settings, simulate
from loyalty.simulate.replaying.runs import Progress
from loyalty.simulate.varying import grid as module
from loyalty.simulate.varying.grid import ORDERS_LEAST, grid
from loyalty.simulate.varying.variants import Axis, variants
from tests.simulate.damage import damaged
from tests.simulate.replays import shop
from tests.simulate.story import FIVE, history, tea_club


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> OrderLog:
    return history(Path(tmp_path_factory.mktemp("grid")))


AXES = ("offers.five.minimum=50:90:20", "points.max_percent=none,50")
BUDGET = {"id": "pot", "amount": 8, "over": "clip"}


@pytest.mark.parametrize(
    "program",
    [tea_club(), tea_club(offers=[FIVE | {"budget": "pot"}], budgets=[BUDGET])],
    ids=["by member", "in the order of events"],
)
@pytest.mark.parametrize(
    "settings", [Settings(), Settings(use_points="share", points_share="0.5", returns="ignored")]
)
def test_each_variant_is_the_plain_simulation_of_its_programme(log, program, settings):
    found = grid(log, program, AXES, settings=settings)
    made = variants(program, tuple(map(Axis.parse, AXES))).variants
    assert len(found.variants) == len(made) == 6
    for row, variant in zip(found.variants, made, strict=True):
        draft = simulate(log, [variant.program], settings=settings).drafts[0]
        assert row.totals == draft.totals
        assert row.hash == draft.program.hash
        assert (row.points_earned, row.points_outstanding_minor) == (
            draft.points.earned,
            draft.points.outstanding_minor,
        )


def test_five_off_costs_what_the_orders_say(log):
    """Five off: A1, A3, B1 and, from 50, the guest; from 90 only A1, whose one cup brings 2.50 back."""
    found = grid(log, tea_club(), ["offers.five.minimum=50,60,90"], settings=Settings(use_points="never"))
    assert [row.totals.discount_minor for row in found.variants] == [28_00, 23_00, 13_00]
    assert [row.change_minor for row in found.variants] == [5_00, 0, -10_00]
    assert [row.as_it_stands for row in found.variants] == [False, True, False]


def test_a_change_is_told_against_the_programme_as_it_stands(log):
    found = grid(log, tea_club(), ["offers.five.amount=0,5,10"])
    now = found.current.totals.net_cost_minor
    assert found.current.values == ("5",)
    assert found.current.change_minor == 0
    for row in found.variants:
        assert row.change_minor == row.totals.net_cost_minor - now
        size = (2 * abs(row.change_minor) * 1_000_000 + now) // (2 * now)
        assert row.change_ppm == (size if row.change_minor >= 0 else -size)


def test_the_programme_as_it_stands_is_there_even_where_no_axis_meets_it(log):
    found = grid(log, tea_club(), ["offers.five.amount=1,2"])
    assert not any(row.as_it_stands for row in found.variants)
    assert found.current.as_it_stands
    assert found.current.totals == simulate(log, [tea_club()]).drafts[0].totals


def test_a_share_of_nothing_is_no_share(log):
    found = grid(log, shop(offers=[FIVE | {"when": {"kind": "subtotal", "minimum": 9999}}]), ["minimum=50"])
    assert found.current.totals.net_cost_minor == 0
    assert found.variants[0].change_ppm is None


def test_an_axis_is_told_with_its_thing_its_values_and_what_it_is_now(log):
    found = grid(log, tea_club(), ["tiers.gold.minimum=80,100", "points.max_percent=10,none"])
    gold, percent = found.axes
    assert (gold.path, gold.field) == ("tiers.growth.levels.gold.minimum", "minimum")
    assert (gold.thing, gold.thing_name, gold.thing_name_zh) == ("gold", "Gold", "金卡")
    assert (gold.current, gold.values) == ("100", ("80", "100"))
    assert (percent.thing, percent.current, percent.values) == (None, "50", ("10", None))


def test_equal_programmes_are_replayed_once(log):
    assert grid(log, tea_club(), ["offers.five.amount=5.0,5"]).parity.programs == 1
    assert grid(log, tea_club(), ["offers.five.amount=4,5"]).parity.programs == 2


def test_every_variant_is_checked_against_the_live_engine(log):
    found = grid(log, tea_club(), ["offers.five.amount=4:8:1"])
    assert found.parity.programs == 5
    assert found.parity.orders == 5 * 6
    assert found.parity.members == 5 * 2
    assert found.parity.differences == 0
    assert (
        found.parity.sentence_en == "5 programmes, 30 orders re-run through the live engine: 0 differences."
    )
    assert found.parity.sentence_zh == "5 个方案共 30 个订单经实时引擎重算：0 处差异。"


@pytest.mark.parametrize(
    ("asked", "programs", "each"), [(1000, 10, 100), (1000, 400, ORDERS_LEAST), (7, 4, 7), (0, 9, 0)]
)
def test_the_sample_is_shared_out_among_the_variants(asked, programs, each):
    shared = module._sampled(Settings(parity_orders=asked), programs)
    assert shared == replace(
        Settings(), parity_orders=each, parity_members=-(-Settings().parity_members // programs)
    )


def test_one_difference_in_any_variant_is_no_result(log, monkeypatch):
    monkeypatch.setattr(module, "kernels", lambda: damaged("quote", "off", 0))
    with pytest.raises(ParityBroken) as broken:
        grid(log, tea_club(), ["offers.five.amount=4,5"])
    assert broken.value.fields["first"].startswith("A1: discount_minor: ")


def test_progress_counts_the_orders_of_all_variants(log):
    seen: list[Progress] = []
    grid(log, tea_club(), ["offers.five.amount=4,5,6"], progress=seen.append)
    assert {(one.stage, one.program, one.total) for one in seen} == {("varying", "tea-club", 24)}
    assert seen[-1].done == 24


def test_a_first_compile_is_announced(log, monkeypatch):
    monkeypatch.setattr(module, "is_compiled", lambda: False)
    seen: list[Progress] = []
    grid(log, tea_club(), ["offers.five.amount=4"], progress=seen.append)
    assert seen[0] == Progress("compiling", "tea-club", 0, 1)


def test_a_wish_to_stop_ends_the_grid(log):
    with pytest.raises(SimulationCancelled):
        grid(log, tea_club(), ["offers.five.amount=4,5"], cancelled=lambda: True)


def test_what_cannot_be_is_refused_before_anything_runs(log):
    seen: list[Progress] = []
    with pytest.raises(AxisRefused):
        grid(log, tea_club(), ["offers.five.amount=4,-5"], progress=seen.append)
    with pytest.raises(WrongCurrency):
        grid(log, shop(key="yen", currency="JPY"), ["week_starts=monday"], progress=seen.append)
    assert seen == []


def test_a_result_is_plain_data(log):
    found = grid(log, tea_club(), AXES).as_dict()
    assert json.loads(json.dumps(found)) == json.loads(json.dumps(found, default=list))
    assert found["kind"] == "grid"
    assert found["settings"]["price_basis"] == "net"
    assert found["variants"][1]["values"] == ("50", "50")
