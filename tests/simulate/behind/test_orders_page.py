"""Pages of a run's file of orders add up like the run."""

from pathlib import Path

import pytest

from loyalty.reports.orders_file import write_orders
from loyalty.simulate.behind.behind import parts_of
from loyalty.simulate.behind.behind_names import NONE_NAMED, Which
from loyalty.simulate.behind.orders_page import Asked, orders_page
from tests.simulate.replays import Told, told
from tests.simulate.story import history, tea_club


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> tuple[Told, Path]:
    folder = Path(tmp_path_factory.mktemp("orders"))
    one = told(history(folder), tea_club())
    return one, write_orders(one.replay, folder, formats=("parquet",))[0]


def ids(path, **asked):
    return [row["order_id"] for row in orders_page(path, Asked(**asked)).rows]


def test_orders_come_dearest_first_and_returns_are_none(spring):
    assert ids(spring[1]) == ["A3", "A1", "A2", "B1", "G1", "B2"]


def test_pages_follow_each_other_and_each_tells_the_whole_sum(spring):
    pages = [orders_page(spring[1], Asked(), page=number, size=4) for number in range(3)]
    assert [[row["order_id"] for row in page.rows] for page in pages] == [
        ["A3", "A1", "A2", "B1"],
        ["G1", "B2"],
        [],
    ]
    totals = spring[0].draft.totals
    assert {(page.orders, page.revenue_minor, page.cost_minor) for page in pages} == {
        (totals.orders, totals.revenue_minor, totals.cost_minor)
    }


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"offer": "five"}, ["A3", "A1", "B1"]),
        ({"offer": "five", "month": "2025-02"}, ["A3", "B1"]),
        ({"tier": "gold"}, ["A3"]),
        ({"tier": "guest"}, ["G1"]),
        ({"tier": NONE_NAMED}, []),
        ({"channel": NONE_NAMED, "member": "b"}, ["B1", "B2"]),
        ({"member": NONE_NAMED}, ["G1"]),
        ({"order_id": "A2"}, ["A2"]),
        ({"order_id": "R1"}, []),
    ],
)
def test_questions_narrow_the_orders_down(spring, asked, found):
    assert ids(spring[1], **asked) == found


@pytest.mark.parametrize("asked", [{"offer": "five"}, {"month": "2025-02"}, {"tier": "member"}])
def test_the_file_and_the_run_know_the_same_orders(spring, asked):
    one, path = spring
    parts = parts_of(one.replay, Which(**asked))
    page = orders_page(path, Asked(**asked))
    assert sorted(row["order_id"] for row in page.rows) == sorted(
        one.replay.log.doc_ids.gather(parts.documents).to_list()
    )
