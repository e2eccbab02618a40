from pathlib import Path
from typing import Any

import pytest

from loyalty.simulate.figures.outcome import PointsFigures
from loyalty.simulate.figures.telling_members import tier_names
from loyalty.simulate.orders.log import OrderLog
from tests.simulate.frames import Row, back, log_of
from tests.simulate.replays import Told, bought, shop, told, told_of, utc
from tests.simulate.story import history, tea_club

VISITS = {
    "id": "visits",
    "credit": {"of": "orders", "window": {"kind": "lifetime"}},
    "term": {"kind": "forever"},
    "on_return": "keep",
    "levels": [{"id": "newcomer", "minimum": 0}, {"id": "regular", "minimum": 2}],
}
SPENDING = {
    "id": "spending",
    "credit": {"of": "spend", "window": {"kind": "lifetime"}},
    "term": {"kind": "forever"},
    "on_return": "keep",
    "levels": [{"id": "silver", "minimum": 50}],
}
POINTS = {
    "rules": [{"id": "base", "kind": "per_amount", "points": 1, "per": 1}],
    "pending": {"days": 7, "after": "paid"},
    "redeem": {"points": 10, "worth": 1, "max_percent": 50},
}


def in_debt() -> list[Row]:
    """m1's first order comes back after its points were spent; 7 days pass before points are available.

    P1 earns 100, P2 spends them and earns 90, the return of P1 finds none: 100 of debt. P2's 90 and 10 of
    P3's 30 repay it; the return U of 5.00 takes 5 of the rest. m2 earns 20 and returns 3.00 at once.
    """
    return [
        bought("P1", utc(1, 1), 10_000),
        bought("P2", utc(1, 10), 10_000),
        back("R", of="P1", ordered_at=utc(1, 12), category="tea", line_gross=10_000),
        bought("P3", utc(1, 20), 3_000),
        back("U", of=None, ordered_at=utc(1, 28), category="tea", line_gross=500),
        bought("P4", utc(1, 29), 2_000, customer_id="m2"),
        back("V", of=None, ordered_at=utc(1, 29, 5), customer_id="m2", category="tea", line_gross=300),
    ]


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> OrderLog:
    return history(Path(tmp_path_factory.mktemp("members")))


@pytest.fixture(scope="module")
def spring(log: OrderLog) -> Told:
    return told(log, tea_club())


@pytest.fixture(scope="module")
def debts(tmp_path_factory: pytest.TempPathFactory) -> Told:
    log = log_of(Path(tmp_path_factory.mktemp("debts")), *in_debt())
    return told(log, shop(tiers=[SPENDING, VISITS], points=POINTS))


def repaid(result: Told) -> int:
    """Debt repaid in the measured window."""
    return int(result.replay.tables["by_month"]["repaid"].sum())


def stands(result: Told) -> int:
    """What should be outstanding by the movements."""
    points = result.draft.points
    came = points.earned + points.restored
    return came - points.spent - points.expired - points.taken_back - repaid(result)


def tiers(result: Told) -> list[tuple[str, str | None, int, int, int, int]]:
    return [
        (one.track, one.tier, one.orders, one.revenue_minor, one.cost_minor, one.points_earned)
        for one in result.draft.by_tier
    ]


def moves(result: Told) -> list[tuple[str, str, str | None, str | None, int]]:
    return [(one.month, one.track, one.source, one.target, one.members) for one in result.draft.tier_movement]


def ends(result: Told) -> list[tuple[str, str | None, int]]:
    return [(one.track, one.tier, one.members) for one in result.draft.tiers_at_end]


# tiers ----------------------------------------------------------------------------------------------------


def test_orders_are_told_by_the_tier_they_were_placed_at(spring):
    assert tiers(spring) == [
        ("growth", "guest", 1, 5_000, 0, 0),
        ("growth", "member", 4, 10_000 + 4_000 + 6_001 + 3_000, 1_300 + 900 + 500, 95 + 31 + 55 + 30),
        ("growth", "gold", 1, 8_000, 800 + 500 + 300, 128),
    ]


def test_a_move_is_counted_in_its_month_in_the_programmes_zone(spring):
    assert moves(spring) == [("2025-02", "growth", "member", "gold", 1)]


def test_members_are_counted_where_they_stand_when_the_log_ends(spring):
    assert ends(spring) == [("growth", "member", 1), ("growth", "gold", 1)]


def test_each_track_is_told_apart_and_below_the_first_level_too(debts):
    assert tiers(debts) == [
        ("spending", None, 2, 12_000, 0, 120),
        ("spending", "silver", 2, 13_000, 1_000, 120),
        ("visits", "newcomer", 3, 22_000, 1_000, 210),
        ("visits", "regular", 1, 3_000, 0, 30),
    ]
    assert moves(debts) == [
        ("2025-01", "spending", None, "silver", 1),
        ("2025-01", "visits", "newcomer", "regular", 1),
    ]
    assert ends(debts) == [
        ("spending", None, 1),
        ("spending", "silver", 1),
        ("visits", "newcomer", 1),
        ("visits", "regular", 1),
    ]


def test_moves_of_the_warm_up_are_made_and_not_counted(log):
    after = told(log, tea_club(), warm_up_until=utc(2, 1))
    assert moves(after) == []
    assert ends(after) == [("growth", "member", 1), ("growth", "gold", 1)]


def test_a_tier_that_ends_within_the_log_is_a_move_down(tmp_path):
    track = {
        **SPENDING,
        "term": {"kind": "months", "months": 1},
        "credit": {"of": "spend", "window": {"kind": "rolling", "months": 1}},
    }
    result = told_of(
        tmp_path,
        shop(tiers=[track]),
        bought("A", utc(1, 10), 6_000),
        bought("B", utc(3, 10), 1_000),
        bought("C", utc(4, 10), 100, customer_id="m2"),
    )
    assert moves(result) == [
        ("2025-01", "spending", None, "silver", 1),
        ("2025-02", "spending", "silver", None, 1),
    ]
    assert ends(result) == [("spending", None, 2), ("spending", "silver", 0)]
    assert tiers(result) == [("spending", None, 3, 7_100, 0, 0), ("spending", "silver", 0, 0, 0, 0)]


def test_a_programme_without_tiers_tells_none(tmp_path):
    result = told_of(tmp_path, shop(), bought("A", utc(1, 1), 1000))
    assert (result.draft.by_tier, result.draft.tier_movement, result.draft.tiers_at_end) == ((), (), ())


# points ---------------------------------------------------------------------------------------------------


def figures(points: PointsFigures, *names: str) -> tuple[Any, ...]:
    return tuple(getattr(points, name) for name in names)


def test_points_are_told_by_what_became_of_them(spring):
    points = spring.draft.points
    assert figures(points, "earned", "base", "bonus") == (339, 275, 64)
    assert figures(points, "spent", "spent_orders", "spent_minor") == (120, 2, 1_200)
    assert figures(points, "restored", "expired", "taken_back") == (90, 90 + 103 + 55, 31)
    assert figures(points, "outstanding", "outstanding_minor", "pending", "debt") == (30, 300, 0, 0)
    assert figures(points, "lots_granted", "members_earning") == (5, 2)
    assert figures(points, "lots", "members_with_points") == (1, 1), "a's have expired, b holds B2's 30"
    assert figures(points, "unlinked_taken", "shortfall") == (0, 0)
    assert stands(spring) == points.outstanding


def test_points_move_in_the_month_it_happened(spring):
    assert [
        (one.month, one.earned, one.spent, one.expired, one.taken_back)
        for one in spring.draft.points.by_month
    ] == [
        ("2025-01", 95, 0, 0, 0),
        ("2025-02", 31 + 128 + 55, 120, 0, 0),
        ("2025-03", 0, 0, 248, 31),
        ("2025-04", 30, 0, 0, 0),
    ]


def test_points_of_the_warm_up_can_be_spent_and_are_not_counted_as_earned(log):
    points = told(log, tea_club(), warm_up_until=utc(1, 31, 16)).draft.points
    assert figures(points, "earned", "spent", "outstanding") == (339 - 95, 120, 30)
    assert [one.month for one in points.by_month] == ["2025-02", "2025-03", "2025-04"]


def test_debts_and_points_that_still_wait_are_told_when_the_log_ends(debts):
    points = debts.draft.points
    assert figures(points, "earned", "spent", "taken_back") == (100 + 90 + 30 + 20, 100, 5)
    assert repaid(debts) == 100
    assert figures(points, "outstanding", "pending", "debt") == (15 + 20, 20, 3)
    assert figures(points, "unlinked_taken", "shortfall") == (5, 0)
    assert figures(points, "lots_granted", "members_earning", "outstanding_minor") == (4, 2, 350)
    assert figures(points, "lots", "members_with_points") == (2, 2), "the rest of P3's, and P4's that wait"
    assert stands(debts) == points.outstanding


def test_whoever_spent_all_holds_no_points_and_no_lot_when_the_log_ends(tmp_path):
    """A's 100 points pay 10.00 of B, which earns nothing on the rest; m2's 50 stay."""
    rules = [{"id": "base", "kind": "per_amount", "points": 1, "per": 1, "of": {"skus": ["tea"]}}]
    policy = {"rules": rules, "redeem": POINTS["redeem"]}
    rows = [
        bought("A", utc(1, 1), 10_000),
        bought("B", utc(1, 2), 10_000, sku="cup"),
        bought("C", utc(1, 3), 5_000, customer_id="m2"),
    ]
    points = told_of(tmp_path, shop(points=policy), *rows).draft.points
    assert figures(points, "lots_granted", "members_earning") == (2, 2)
    assert figures(points, "lots", "members_with_points", "outstanding") == (1, 1, 50)


def test_points_that_could_not_be_taken_back_are_a_shortfall_where_no_debt_is_allowed(tmp_path):
    forgiving = {**POINTS, "on_return": {"shortfall": "to_zero"}}
    result = told_of(tmp_path, shop(points=forgiving), *in_debt())
    points = result.draft.points
    assert figures(points, "shortfall", "debt", "unlinked_taken") == (100 + 3, 0, 5)
    assert figures(points, "earned", "spent") == (100 + 90 + 21 + 20, 100 + 90)
    assert repaid(result) == 0
    assert points.outstanding == stands(result) == 21 - 5 + 20


def test_a_programme_without_points_tells_zeros(tmp_path):
    points = told_of(tmp_path, shop(), bought("A", utc(1, 1), 1000)).draft.points
    assert figures(points, "earned", "outstanding", "outstanding_minor", "members_with_points") == (
        0,
        0,
        0,
        0,
    )


def test_points_that_cannot_be_spent_are_worth_nothing(tmp_path):
    points = told_of(
        tmp_path, shop(points={"rules": POINTS["rules"]}), bought("A", utc(1, 1), 1000)
    ).draft.points
    assert figures(points, "outstanding", "outstanding_minor") == (10, 0)


def test_guests_earn_nothing(tmp_path):
    rows = [bought("A", utc(1, 1), 1000, customer_id=None), bought("B", utc(1, 2), 500)]
    points = told_of(tmp_path, shop(points=POINTS), *rows).draft.points
    assert figures(points, "earned", "lots", "members_with_points", "pending") == (5, 1, 1, 5)


def test_levels_and_tracks_are_told_by_their_names_in_both_languages():
    named = SPENDING | {
        "name": "Spending",
        "name_zh": "消费等级",
        "levels": [
            {"id": "silver", "minimum": 50, "name": "Silver", "name_zh": "银卡"},
            {"id": "gold", "minimum": 90, "name": "Gold"},
        ],
    }
    silver, gold, newcomer, _ = tier_names(shop(tiers=[named, VISITS]))
    assert (silver.track_name, silver.track_name_zh, silver.name, silver.name_zh) == (
        "Spending",
        "消费等级",
        "Silver",
        "银卡",
    )
    assert (gold.name, gold.name_zh) == ("Gold", "Gold")
    assert (newcomer.track_name, newcomer.name_zh) == ("visits", "newcomer")
