from pathlib import Path

import pytest

from loyalty.simulate.figures.outcome_costs import GoodsCost
from loyalty.simulate.figures.telling_goods import TOP, named
from tests.simulate.replays import Told, bought, shop, told, told_of, utc
from tests.simulate.story import history, tea_club

TEN = {"id": "ten", "benefit": {"kind": "percent", "percent": 10}}


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return told(history(Path(tmp_path_factory.mktemp("goods"))), tea_club())


def test_categories_are_told_with_units_and_both_kinds_of_cost_dearest_first(spring):
    assert spring.draft.by_category == (
        GoodsCost(
            name="tea",
            units=3,
            revenue_minor=4_000 + 8_000 + 3_000,
            off_minor=1_300,
            points_minor=900 + 300,
            cost_minor=2_500,
        ),
        GoodsCost(
            name="cups",
            units=4,
            revenue_minor=10_000 + 5_000 + 6_001,
            off_minor=500 + 500,
            points_minor=0,
            cost_minor=1_000,
        ),
    )


def test_what_the_categories_lack_of_the_cost_is_shipping(spring):
    totals = spring.draft.totals
    assert (
        sum(one.cost_minor for one in spring.draft.by_category) + totals.shipping_minor == totals.cost_minor
    )


def test_items_are_told_by_their_sku(spring):
    assert [(one.name, one.cost_minor) for one in spring.draft.top_items] == [("tea", 2_500), ("cup", 1_000)]


def test_returns_and_the_warm_up_change_nothing_in_what_was_sold(spring):
    late = told(spring.replay.log, tea_club(), warm_up_until=utc(1, 31, 16))
    assert [(one.name, one.units) for one in late.draft.by_category] == [("tea", 3), ("cups", 2)]


def test_one_order_divides_what_came_off_among_its_categories(tmp_path):
    lines = [
        bought("A", utc(1, 1), 1_000, sku="a", category="x"),
        bought("A", utc(1, 1), 2_000, sku="b", category=None, line_no=2),
        bought("A", utc(1, 1), 3_000, sku="c", category="x/y", line_no=3, quantity=5),
    ]
    three = [{"id": "three", "benefit": {"kind": "amount", "amount": 6}}]
    found = told_of(tmp_path, shop(offers=three), *lines).draft.by_category
    assert [(one.name, one.units, one.cost_minor) for one in found] == [
        ("x/y", 5, 300),
        (None, 1, 200),
        ("x", 1, 100),
    ]


def test_brands_are_told_only_where_the_file_names_one(spring, tmp_path):
    assert spring.draft.by_brand == ()
    rows = [
        bought("A", utc(1, 1), 1_000, sku="a", brand="acme"),
        bought("B", utc(1, 2), 5_000, sku="b"),
        bought("C", utc(1, 3), 3_000, sku="c", brand="acme"),
    ]
    found = told_of(tmp_path, shop(offers=[TEN]), *rows).draft.by_brand
    assert [(one.name, one.units, one.cost_minor) for one in found] == [(None, 1, 500), ("acme", 2, 400)]


def test_one_sku_under_two_categories_is_two_items(tmp_path):
    rows = [
        bought("A", utc(1, 1), 1_000, category="x"),
        bought("B", utc(1, 2), 2_000, category="y"),
    ]
    draft = told_of(tmp_path, shop(offers=[TEN]), *rows).draft
    assert [(one.name, one.cost_minor) for one in draft.top_items] == [("tea", 200), ("tea", 100)]
    assert [(one.name, one.cost_minor) for one in draft.by_category] == [("y", 200), ("x", 100)]


def test_the_list_of_items_ends_at_twenty_and_leaves_out_those_that_cost_nothing(tmp_path):
    rows = [bought(f"o{n}", utc(1, 1), 1_000 + 10 * n, sku=f"s{n:02d}") for n in range(25)]
    top = told_of(tmp_path, shop(offers=[TEN]), *rows).draft.top_items
    assert [one.name for one in top] == [f"s{n:02d}" for n in range(24, 4, -1)]
    assert len(top) == TOP
    assert told_of(tmp_path, shop(), *rows).draft.top_items == ()


def test_names_are_numbered_in_their_first_order():
    distinct, group = named(["b", None, "a", "b", None])
    assert (distinct, group.tolist()) == (["b", None, "a"], [0, 1, 2, 0, 1])
