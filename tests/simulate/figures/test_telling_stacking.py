from pathlib import Path

import numpy as np
import pytest

from loyalty.simulate.figures.measured import Measured
from loyalty.simulate.figures.outcome_costs import BelowCost, DeepDiscount, StackedCost
from loyalty.simulate.figures.telling_stacking import below_cost
from loyalty.simulate.orders.log import OrderLog
from tests.simulate.frames import log_of
from tests.simulate.replays import Told, bought, shop, told, told_of, utc
from tests.simulate.story import history, tea_club


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return told(history(Path(tmp_path_factory.mktemp("stacking"))), tea_club())


def test_orders_are_told_by_how_many_benefits_they_used(spring):
    """G1 and B2 none; A2 points, B1 five off; A1 five off and delivery; A3 gold price, five off, points."""
    assert spring.draft.stacking == (
        StackedCost(benefits=0, orders=2, revenue_minor=5_000 + 3_000, cost_minor=0),
        StackedCost(benefits=1, orders=2, revenue_minor=4_000 + 6_001, cost_minor=900 + 500),
        StackedCost(benefits=2, orders=1, revenue_minor=10_000, cost_minor=1_300),
        StackedCost(benefits=3, orders=1, revenue_minor=8_000, cost_minor=1_600),
    )


def test_four_benefits_and_more_are_told_with_three(tmp_path):
    many = [{"id": f"o{n}", "benefit": {"kind": "amount", "amount": 1}} for n in range(40)]
    stacked = told_of(tmp_path, shop(offers=many), bought("A", utc(1, 1), 10_000)).draft.stacking
    assert [one.orders for one in stacked] == [0, 0, 0, 1], "offers beyond the 31st count like the others"
    assert stacked[3].cost_minor == 4_000


def test_a_programme_without_offers_stacks_nothing(tmp_path):
    stacked = told_of(tmp_path, shop(), bought("A", utc(1, 1), 10_000)).draft.stacking
    assert [one.orders for one in stacked] == [1, 0, 0, 0]


def test_deep_orders_are_those_above_a_share_of_their_goods_deepest_first(spring):
    """Points took 9.00 of A2's 40.00 (22.5 %); offers and points took 16.00 of A3's 80.00: not above 20 %."""
    assert spring.draft.deep_discount == (
        DeepDiscount(
            over_ppm=200_000,
            orders=1,
            with_several=0,
            revenue_minor=4_000,
            cost_minor=900,
            examples=("A2",),
        ),
        DeepDiscount(over_ppm=300_000, orders=0, with_several=0, revenue_minor=0, cost_minor=0, examples=()),
        DeepDiscount(over_ppm=500_000, orders=0, with_several=0, revenue_minor=0, cost_minor=0, examples=()),
    )


def test_the_examples_are_five_and_deep_orders_with_several_benefits_are_counted(tmp_path):
    offers = [
        {"id": "three", "benefit": {"kind": "amount", "amount": 3}},
        {"id": "one", "when": {"kind": "subtotal", "minimum": 8}, "benefit": {"kind": "amount", "amount": 1}},
    ]
    rows = [bought(f"o{n}", utc(1, 1 + n), 500 + 100 * n) for n in range(9)]
    over_20, over_30, over_50 = told_of(tmp_path, shop(offers=offers), *rows).draft.deep_discount
    assert over_50.examples == ("o0",), "3.00 of 5.00 is above half, 3.00 of 6.00 is not"
    assert over_30.examples == ("o0", "o1", "o3", "o4", "o2")
    assert (over_30.orders, over_30.with_several) == (9, 6)
    assert (over_20.orders, over_20.cost_minor) == (9, 3 * 300 + 6 * 400)


def test_shipping_is_no_part_of_the_depth_and_part_of_the_cost(tmp_path):
    offers = [
        {"id": "third", "benefit": {"kind": "percent", "percent": 31}},
        {"id": "delivery", "lane": "shipping", "benefit": {"kind": "free_shipping"}},
    ]
    rows = [bought("A", utc(1, 1), 1_000, shipping_fee=900)]
    _, over_30, over_50 = told_of(tmp_path, shop(offers=offers), *rows).draft.deep_discount
    assert (over_30.orders, over_30.cost_minor) == (1, 1_210)
    assert over_50.orders == 0


def costed(log: OrderLog, *costs: int) -> OrderLog:
    """The log with what each line's goods cost the shop; -1 is not known."""
    object.__setattr__(log, "line_cost", np.array(costs, np.int64))
    return log


def test_where_the_file_tells_no_costs_nothing_is_told_of_them(spring):
    assert spring.draft.below_cost is None


HALF = [{"id": "half", "benefit": {"kind": "percent", "percent": 50, "of": {"categories": ["tea"]}}}]


def below(log: OrderLog, **settings: str) -> BelowCost | None:
    replay = told(log, shop(offers=HALF), **settings).replay
    return below_cost(Measured(replay))


def test_orders_below_cost_are_told_with_their_loss_under_the_draft_and_before(tmp_path):
    rows = [
        bought("A", utc(1, 1), 1_000, line_discount=500),
        bought("B", utc(1, 2), 1_000),
        bought("C", utc(1, 3), 1_000, category="cups", sku="cup"),
        bought("D", utc(1, 4), 1_000),
        bought("D", utc(1, 4), 1_000, category="cups", sku="cup", line_no=2),
        bought("E", utc(1, 5), 1_000),
        bought("F", utc(1, 6), 2_000),
    ]
    costs = dict(zip("ABCDdEF", (600, 400, 1_200, 900, 700, -1, 1_001), strict=True))
    found = below(costed(log_of(tmp_path, *rows), *costs.values()), price_basis="gross")
    assert found == BelowCost(
        known_orders=5,
        orders=4,
        loss_minor=100 + 200 + 100 + 1,
        orders_before=2,
        loss_before_minor=100 + 200,
        examples=("C", "A", "D", "F"),
    )


def test_goods_just_at_their_cost_lose_nothing(tmp_path):
    found = below(costed(log_of(tmp_path, bought("A", utc(1, 1), 1_000)), 500))
    assert found is not None
    assert (found.known_orders, found.orders, found.loss_minor, found.examples) == (1, 0, 0, ())


def test_where_no_order_is_known_whole_nothing_is_told(tmp_path):
    assert below(costed(log_of(tmp_path, bought("A", utc(1, 1), 1_000)), -1)) is None
