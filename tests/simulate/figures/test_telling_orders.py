from datetime import timedelta
from pathlib import Path

import pytest

from loyalty.simulate.figures.telling_orders import TOP
from tests.simulate.replays import Told, bought, shop, told, told_of, utc
from tests.simulate.story import history, tea_club

TEN = {"id": "ten", "benefit": {"kind": "percent", "percent": 10}}


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return told(history(Path(tmp_path_factory.mktemp("orders"))), tea_club())


def test_the_orders_that_cost_most_come_first_with_the_tier_they_were_placed_at(spring):
    assert [
        (one.order_id, one.member, one.tier, one.revenue_minor, one.cost_minor)
        for one in spring.draft.top_orders
    ] == [
        ("A3", "a", "gold", 8_000, 1_600),
        ("A1", "a", "member", 10_000, 1_300),
        ("A2", "a", "member", 4_000, 900),
        ("B1", "b", "member", 6_001, 500),
    ]


def test_an_orders_cost_is_told_by_component_with_its_points(spring):
    assert [
        (one.offers_minor, one.shipping_minor, one.points_minor, one.points_spent, one.points_earned)
        for one in spring.draft.top_orders
    ] == [(1_300, 0, 300, 30, 128), (500, 800, 0, 0, 95), (0, 0, 900, 90, 31), (500, 0, 0, 0, 55)]


def test_instants_are_told_in_the_programmes_zone(spring):
    assert [one.at for one in spring.draft.top_orders] == [
        "2025-02-05T12:00:00+08:00",
        "2025-01-10T12:00:00+08:00",
        "2025-02-01T01:00:00+08:00",
        "2025-02-20T12:00:00+08:00",
    ]


def test_orders_of_the_warm_up_and_returns_are_not_among_them(spring):
    after = told(spring.replay.log, tea_club(), warm_up_until=utc(2, 1))
    assert [one.order_id for one in after.draft.top_orders] == ["A3", "B1"]


def test_ties_stand_in_the_order_of_events_and_the_list_ends_at_twenty(tmp_path):
    start = utc(1, 1)
    rows = [
        bought(f"o{number:02d}", start + timedelta(hours=30 - number), 1_000, customer_id=f"m{number % 4}")
        for number in range(24)
    ]
    rows.append(bought("dear", start + timedelta(days=9), 1_010, customer_id=None))
    top = told_of(tmp_path, shop(offers=[TEN]), *rows).draft.top_orders
    assert len(top) == TOP == 20
    assert [one.order_id for one in top] == ["dear", *(f"o{number:02d}" for number in range(23, 4, -1))]
    assert (top[0].member, top[0].tier, top[0].cost_minor) == (None, None, 101)


def test_orders_that_cost_nothing_are_not_told(tmp_path):
    assert told_of(tmp_path, shop(), bought("A", utc(1, 1), 1_000)).draft.top_orders == ()


def test_below_the_first_level_an_order_has_no_tier(tmp_path):
    track = {
        "id": "spending",
        "credit": {"of": "spend", "window": {"kind": "lifetime"}},
        "term": {"kind": "forever"},
        "levels": [{"id": "silver", "minimum": 5}],
    }
    rows = [bought("A", utc(1, 1), 1_000), bought("B", utc(1, 2), 500)]
    top = told_of(tmp_path, shop(tiers=[track], offers=[TEN]), *rows).draft.top_orders
    assert [(one.order_id, one.tier) for one in top] == [("A", None), ("B", "silver")]
