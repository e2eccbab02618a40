"""One row a document: the sums of the rows are the sums of the result."""

from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import polars as pl
import pytest

from loyalty.simulate.behind import order_outcomes
from loyalty.simulate.behind.order_outcomes import OrderOutcomes, months, took
from tests.differential.logs import history
from tests.simulate import story
from tests.simulate.busy import OFFERS, alone, busy
from tests.simulate.replays import Told, bought, shop, told, told_of, utc

LOG = history(Random(31), 60, large=False)  # noqa: S311 - test data


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return told(story.history(Path(tmp_path_factory.mktemp("orders"))), story.tea_club())


def whole(one: Told) -> pl.DataFrame:
    """All rows at once."""
    return pl.concat(OrderOutcomes(one.replay).frames())


def test_an_order_is_told_with_who_when_and_what(spring):
    rows = {row["order_id"]: row for row in whole(spring).iter_rows(named=True)}
    assert list(rows) == ["A1", "A2", "A3", "G1", "B1", "R2", "R1", "B2"]
    third = rows["A3"]
    assert third["at"].isoformat() == "2025-02-05T12:00:00+08:00"
    assert (third["kind"], third["month"], third["member"], third["tier"]) == ("sale", "2025-02", "a", "gold")
    money = ("revenue", "offers", "shipping", "points", "cost", "returned", "given_back")
    assert [third[f"{name}_minor"] for name in money] == [80_00, 13_00, 0, 3_00, 16_00, 0, 0]
    assert (third["points_spent"], third["points_earned"]) == (30, 128)
    assert third["offers"] == ["growth.gold.price", "five"]


def test_a_guest_has_neither_name_nor_tier(spring):
    (guest,) = whole(spring).filter(pl.col("order_id") == "G1").iter_rows(named=True)
    assert (guest["member"], guest["tier"], guest["channel"], guest["offers"]) == (None, None, None, [])


def test_a_return_names_its_order_and_brings_back_what_was_given(spring):
    (back,) = whole(spring).filter(pl.col("order_id") == "R1").iter_rows(named=True)
    assert (back["kind"], back["original_order_id"], back["tier"]) == ("return", "A1", None)
    assert (back["revenue_minor"], back["returned_minor"], back["given_back_minor"]) == (0, 47_50, 2_50)


def test_a_month_is_the_programmes_own(spring):
    assert months(spring.replay, np.array([1, 7])).to_list() == ["2025-02", "2025-04"]


@pytest.mark.parametrize("program", [busy, alone], ids=["shared", "alone"])
@pytest.mark.parametrize("warm", [None, len(LOG.doc_at) // 3], ids=["whole", "warmed"])
def test_the_rows_add_up_to_the_result(program: Any, warm: int | None) -> None:
    from loyalty.when import from_us

    settings = {} if warm is None else {"warm_up_until": from_us(int(LOG.doc_at[warm]), program().zone)}
    one = told(LOG, program(), **settings)
    rows, totals = whole(one), one.draft.totals
    sales = rows.filter(pl.col("kind") == "sale")
    assert sales.height == totals.orders
    assert rows["revenue_minor"].sum() == totals.revenue_minor
    assert rows["cost_minor"].sum() == totals.cost_minor
    assert rows["given_back_minor"].sum() == totals.given_back_minor
    assert rows["points_earned"].sum() == one.draft.points.earned
    assert rows["points_spent"].sum() == one.draft.points.spent
    assert sales.filter(pl.col("cost_minor") > 0).height == totals.orders_with_benefit
    by_offer = {found.id: found.redemptions for found in one.draft.by_offer if found.redemptions}
    applied = rows.explode("offers").drop_nulls("offers")
    assert dict(applied.group_by("offers").len().iter_rows()) == by_offer


def test_rows_in_portions_are_the_same_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    one = told(LOG, busy())
    at_once = whole(one)
    monkeypatch.setattr(order_outcomes, "ROWS_AT_ONCE", 7)
    assert [frame.height for frame in OrderOutcomes(one.replay).frames()][:2] == [7, 7]
    assert whole(one).equals(at_once)


def test_ignored_returns_have_no_row() -> None:
    rows = whole(told(LOG, alone(), returns="ignored"))
    assert rows["kind"].unique().to_list() == ["sale"]


def test_a_programme_without_offers_or_tiers_has_empty_columns(tmp_path: Path) -> None:
    rows = whole(told_of(tmp_path, shop(), bought("A", utc(1, 1), 1_000)))
    assert rows.select("offers", "tier", "cost_minor").row(0) == ([], None, 0)


def test_more_offers_than_a_word_holds_are_told_apart(tmp_path: Path) -> None:
    offers = [
        {"id": f"o{number:02d}", "when": {"kind": "subtotal", "minimum": 1000 if number % 3 else 0},
         "benefit": {"kind": "amount", "amount": "0.01"}}
        for number in range(40)
    ]  # fmt: skip
    one = told_of(tmp_path, shop(offers=offers), bought("A", utc(1, 1), 10_000))
    wanted = [f"o{number:02d}" for number in range(40) if number % 3 == 0]
    assert whole(one)["offers"].to_list() == [wanted]
    assert took(one.replay, 39, np.array([0])).tolist() == [True]
    assert took(one.replay, 38, np.array([0])).tolist() == [False]


def test_the_busy_programme_has_an_offer_of_every_component() -> None:
    assert {one.component for one in told(LOG, busy()).replay.plan.offers} == {
        "offers",
        "member_price",
        "shipping",
    }
    assert len(OFFERS) == len({one["id"] for one in OFFERS})
