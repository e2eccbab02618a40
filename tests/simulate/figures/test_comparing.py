from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from loyalty.errors import PriceBasesDiffer
from loyalty.rules.program import Program
from loyalty.simulate import SimulationResult, simulate
from loyalty.simulate.figures.comparing import PAST, Side, compared
from loyalty.simulate.figures.outcome_comparison import Comparison, CostChange, MemberSums, TierChange
from loyalty.simulate.replaying.settings import Settings
from tests.simulate.replays import shop
from tests.simulate.story import history, tea_club

QUICK = {"parity_orders": 0, "parity_members": 0}


def ten() -> Program:
    """10 % off everything."""
    return shop(
        key="ten",
        time_zone="Asia/Shanghai",
        offers=[{"id": "ten", "benefit": {"kind": "percent", "percent": 10}}],
    )


def result_of(folder: Path, **settings: str) -> SimulationResult:
    chosen = Settings(**(QUICK | settings))
    return simulate(history(folder), [tea_club(), shop(key="plain")], settings=chosen, baseline=ten())


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory) -> SimulationResult:
    """The tea club and nothing at all, beside ten percent off; past discounts stay."""
    return result_of(Path(tmp_path_factory.mktemp("net")))


@pytest.fixture(scope="module")
def gross(tmp_path_factory: pytest.TempPathFactory) -> SimulationResult:
    """The same; past discounts are replaced."""
    return result_of(Path(tmp_path_factory.mktemp("gross")), price_basis="gross")


def found(result: SimulationResult, draft: int, against: str) -> Comparison:
    return next(one for one in result.comparisons if (one.draft, one.against) == (draft, against))


def whole(one: Comparison) -> dict[str, tuple[int, int]]:
    return {row.measure: (row.before, row.now) for row in one.totals}


def costs(rows: tuple[CostChange, ...]) -> dict[str | None, tuple[int, int, int]]:
    return {row.key: (row.before_minor, row.now_minor, row.change_minor) for row in rows}


def tiers(rows: tuple[TierChange, ...]) -> dict[tuple[str, str | None], tuple[int, int]]:
    return {(row.track, row.tier): (row.before_minor, row.now_minor) for row in rows}


def test_each_draft_stands_beside_history_the_baseline_and_the_first_draft(net):
    assert [(one.draft, one.against) for one in net.comparisons] == [
        (0, "history"),
        (0, "program"),
        (1, "history"),
        (1, "program"),
        (1, "first_draft"),
    ]
    assert {one.price_basis for one in net.comparisons} == {"net"}


def test_beside_history_the_discounts_that_stay_count_on_both_sides(net):
    """A1 had 10.00 off in the past; the draft takes its 5.00 from what is left and waives 8.00."""
    one = found(net, 0, "history")
    assert whole(one) == {
        "orders": (6, 6),
        "revenue_minor": (37_001, 37_001),
        "cost_minor": (1_000, 1_000 + 4_300),
        "paid_minor": (36_001, 36_001 - 2_300 - 1_200),
        "cost_share_ppm": (27_026, 143_239),
    }
    assert costs(one.by_component) == {
        PAST: (1_000, 1_000, 0),
        "offers": (0, 1_500, 1_500),
        "member_price": (0, 800, 800),
        "shipping": (0, 800, 800),
        "points": (0, 1_200, 1_200),
    }
    assert one.members == MemberSums(
        better=2, worse=0, same=0, gained_minor=4_300, lost_minor=0, guests_change_minor=0
    )


def test_beside_history_a_draft_may_replace_what_was_given(gross):
    one = found(gross, 1, "history")
    assert whole(one)["cost_minor"] == (1_000, 0)
    assert whole(one)["paid_minor"] == (36_001, 37_001)
    assert costs(one.by_month) == {"2025-01": (1_000, 0, -1_000)}
    assert costs(one.by_component) == {PAST: (1_000, 0, -1_000)}
    assert costs(one.by_category) == {"cups": (1_000, 0, -1_000)}
    assert (one.members.better, one.members.worse, one.members.same) == (0, 1, 1)
    assert one.members.lost_minor == 1_000


def test_beside_history_months_and_tiers_are_the_drafts_own(net):
    one = found(net, 0, "history")
    assert costs(one.by_month) == {"2025-01": (1_000, 2_300, 1_300), "2025-02": (0, 3_000, 3_000)}
    assert tiers(one.by_tier) == {
        ("growth", "guest"): (0, 0),
        ("growth", "member"): (1_000, 1_000 + 2_700),
        ("growth", "gold"): (0, 1_600),
    }
    assert one.by_offer == ()


def test_beside_a_programme_its_costs_are_taken_from_the_drafts(net):
    """Ten percent: 10.00, 4.00, 8.00, 5.00, 6.00 and 3.00."""
    one = found(net, 0, "program")
    assert whole(one)["cost_minor"] == (3_600, 4_300)
    assert whole(one)["given_back_minor"] == (400 + 500, 900 + 250)
    assert whole(one)["orders_with_benefit"] == (6, 4)
    assert whole(one)["points_outstanding"] == (0, 30)
    assert costs(one.by_month) == {
        "2025-01": (1_000, 1_300, 300),
        "2025-02": (2_300, 3_000, 700),
        "2025-04": (300, 0, -300),
    }
    assert costs(one.by_offer) == {
        "growth.gold.price": (0, 800, 800),
        "five": (0, 1_500, 1_500),
        "delivery": (0, 800, 800),
        "ten": (3_600, 0, -3_600),
    }
    assert costs(one.by_category) == {"tea": (1_500, 2_500, 1_000), "cups": (2_100, 1_000, -1_100)}
    assert one.members == MemberSums(
        better=1, worse=1, same=0, gained_minor=3_800 - 2_200, lost_minor=400, guests_change_minor=-500
    )


def test_a_change_is_told_over_what_was_before(net):
    rows = {row.key: row.change_ppm for row in found(net, 0, "program").by_month}
    assert rows == {"2025-01": 300_000, "2025-02": 304_348, "2025-04": -1_000_000}
    fresh = {row.key: row.change_ppm for row in found(net, 0, "program").by_offer}
    assert fresh["five"] is None


def test_winners_and_losers_are_those_against_the_baseline_programme(net):
    told = net.drafts[0].winners_losers
    assert told.compared_with == "program"
    assert [(one.member, one.before_minor, one.now_minor) for one in told.winners] == [("a", 2_200, 3_800)]
    assert [(one.member, one.before_minor, one.now_minor) for one in told.losers] == [("b", 900, 500)]
    assert net.baseline_program is not None
    assert net.baseline_program.winners_losers.compared_with == "history"


def a_side(**changes: object) -> Side:
    side = Side(
        price_basis="net",
        totals={},
        by_month={},
        by_component={},
        by_offer={},
        by_tier={},
        by_category={},
        by_channel={},
        given=np.zeros(1, np.int64),
    )
    return replace(side, **changes)


def test_costs_from_different_prices_are_not_compared():
    with pytest.raises(PriceBasesDiffer) as refused:
        compared(0, "program", before=a_side(), now=a_side(price_basis="gross"), orders=np.zeros(1, np.int64))
    assert refused.value.fields == {"before": "net", "now": "gross"}
    assert "价格口径" in refused.value.text("zh")


def test_keys_of_either_side_are_told_months_in_their_order_and_nothing_beside_nothing():
    before = a_side(by_month={"2025-03": 1, "2025-01": 2}, by_offer={"old": 3, "none": 0})
    now = a_side(by_month={"2025-02": 4}, by_offer={"new": 5, "none": 0})
    one = compared(0, "program", before=before, now=now, orders=np.zeros(1, np.int64))
    assert [row.key for row in one.by_month] == ["2025-01", "2025-02", "2025-03"]
    assert [(row.key, row.change_minor) for row in one.by_offer] == [("new", 5), ("old", -3)]
