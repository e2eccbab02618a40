"""The audit can fail: whatever a replay gets wrong about one order is found and named."""

from random import Random
from typing import Any

import numpy as np
import pytest

from loyalty.simulate.replaying import runs
from loyalty.simulate.replaying.audit import Parity, outcome, sample, snapshot
from loyalty.simulate.replaying.replay import Replay
from loyalty.simulate.replaying.runs import run
from tests.differential.logs import history
from tests.differential.settings_drawn import settings_of
from tests.simulate.damage import damaged
from tests.simulate.replays import laid_out, shop

LOG = history(Random(5), 40, large=False)  # noqa: S311 - test data
SALES = int((LOG.doc_kind == 0).sum())
LAST = int(np.flatnonzero((LOG.doc_kind == 0) & (LOG.doc_member >= 0))[-1])
"""A member's sale."""
TRACK = {
    "id": "growth",
    "credit": {"of": "spend", "window": {"kind": "lifetime"}},
    "term": {"kind": "forever"},
    "levels": [{"id": "low", "minimum": 0}, {"id": "high", "minimum": 300}],
}
PROGRAM = shop(
    tiers=[TRACK],
    points={
        "rules": [{"id": "base", "kind": "per_amount", "points": 1, "per": 1}],
        "caps": [{"id": "daily", "per": "day", "points": 500}],
        "redeem": {"points": 10, "worth": 1, "max_percent": 50},
    },
    budgets=[{"id": "purse", "amount": 100_000}],
    offers=[
        {
            "id": "ten",
            "lane": "order",
            "benefit": {"kind": "percent", "percent": 10},
            "limits": [{"per": "program", "uses": 10_000}],
            "budget": "purse",
        },
        {"id": "huge", "lane": "order", "when": {"kind": "subtotal", "minimum": 100_000},
         "benefit": {"kind": "amount", "amount": 1}},
    ],
)  # fmt: skip

DAMAGE = [
    ("quote", "off", "discount_minor"),
    ("quote", "gross", "goods_minor"),
    ("quote", "shipping", "shipping_minor"),
    ("quote", "shipping_off", "shipping_discount_minor"),
    ("quote", "points", "points_spent"),
    ("quote", "points_max", "points_max"),
    ("quote", "points_minor", "points_minor"),
    ("quote", "base", "base_points"),
    ("quote", "bonus", "bonus_points"),
    ("quote", "base_wanted", "base_wanted"),
    ("quote", "bonus_wanted", "bonus_wanted"),
    ("work", "net", "net"),
    ("work", "points_minor", "points by line"),
    ("verdicts", "state", "decisions"),
    ("verdicts", "reason", "decisions"),
    ("verdicts", "short_by", "decisions"),
    ("verdicts", "amount", "amounts"),
    ("adjusts", "amount", "adjustments"),
    ("adjusts", "offer", "adjustments"),
    ("adjusts", "line", "adjustments"),
    ("members", "orders", "orders"),
    ("members", "debt", "debt"),
    ("members", "debt_at", "debt_at"),
    ("members", "active_until", "active_until"),
    ("members", "wiped_at", "wiped_at"),
    ("standings", "sum", "tiers"),
    ("standings", "ends", "tiers"),
    ("reaches", "slack", "reaches"),
    ("credits_", "amount", "credits"),
    ("own", "used", "uses"),
    ("lots", "expires", "lots"),
    ("lots", "granted", "lots"),
    ("shared", "used", "shared"),
    ("funds", "spent", "shared"),
]


def test_a_sound_replay_shows_no_difference() -> None:
    _replay, parity = run(LOG, PROGRAM, settings_of())
    assert parity.differences == []
    assert parity.orders == SALES


@pytest.mark.parametrize(("table", "column", "what"), DAMAGE, ids=lambda part: part)
def test_one_figure_that_is_off_by_one_is_found_and_named(
    table: str, column: str, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "kernels", lambda: damaged(table, column, LAST))
    _replay, parity = run(LOG, PROGRAM, settings_of(parity_members=0))
    assert what in {one.what for one in parity.differences}


def test_a_difference_tells_the_order_and_both_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "kernels", lambda: damaged("quote", "off", LAST))
    _replay, parity = run(LOG, PROGRAM, settings_of())
    (first,) = parity.differences
    assert first.order_id == LOG.doc_ids[LAST]
    assert first.what == "discount_minor"
    assert int(first.replayed) == int(first.live) + 1


def test_only_what_differs_is_noted() -> None:
    parity = Parity()
    parity.compare("A", "off", 1, 1)
    parity.compare("B", "off", 1, 2)
    assert [(one.order_id, one.live, one.replayed) for one in parity.differences] == [("B", "1", "2")]


def test_the_sample_is_of_sales_and_the_same_for_the_same_seed() -> None:
    def places(**settings: Any) -> list[int]:
        return [int(one) for one in sample(laid_out(LOG, PROGRAM, **settings))]

    few = places(parity_orders=5)
    assert few == sorted(set(few))
    assert len(few) == 5
    assert few == places(parity_orders=5)
    assert few != places(parity_orders=5, seed=2)
    assert len(places(parity_orders=1000)) == SALES
    assert places(parity_orders=0) == []
    order = laid_out(LOG, PROGRAM).feed.order
    assert (LOG.doc_kind[order[few]] == 0).all()


def test_a_guest_has_no_standing_and_what_is_shared_is_seen_all_the_same() -> None:
    replay = laid_out(LOG, PROGRAM)
    guest = int(np.flatnonzero(replay.feed.member[replay.feed.order] < 0)[0])
    standing, shared = snapshot(replay, guest)
    assert (standing.orders, standing.tiers) == (0, ())
    assert len(shared.uses) == len(shared.funds) == 1


def test_an_outcome_holds_the_orders_own_lines_and_every_offer() -> None:
    replay, _parity = run(LOG, PROGRAM, settings_of(parity_orders=0))
    told = outcome(replay)
    assert len(told["net"]) == len(told["points"]) == told_lines(replay)
    assert len(told["verdicts"]) == len(told["amounts"]) == 2
    assert sum(amount for _line, _offer, amount in told["adjusts"]) == told["quote"]["off"]


def told_lines(replay: Replay) -> int:
    last = [one for one in replay.feed.order.tolist() if LOG.doc_kind[one] == 0][-1]
    return int(LOG.doc_line_start[last + 1] - LOG.doc_line_start[last])
