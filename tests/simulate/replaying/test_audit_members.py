"""Whole lives are re-run: what goes wrong between two sales, or in a return, is found."""

from random import Random
from typing import Any

import numpy as np
import pytest

from loyalty.rules.program import Program
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying import runs
from loyalty.simulate.replaying.audit import Parity
from loyalty.simulate.replaying.audit_members import check_members
from loyalty.simulate.replaying.runs import run
from tests.differential.logs import DAY, FIRST, Document, Line, People, history, log_of
from tests.differential.settings_drawn import settings_of
from tests.simulate.damage import damaged
from tests.simulate.replays import laid_out, shop

LOG = history(Random(5), 40, large=False)  # noqa: S311 - test data
POINTS = {
    "rules": [{"id": "base", "kind": "per_amount", "points": 1, "per": 1}],
    "redeem": {"points": 10, "worth": 1, "max_percent": 50},
}
PROGRAM = shop(points=POINTS)
GOODS = LOG.line_units[LOG.doc_line_start[:-1]] > 0
RETURN = int(np.flatnonzero((LOG.doc_original >= 0) & (LOG.doc_member >= 0) & GOODS)[0])
SALE = int(LOG.doc_original[RETURN])
"""A member's linked return of goods, and the sale it names."""


def lives(program: Program = PROGRAM, log: OrderLog = LOG, **settings: Any) -> Parity:
    return run(log, program, settings_of(**settings))[1]


def test_every_member_is_lived_through_with_all_orders() -> None:
    parity = lives()
    assert parity.differences == []
    assert parity.members == len(LOG.member_ids)
    assert parity.member_orders == int(((LOG.doc_kind == 0) & (LOG.doc_member >= 0)).sum())


@pytest.mark.parametrize(
    ("table", "column", "document", "what"),
    [
        ("outcomes", "off", SALE, "outcome"),
        ("outcomes", "earned", SALE, "outcome"),
        ("outcomes", "revenue", RETURN, "returned"),
        ("members", "debt", RETURN, "outcome"),
        ("members", "orders", SALE, "orders"),
        ("kept_lines", "net", SALE, "returned"),
    ],
)
def test_what_went_wrong_in_a_life_is_found(
    table: str, column: str, document: int, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "kernels", lambda: damaged(table, column, document))
    assert what in {one.what for one in lives().differences}


def test_where_members_share_something_no_life_stands_alone() -> None:
    parity = lives(shop(points=POINTS, budgets=[{"id": "purse", "amount": 1}]))
    assert (parity.members, parity.member_orders, parity.differences) == (0, 0, [])


def test_as_many_members_as_asked_for_and_the_same_ones_for_the_same_seed() -> None:
    many = history(Random(6), 60, large=False)  # noqa: S311 - test data
    assert len(many.member_ids) > 2
    one = lives(log=many, parity_members=2)
    assert one.members == 2
    assert one.member_orders == lives(log=many, parity_members=2).member_orders
    assert lives(log=many, parity_members=0).members == 0


def test_a_log_of_guests_has_nobody_to_follow() -> None:
    guests = log_of([Document(FIRST, member=-1)], People(joined=(), birthdays=()))
    parity = Parity()
    check_members(laid_out(guests, PROGRAM), parity, lambda _done: None)
    assert parity.members == 0


def test_goods_and_money_alone_in_one_document_go_back_in_the_same_order_live_and_replayed() -> None:
    sold = Line(quantity=3, gross=1001)
    money, goods = Line(target=0, gross=100, refund=100), Line(target=0, quantity=1, gross=333)
    for rows in ((money, goods), (goods, money)):
        log = log_of(
            [Document(FIRST, lines=(sold,)), Document(FIRST + DAY, lines=rows, returned=True, original=0)],
            People(),
        )
        replay, parity = run(log, PROGRAM, settings_of())
        assert parity.differences == []
        assert int(replay.tables["outcomes"]["revenue"][1]) == 334 + 100


def test_goods_count_as_delivered_at_the_same_instant_when_clocks_change_on_the_way() -> None:
    before_winter = 1_761_879_600_000_000  # 30 October 2025, 23:00 in New York; clocks go back on 2 November
    log = log_of([Document(before_winter), Document(before_winter + 30 * DAY)], People())
    pending = {"days": 1, "after": "delivered"}
    program = shop(points=POINTS | {"pending": pending}, time_zone="America/New_York")
    replay, parity = run(log, program, settings_of(delivered_after_days=5))
    assert parity.differences == []
    assert int(replay.tables["lots"]["available"][0]) in {0, before_winter + 6 * DAY + DAY // 24}
