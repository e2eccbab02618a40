from pathlib import Path

import pytest

from loyalty.simulate.figures.outcome_members import BenefitGroup
from tests.simulate.replays import Told, bought, shop, told, told_of, utc
from tests.simulate.story import history, tea_club

TEN = {
    "id": "ten",
    "when": {"kind": "subtotal", "minimum": 10},
    "benefit": {"kind": "percent", "percent": 10},
}


def group(name: str, members: int, revenue: int, cost: int, share: int) -> BenefitGroup:
    return BenefitGroup(group=name, members=members, revenue_minor=revenue, cost_minor=cost, share_ppm=share)


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return told(history(Path(tmp_path_factory.mktemp("spread"))), tea_club())


def test_two_members_are_the_top_and_the_lower_half_and_guests_stand_apart(spring):
    spread = spring.draft.benefit_spread
    assert (spread.members, spread.with_benefit) == (2, 2)
    assert spread.groups == (
        group("top_1_percent", 1, 22_000, 3_800, 883_721),
        group("next_9_percent", 0, 0, 0, 0),
        group("next_40_percent", 0, 0, 0, 0),
        group("lower_half", 1, 9_001, 500, 116_279),
    )
    assert (spread.guest_orders, spread.guest_revenue_minor, spread.guest_cost_minor) == (1, 5_000, 0)


def test_a_hundred_members_are_ranked_by_what_they_were_given(tmp_path):
    """Member n spends n × 10.00 and gets n × 1.00; a hundred more spend 9.99 and get nothing."""
    rows = [bought(f"o{n:03d}", utc(1, 1), 1_000 * n, customer_id=f"m{n:03d}") for n in range(1, 101)]
    rows += [bought(f"p{n:03d}", utc(1, 2), 999, customer_id=f"n{n:03d}") for n in range(100)]
    spread = told_of(tmp_path, shop(offers=[TEN]), *rows).draft.benefit_spread
    assert (spread.members, spread.with_benefit) == (200, 100)
    assert [(one.members, one.cost_minor) for one in spread.groups] == [
        (2, 100 * (100 + 99)),
        (18, 100 * sum(range(81, 99))),
        (80, 100 * sum(range(1, 81))),
        (100, 0),
    ]
    assert [one.share_ppm for one in spread.groups] == [39_406, 319_010, 641_584, 0]
    assert spread.groups[3].revenue_minor == 100 * 999


def test_a_cut_inside_a_member_takes_the_member_in(tmp_path):
    rows = [bought(f"o{n}", utc(1, 1), 1_000, customer_id=f"m{n}") for n in range(5)]
    spread = told_of(tmp_path, shop(offers=[TEN]), *rows).draft.benefit_spread
    assert [one.members for one in spread.groups] == [1, 0, 2, 2]


def test_who_did_not_buy_in_the_measured_window_is_not_counted(tmp_path):
    rows = [
        bought("A", utc(1, 1), 1_000, customer_id="early"),
        bought("B", utc(2, 2), 1_000, customer_id="late"),
        bought("C", utc(2, 3), 1_000, customer_id=None),
    ]
    draft = told_of(tmp_path, shop(offers=[TEN]), *rows, warm_up_until=utc(2, 1)).draft
    spread = draft.benefit_spread
    assert (spread.members, spread.guest_orders, spread.guest_cost_minor) == (1, 1, 100)
    assert draft.totals.members == 1


def test_guests_alone_make_no_group(tmp_path):
    rows = [bought("A", utc(1, 1), 1_000, customer_id=None)]
    spread = told_of(tmp_path, shop(offers=[TEN]), *rows).draft.benefit_spread
    assert (spread.members, [one.members for one in spread.groups]) == (0, [0, 0, 0, 0])
    assert spread.guest_cost_minor == 100
