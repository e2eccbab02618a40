from pathlib import Path

import numpy as np
import pytest

from loyalty.simulate.figures.outcome_comparison import MemberSums
from loyalty.simulate.figures.outcome_members import MemberChange
from loyalty.simulate.figures.telling_changes import TOP, Given, member_sums
from loyalty.simulate.orders.log import OrderLog
from tests.simulate.frames import log_of
from tests.simulate.replays import bought, shop, told, told_of, utc

TEN = {"id": "ten", "benefit": {"kind": "percent", "percent": 10}}


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> OrderLog:
    """Anna had 30.00 off, Bo 1.00, Cy nothing, Di exactly a tenth; a guest had 5.00 off."""
    rows = [
        bought("1", utc(1, 1), 10_000, line_discount=3_000, customer_id="anna"),
        bought("2", utc(1, 2), 10_000, line_discount=100, customer_id="bo"),
        bought("3", utc(1, 3), 10_000, customer_id="bo"),
        bought("4", utc(1, 4), 5_000, customer_id="cy"),
        bought("5", utc(1, 5), 8_000, line_discount=800, customer_id="di"),
        bought("6", utc(1, 6), 9_000, line_discount=500, customer_id=None),
    ]
    return log_of(Path(tmp_path_factory.mktemp("changes")), *rows)


def test_a_draft_that_replaces_past_discounts_makes_winners_and_losers(log):
    found = told(log, shop(offers=[TEN]), price_basis="gross").draft.winners_losers
    assert (found.better, found.worse, found.same) == (2, 1, 1)
    assert (found.gained_minor, found.lost_minor) == (1_900 + 500, 2_000)
    assert found.guests_change_minor == 900 - 500
    assert found.compared_with == "history"
    assert found.winners == (
        MemberChange(
            member="bo", orders=2, revenue_minor=20_000, before_minor=100, now_minor=2_000, change_minor=1_900
        ),
        MemberChange(
            member="cy", orders=1, revenue_minor=5_000, before_minor=0, now_minor=500, change_minor=500
        ),
    )
    assert found.losers == (
        MemberChange(
            member="anna",
            orders=1,
            revenue_minor=10_000,
            before_minor=3_000,
            now_minor=1_000,
            change_minor=-2_000,
        ),
    )


def test_a_draft_on_top_of_past_discounts_makes_no_losers(log):
    found = told(log, shop(offers=[TEN])).draft.winners_losers
    assert (found.better, found.worse, found.same) == (4, 0, 0)
    assert [(one.member, one.before_minor, one.now_minor) for one in found.winners] == [
        ("bo", 100, 100 + 1_990),
        ("di", 800, 800 + 720),
        ("anna", 3_000, 3_000 + 700),
        ("cy", 0, 500),
    ]


def test_members_of_the_warm_up_alone_neither_win_nor_lose(log):
    found = told(log, shop(offers=[TEN]), price_basis="gross", warm_up_until=utc(1, 4)).draft.winners_losers
    assert (found.better, found.worse, found.same) == (1, 0, 1), "cy and di are left"


def test_lists_end_at_twenty_and_ties_stand_as_in_the_log(tmp_path):
    rows = [bought(f"o{n:02d}", utc(1, 1), 1_000, customer_id=f"m{n:02d}") for n in range(30)]
    found = told_of(tmp_path, shop(offers=[TEN]), *rows).draft.winners_losers
    assert [one.member for one in found.winners] == [f"m{n:02d}" for n in range(TOP)]
    assert (found.better, found.losers) == (30, ())


def test_sums_count_only_members_who_bought():
    given = Given("program", np.array([5, 0, 9, 0, 7]), np.array([8, 0, 2, 0, 3]))
    assert member_sums(given, np.array([1, 1, 2, 0, 3])) == MemberSums(
        better=1, worse=1, same=1, gained_minor=3, lost_minor=7, guests_change_minor=-4
    )
