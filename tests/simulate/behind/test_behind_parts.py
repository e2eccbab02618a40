"""One order's part of a figure, reckoned by hand on the tea shop's third order."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from loyalty.simulate.behind.behind_names import Names, Which
from loyalty.simulate.behind.behind_parts import Seen, part_seen
from loyalty.simulate.replaying.rerun import visits
from tests.simulate.replays import Told, bought, told, utc
from tests.simulate.story import log_of, tea_club


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """One order of tea for 60.00 and cups for 40.00: 5.00 off, free delivery of 8.00, 50 points spent."""
    tea = bought("A", utc(1, 1), 6_000, line_no=1, shipping_fee=800)
    cups = bought("A", utc(1, 1), 4_000, line_no=2, shipping_fee=800, sku="cup", category="cups")
    rows = [bought("Z", utc(1, 1, 1), 5_000, customer_id="m1"), tea, cups]
    return told(log_of(Path(tmp_path_factory.mktemp("orders")), *rows), tea_club())


def seen(one: Told, **which: Any) -> Seen:
    replay = one.replay
    names = Names(replay.plan, replay.log, Which(**which))
    _before, after = visits(replay, np.array([1]))
    return part_seen(after, names)


def test_an_order_is_a_part_of_the_whole_with_all_it_was_given(mixed):
    assert seen(mixed) == Seen(100_00, 5_00 + 8_00 + 5_00, inside=True)


def test_offers_points_and_shipping_have_their_own_parts(mixed):
    assert seen(mixed, offer="five").cost == 5_00
    assert seen(mixed, component="offers").cost == 5_00
    assert seen(mixed, component="points").cost == 5_00
    assert seen(mixed, offer="delivery").cost == 8_00
    assert seen(mixed, component="shipping").cost == 8_00


def test_a_category_has_the_part_of_its_lines(mixed):
    tea, cups = seen(mixed, category="tea"), seen(mixed, category="cups")
    assert (tea.revenue, cups.revenue) == (60_00, 40_00)
    assert tea.cost + cups.cost == 5_00 + 5_00
    assert seen(mixed, category="tea", offer="five").cost == 3_00
    assert seen(mixed, category="cups", offer="delivery").cost == 0


def test_a_refusal_is_inside_where_the_reason_is_the_one(mixed):
    assert seen(mixed, offer="growth.gold.price", reason="wrong_tier").inside
    assert not seen(mixed, offer="growth.gold.price", reason="below_minimum").inside
    assert not seen(mixed, offer="five", reason="wrong_tier").inside
