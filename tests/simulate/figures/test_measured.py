from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.simulate.figures.measured import BELOW, FIRST_LEVEL, GUEST, Measured, largest, level_name, sums
from tests.simulate.replays import bought, shop, told, told_of, utc
from tests.simulate.story import history, tea_club


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    return Measured(told(history(Path(tmp_path_factory.mktemp("measured"))), tea_club()).replay)


def test_the_columns_hold_one_entry_for_each_sale_in_the_order_of_events(spring):
    """A1, A2, A3, G1, B1, B2."""
    assert spring.examples(np.arange(6)) == ("A1", "A2", "A3", "G1", "B1", "B2")
    assert spring.revenue.tolist() == [10_000, 4_000, 8_000, 5_000, 6_001, 3_000]
    assert spring.off_goods.tolist() == [500, 900, 1_600, 0, 500, 0]
    assert spring.cost.tolist() == [1_300, 900, 1_600, 0, 500, 0]
    assert spring.benefits.tolist() == [2, 1, 3, 0, 1, 0]


def test_each_order_has_the_place_of_the_level_it_was_placed_at(spring):
    member, gold = FIRST_LEVEL, FIRST_LEVEL + 1
    assert spring.place.tolist() == [member, member, gold, GUEST, member, member]
    assert [level_name(spring.replay, one) for one in (GUEST, BELOW, member, gold)] == [
        "guest",
        None,
        "member",
        "gold",
    ]


def test_members_are_summed_with_the_guests_last(spring):
    assert spring.log.member_ids == ["a", "b"]
    assert spring.orders.tolist() == [3, 2, 1]
    assert spring.bought.tolist() == [22_000, 9_001, 5_000]
    assert spring.given.tolist() == [3_800, 500, 0]


def test_the_warm_up_is_not_measured(spring):
    late = Measured(told(spring.log, tea_club(), warm_up_until=utc(2, 5)).replay)
    assert late.examples(np.arange(4)) == ("A3", "G1", "B1", "B2")
    assert late.benefits.tolist() == [3, 0, 1, 0]


def test_points_that_pay_shipping_take_nothing_off_the_goods(tmp_path):
    """100 points on the second order: 8.00 for the goods, 2.00 of its 5.00 for shipping."""
    points = {
        "rules": [{"id": "base", "kind": "per_amount", "points": 1, "per": 1}],
        "redeem": {"points": 10, "worth": 1, "cover_shipping": True},
    }
    rows = [bought("A", utc(1, 1), 10_000), bought("B", utc(1, 2), 800, shipping_fee=500)]
    result = told_of(tmp_path, shop(points=points), *rows)
    measured = Measured(result.replay)
    assert measured.off_goods.tolist() == [0, 800]
    assert measured.cost.tolist() == [0, 1_000]
    assert [one.cost_minor for one in result.draft.by_category] == [800]


def test_points_that_exclude_goods_and_pay_shipping_are_told_apart_order_by_order(tmp_path):
    """99 points in hand: 5.00 pays the tea, 4.90 of the 6.00 shipping, none the cups."""
    points = {
        "rules": [{"id": "base", "kind": "per_amount", "points": 1, "per": 1}],
        "redeem": {
            "points": 1,
            "worth": "0.1",
            "cover_shipping": True,
            "of": {"categories": ["tea"]},
        },
    }
    rows = [
        bought("A", utc(1, 1), 9_999),
        bought("B", utc(1, 2), 500, shipping_fee=600),
        bought("B", utc(1, 2), 4_000, line_no=2, sku="cup", category="cups"),
    ]
    result = told_of(tmp_path, shop(points=points), *rows)
    measured = Measured(result.replay)
    assert measured.off_goods.tolist() == [0, 500]
    assert measured.cost.tolist() == [0, 990]
    assert [(one.name, one.cost_minor) for one in result.draft.by_category] == [("tea", 500), ("cups", 0)]


@given(st.lists(st.tuples(st.integers(-1, 4), st.integers(-(2**60), 2**60))))
def test_sums_by_group_are_exact_beyond_what_a_float_holds(pairs):
    group = np.array([one for one, _ in pairs], np.int64)
    values = np.array([value >> 8 for _, value in pairs], np.int64)
    expected = [sum(value >> 8 for one, value in pairs if one == place) for place in (0, 1, 2, 3, 4, -1)]
    assert sums(group, values, 5).tolist() == expected


@given(st.lists(st.integers(-5, 5), max_size=60), st.integers(1, 12))
def test_the_largest_are_those_of_a_whole_sort_with_ties_by_place(values, most):
    ranked = sorted(range(len(values)), key=lambda place: (-values[place], place))
    assert largest(np.array(values, np.int64), most).tolist() == ranked[:most]
