"""A run that is kept can be opened up: the orders behind a figure, and the steps of each."""

from pathlib import Path
from typing import Any

import pytest

from loyalty.errors import NoSuchOrder, ParityBroken
from loyalty.simulate.behind.behind_names import Which
from loyalty.simulate.behind.simulated_run import SimulatedRun, explained
from loyalty.simulate.replaying import runs
from loyalty.simulate.replaying.settings import Settings
from tests.simulate.damage import damaged
from tests.simulate.story import history, tea_club


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return history(Path(tmp_path_factory.mktemp("orders")))


@pytest.fixture(scope="module")
def run(log: Any) -> SimulatedRun:
    return SimulatedRun.of(log, tea_club(), Settings())


def test_a_figure_opens_up_to_its_orders_dearest_first(run):
    behind = run.behind(Which(offer="five"))
    assert (behind.orders, behind.part_minor) == (3, 15_00)
    assert (behind.revenue_minor, behind.cost_minor) == (240_01, 13_00 + 16_00 + 5_00)
    assert [(one.order_id, one.part_minor, one.cost_minor) for one in behind.shown] == [
        ("A1", 5_00, 13_00),
        ("A3", 5_00, 16_00),
        ("B1", 5_00, 5_00),
    ]


def test_an_order_is_shown_with_all_that_is_known_of_it(run):
    one = run.behind(Which(member="a", tier="gold")).shown[0]
    assert (one.order_id, one.at, one.month) == ("A3", "2025-02-05T12:00:00+08:00", "2025-02")
    assert (one.member, one.channel, one.tier) == ("a", None, "gold")
    assert (one.revenue_minor, one.offers_minor, one.shipping_minor, one.points_minor) == (8000, 1300, 0, 300)
    assert (one.points_spent, one.points_earned, one.part_revenue_minor) == (30, 128, 8000)
    assert one.offers == ("growth.gold.price", "five")


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("part", ["A1", "A3", "B1"]),
        ("cost", ["A3", "A1", "B1"]),
        ("revenue", ["A1", "A3", "B1"]),
        ("at", ["A1", "A3", "B1"]),
    ],
)
def test_orders_are_sorted_as_asked(run, sort, order):
    assert [one.order_id for one in run.behind(Which(offer="five"), sort=sort).shown] == order


def test_a_short_list_still_tells_the_whole_sum(run):
    behind = run.behind(Which(), limit=2, sort="at")
    assert [one.order_id for one in behind.shown] == ["A1", "A2"]
    assert (behind.orders, behind.part_revenue_minor) == (6, 360_01)
    assert run.behind(Which(), limit=0).shown == ()


def test_nothing_is_behind_a_figure_that_is_nothing(run):
    behind = run.behind(Which(month="2024-01"))
    assert (behind.orders, behind.part_minor, behind.shown) == (0, 0, ())


def test_an_order_is_explained_with_what_came_back_of_it(run):
    order, back = run.explain("A1")
    assert (order.order_id, order.kind, order.member) == ("A1", "sale", "a")
    assert (back.order_id, back.kind, back.at) == ("R1", "return", "2025-03-02T12:00:00+08:00")
    assert order.steps[-1].step == "tier"
    assert back.steps[0].en == "1 unit comes back, for which ¥47.50 had been paid."


def test_a_return_is_explained_by_itself_and_a_guest_has_no_name(run):
    assert [one.order_id for one in run.explain("R1")] == ["R1"]
    (guest,) = run.explain("G1")
    assert guest.member is None


def test_one_order_needs_no_replay_of_the_whole_log(log, run):
    assert explained(log, tea_club(), Settings(), "A1") == run.explain("A1")


def test_an_order_that_is_not_there_is_refused(log, run):
    with pytest.raises(NoSuchOrder, match="There is no order Z9 in this run"):
        run.explain("Z9")
    with pytest.raises(NoSuchOrder):
        explained(log, tea_club(), Settings(returns="ignored"), "R1")


def test_a_run_that_differs_from_the_live_engine_is_not_kept(log, monkeypatch):
    monkeypatch.setattr(runs, "kernels", lambda: damaged("quote", "off", 0))
    with pytest.raises(ParityBroken):
        SimulatedRun.of(log, tea_club(), Settings())
