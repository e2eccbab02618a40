from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.simulate.figures.break_even import MARGINS, UPLIFTS, roi, uplift
from loyalty.simulate.figures.outcome_costs import BreakEven
from tests.simulate.frames import back
from tests.simulate.replays import Told, bought, shop, told, told_of, utc
from tests.simulate.story import history, tea_club

MILLION = 1_000_000
TEN = {"id": "ten", "benefit": {"kind": "percent", "percent": 10}}
COST = st.integers(1, 2**40)
REVENUE = st.integers(1, 2**50)
MARGIN = st.integers(1, MILLION)


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return told(history(Path(tmp_path_factory.mktemp("margin"))), tea_club(), margin="0.3")


def test_at_a_margin_of_30_percent_a_cost_of_3_percent_needs_11_1_percent_more():
    assert uplift(3_000, 100_000, 300_000) == 111_111


def test_at_the_break_even_nothing_is_won_or_lost():
    assert uplift(3, 100, 330_000) == 100_000
    assert roi(3, 100, 330_000, 100_000) == 0


@pytest.mark.parametrize(
    ("more", "told"), [(0, -1_000_000), (50_000, -523_810), (100_000, -90_909), (200_000, 666_667)]
)
def test_each_unit_of_cost_brings_what_the_formula_says(more, told):
    """(u·m - (1 + u)·c) / ((1 + u)·c) with m = 30 % and c = 3 %."""
    assert roi(3, 100, 300_000, more) == told


@given(COST, REVENUE, MARGIN)
def test_the_uplift_is_c_over_m_less_c_to_the_nearest_millionth(cost, revenue, margin):
    c, m = Fraction(cost, revenue), Fraction(margin, MILLION)
    found = uplift(cost, revenue, margin)
    assert (found is None) == (c >= m)
    if found is not None:
        assert abs(Fraction(found, MILLION) - c / (m - c)) <= Fraction(1, 2 * MILLION)


@given(COST, REVENUE, MARGIN, st.integers(0, 10 * MILLION))
def test_the_return_is_the_formula_to_the_nearest_millionth(cost, revenue, margin, more):
    c, m, u = Fraction(cost, revenue), Fraction(margin, MILLION), Fraction(more, MILLION)
    exact = (u * m - (1 + u) * c) / ((1 + u) * c)
    assert abs(Fraction(roi(cost, revenue, margin, more), MILLION) - exact) <= Fraction(1, 2 * MILLION)


@pytest.mark.parametrize(("cost", "found"), [(0, 0), (-5, 0), (30, None), (31, None), (29, 29_000_000)])
def test_what_costs_nothing_pays_at_once_and_what_takes_the_margin_never_does(cost, found):
    assert uplift(cost, 100, 300_000) == found


def test_where_nothing_was_given_there_is_no_return_on_it():
    assert roi(0, 100, 300_000, 50_000) is None


def scopes(result: Told) -> dict[tuple[str, str | None], BreakEven]:
    return {(one.scope, one.tier): one for one in result.draft.break_even}


def test_revenue_kept_and_net_cost_of_each_tier_take_the_returns_to_their_orders(spring):
    """R2 gives back all of A2 (40.00, with 9.00 of points), R1 half of A1 (50.00, with 2.50 off).

    The shop pays a third of five off, three times, less 2.50; gold's price, delivery, points.
    """
    found = {key: (one.kept_revenue_minor, one.net_cost_minor) for key, one in scopes(spring).items()}
    assert found == {
        ("all", None): (36_001 - 4_000 - 5_000, 4_300 - 900 - 250),
        ("shop", None): (27_001, 416 + 800 + 800 + 300),
        ("members", None): (27_001 - 5_000, 3_150),
        ("tier", "guest"): (5_000, 0),
        ("tier", "member"): (10_000 + 4_000 + 6_001 + 3_000 - 9_000, 1_300 + 900 + 500 - 1_150),
        ("tier", "gold"): (8_000, 1_600),
    }


def test_what_is_kept_is_what_was_sold_less_what_came_back(spring):
    assert all(
        one.kept_revenue_minor == one.revenue_minor - one.returned_minor for one in spring.draft.break_even
    )
    assert (scopes(spring)["all", None].revenue_minor, scopes(spring)["all", None].returned_minor) == (
        36_001,
        9_000,
    )
    rows = scopes(spring).values()
    by_tier = [one.returned_minor for one in rows if one.scope == "tier"]
    assert by_tier == [0, 9_000, 0]


def test_returns_that_name_no_order_are_not_kept_either(tmp_path):
    """m1 buys below silver, then at silver, and gives 7.00 back; a guest gives 3.00 back, m2 never bought."""
    level = {"id": "silver", "minimum": 50}
    track = {
        "id": "spending",
        "credit": {"of": "spend", "window": {"kind": "lifetime"}},
        "term": {"kind": "forever"},
        "on_return": "keep",
        "levels": [level],
    }
    rows = [
        bought("A", utc(1, 1), 6_000),
        bought("G", utc(1, 2), 2_000, customer_id=None),
        back("V", of=None, ordered_at=utc(1, 3), customer_id="m2", category="tea", line_gross=500),
        bought("B", utc(1, 4), 1_000),
        back("U", of=None, ordered_at=utc(1, 5), category="tea", line_gross=700),
        back("W", of=None, ordered_at=utc(1, 6), customer_id=None, category="tea", line_gross=300),
    ]
    result = told_of(tmp_path, shop(tiers=[track], offers=[TEN]), *rows, margin="0.3")
    found = {key: (one.revenue_minor, one.returned_minor) for key, one in scopes(result).items()}
    assert found == {
        ("all", None): (9_000, 500 + 700 + 300),
        ("shop", None): (9_000, 500 + 700 + 300),
        ("members", None): (7_000, 500 + 700),
        ("tier", "guest"): (2_000, 300),
        ("tier", None): (6_000, 0),
        ("tier", "silver"): (1_000, 700),
    }
    late = told(result.replay.log, shop(offers=[TEN]), warm_up_until=utc(1, 4), returns="ignored").draft
    assert {one.returned_minor for one in late.break_even} == {0}
    measured = told(result.replay.log, shop(offers=[TEN]), warm_up_until=utc(1, 5, 5)).draft
    returned = {one.scope: one.returned_minor for one in measured.break_even}
    assert returned == {"all": 300, "shop": 300, "members": 0}, "only the guest's is measured"


def test_guests_who_only_gave_back_are_told_so_that_tiers_add_up(tmp_path):
    gave = back("W", of=None, ordered_at=utc(1, 6), customer_id=None, category="tea", line_gross=300)
    result = told_of(tmp_path, tea_club(), bought("A", utc(1, 1), 1_000), gave, margin="0.3")
    found = {key: one.kept_revenue_minor for key, one in scopes(result).items()}
    assert found == {
        ("all", None): 700,
        ("shop", None): 700,
        ("members", None): 1_000,
        ("tier", "guest"): -300,
        ("tier", "member"): 1_000,
    }


def test_what_others_pay_is_not_the_shops(tmp_path):
    shared = TEN | {"funded_by": {"brand": 80, "shop": 20}}
    result = told_of(tmp_path, shop(offers=[shared]), bought("A", utc(1, 1), 10_000), margin="0.3")
    costs = {one.scope: (one.net_cost_minor, one.cost_share_ppm) for one in result.draft.break_even}
    assert costs == {"all": (1_000, 100_000), "shop": (200, 20_000)}


def test_the_whole_and_each_tier_break_even_at_the_margin_given(spring):
    whole = scopes(spring)["all", None]
    assert (whole.cost_share_ppm, whole.margin_ppm) == (116_662, 300_000), "3,150 of 27,001"
    assert (whole.uplift_ppm, whole.never) == (636_325, False), "3,150 / (8,100.3 - 3,150)"
    gold = scopes(spring)["tier", "gold"]
    assert (gold.cost_share_ppm, gold.uplift_ppm) == (200_000, 2_000_000)
    assert [(one.uplift_ppm, one.roi_ppm) for one in gold.returns] == [
        (0, -1_000_000),
        (50_000, -928_571),
        (100_000, -863_636),
        (200_000, -750_000),
        (300_000, -653_846),
        (500_000, -500_000),
    ]
    guests = scopes(spring)["tier", "guest"]
    assert (guests.uplift_ppm, guests.never, guests.returns[1].roi_ppm) == (0, False, None)


def test_without_a_margin_each_scope_is_told_at_several(spring):
    rows = told(spring.replay.log, tea_club()).draft.break_even
    assert [one.margin_ppm for one in rows] == [*MARGINS] * 6
    assert [one.uplift_ppm for one in rows[:5]] == [None, 1_399_876, 636_325, 411_743, 304_333]
    assert [one.never for one in rows[:5]] == [True, False, False, False, False]
    assert {len(one.returns) for one in rows} == {len(UPLIFTS)}


def test_a_programme_without_tiers_is_told_as_a_whole_and_for_members(tmp_path):
    rows = [bought("A", utc(1, 1), 10_000), bought("B", utc(1, 2), 5_000, customer_id=None)]
    found = told_of(tmp_path, shop(offers=[TEN]), *rows, margin="0.3").draft.break_even
    assert [(one.scope, one.tier, one.net_cost_minor, one.uplift_ppm) for one in found] == [
        ("all", None, 1_500, 500_000),
        ("shop", None, 1_500, 500_000),
        ("members", None, 1_000, 500_000),
    ]


def test_without_guests_members_are_all_orders_and_are_not_told_twice(tmp_path):
    found = told_of(tmp_path, shop(offers=[TEN]), bought("A", utc(1, 1), 100), margin="0.3").draft.break_even
    assert [one.scope for one in found] == ["all", "shop"]


def test_returns_of_the_warm_up_and_returns_left_out_take_nothing_away(spring):
    log = spring.replay.log
    kept = told(log, tea_club(), margin="0.3", returns="ignored").draft.break_even[0]
    assert (kept.kept_revenue_minor, kept.net_cost_minor) == (36_001, 4_300)
    late = told(log, tea_club(), margin="0.3", warm_up_until=utc(1, 31, 16)).draft
    whole = late.break_even[0]
    assert whole.kept_revenue_minor == 26_001 - 4_000, "A1 was not measured, so R1 takes nothing"
    assert whole.net_cost_minor == late.totals.net_cost_minor == 3_000 - 900


def test_where_nothing_was_sold_nothing_needs_to_be_won(tmp_path):
    only, _ = told_of(tmp_path, shop(offers=[TEN]), bought("A", utc(1, 1), 0), margin="0.3").draft.break_even
    assert (only.kept_revenue_minor, only.cost_share_ppm, only.uplift_ppm, only.never) == (0, 0, 0, False)
