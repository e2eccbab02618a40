from pathlib import Path

import pytest

from loyalty.simulate import Settings, SimulationResult, simulate
from tests.simulate.replays import shop
from tests.simulate.story import history, tea_club


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> SimulationResult:
    log = history(Path(tmp_path_factory.mktemp("comparison")))
    chosen = Settings(parity_orders=0, parity_members=0)
    return simulate(log, [tea_club(), shop(key="plain")], settings=chosen, baseline=shop(key="old"))


def test_every_change_is_now_less_before(result):
    for one in result.comparisons:
        assert all(row.change == row.now - row.before for row in one.totals)
        for part in (one.by_month, one.by_component, one.by_offer, one.by_tier, one.by_category):
            assert all(row.change_minor == row.now_minor - row.before_minor for row in part)


def test_a_comparison_names_its_draft_by_its_place(result):
    assert {one.draft for one in result.comparisons} == set(range(len(result.drafts)))


def test_measures_carry_their_unit_last_unless_they_count(result):
    counts = {"orders", "orders_with_benefit", "points_outstanding"}
    named = {row.measure for one in result.comparisons for row in one.totals}
    assert all(name.endswith(("_minor", "_ppm")) for name in named - counts)
