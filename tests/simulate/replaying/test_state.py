from pathlib import Path

import numpy as np
import pytest

from loyalty.facts.member import FOREVER, Credit, PointLot, Reach, TierStanding, Uses
from loyalty.facts.standing import Fund, Standing
from loyalty.kernels import codes
from loyalty.kernels.codes import NONE
from loyalty.plan import lower
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.compiled import DTYPES
from loyalty.simulate.replaying.state import (
    fresh_state,
    grow,
    kept_orders,
    plan_arrays,
    results,
    scratch,
    shared_of,
    standing_of,
)
from loyalty.when import to_us
from tests.simulate.frames import log_of
from tests.simulate.replays import Told, bought, laid_out, shop, told, told_of, utc
from tests.simulate.story import history, tea_club


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> OrderLog:
    return history(Path(tmp_path_factory.mktemp("state")))


@pytest.fixture(scope="module")
def spring(log: OrderLog) -> Told:
    return told(log, tea_club())


def place(log: OrderLog, order_id: str) -> int:
    return log.doc_ids.to_list().index(order_id)


def test_the_orders_that_linked_returns_name_are_kept_with_room_for_their_lines(log):
    kept = kept_orders(log, replayed=True)
    assert kept.documents.tolist() == [place(log, "A1"), place(log, "A2")]
    assert kept.line_start.tolist() == [0, 1, 2]
    assert kept.slot_of[place(log, "A2")] == 1
    assert kept.slot_of[place(log, "A3")] == NONE


def test_without_returns_nothing_is_kept(log):
    kept = kept_orders(log, replayed=False)
    assert (kept.documents.size, kept.line_start.tolist(), set(kept.slot_of.tolist())) == (0, [0], {NONE})


def test_a_plans_rows_become_arrays_unchanged():
    plan = lower(tea_club())
    arrays = plan_arrays(plan)
    for name, rows in plan.tables.items():
        assert len(arrays[name]) == max(len(rows), 1), name
        told_rows = [tuple(one.as_dict().values()) for one in rows]
        assert [tuple(one) for one in arrays[name][: len(rows)].tolist()] == told_rows, name


def test_each_member_starts_with_room_for_every_order_they_place(log):
    tables = fresh_state(lower(tea_club()), log, kept_orders(log, replayed=True))
    rows = tables["members"]
    assert (log.member_ids, rows["room"].tolist(), rows["start"].tolist()) == (["a", "b"], [3, 2], [0, 3])
    assert rows["lot_head"].tolist() == rows["lot_tail"].tolist() == [0, 3]
    assert rows["joined"].tolist() == [to_us(utc(1, 10)), to_us(utc(2, 20))]
    assert set(rows["due"].tolist()) == set(rows["active_until"].tolist()) == {FOREVER}
    assert (tables["kept_orders"]["line_start"].tolist(), tables["kept_orders"]["line_count"].tolist()) == (
        [0, 1],
        [1, 1],
    )


def test_budgets_start_full_and_nothing_has_run_out(log):
    budgets = [{"id": "a", "amount": 5, "over": "clip"}, {"id": "b", "amount": "0.07", "over": "reject"}]
    tables = fresh_state(lower(shop(budgets=budgets)), log, kept_orders(log, replayed=True))
    funds = tables["funds"]
    assert funds["amount"].tolist() == [500, 7]
    assert funds["over"].tolist() == [codes.CLIP, codes.REJECT]
    assert funds["full_by"].tolist() == [NONE, NONE]
    assert tables["drained"]["full_by"].tolist() == [NONE]
    assert [tables[name]["first_day"].tolist() for name in ("drained", "funds")] == [[NONE], [NONE, NONE]]


def test_the_bench_is_as_large_as_the_largest_order_and_its_fee(tmp_path):
    rows = [bought("A", utc(1, 1), 100, line_no=number) for number in range(1, 8)]
    log = log_of(tmp_path, *rows, bought("B", utc(1, 2), 100))
    offers = [{"id": name, "benefit": {"kind": "amount", "amount": 1}} for name in ("a", "b")]
    bench = scratch(lower(shop(offers=offers)), log)
    assert (len(bench["work"]), len(bench["verdicts"]), len(bench["adjusts"])) == (8, 2, 14)


def test_sums_have_a_row_for_every_month_offer_level_item_and_document(log):
    plan = lower(tea_club())
    sums = results(plan, log, 4, articles=5)
    documents = len(log.doc_at)
    assert (len(sums["by_month"]), len(sums["by_offer"]), len(sums["outcomes"])) == (4, 3, documents)
    assert (len(sums["by_item"]), len(sums["applied"])) == (5, documents)
    assert len(sums["by_level"]) == 4, "guests, below the first, member, gold"
    assert len(sums["moves"]) == 4 * 3 * 3
    assert len(sums["refusals"]) == 3 * codes.REASONS


def test_a_table_that_grows_keeps_what_it_holds(log):
    tables = laid_out(log, tea_club()).tables
    tables["trail"]["points"] = np.arange(len(tables["trail"]))
    before = tables["trail"]["points"].tolist()
    grow(tables, "trail", 10)
    assert len(tables["trail"]) == 2 * len(before)
    assert tables["trail"]["points"].tolist() == before + [0] * len(before)
    grow(tables, "trail", 100_000)
    assert len(tables["trail"]) == 100_000


def test_a_member_met_by_nobody_stands_where_a_new_one_stands(log):
    replay = laid_out(log, shop())
    assert standing_of(replay.tables, replay.plan, 0) == Standing()


def test_a_members_standing_is_read_off_the_tables(spring):
    log = spring.replay.log
    standing = standing_of(spring.replay.tables, spring.replay.plan, log.member_ids.index("b"))
    assert (standing.orders, standing.booked, standing.debt) == (2, 30, 0)
    assert [(lot.left, lot.granted, lot.earned, lot.kept) for lot in standing.lots] == [
        (30, 30, int(log.last_at), NONE)
    ]
    assert [(one.level, one.sum, one.count) for one in standing.tiers] == [(0, 5_501 + 3_000, 2)]
    assert [[(one.amount, one.key) for one in track] for track in standing.credits] == [
        [(5_501, place(log, "B1")), (3_000, place(log, "B2"))]
    ]


def test_used_up_and_expired_lots_are_not_part_of_a_standing(spring):
    log = spring.replay.log
    standing = standing_of(spring.replay.tables, spring.replay.plan, log.member_ids.index("a"))
    assert (standing.lots, standing.orders) == ((), 3)
    assert [(one.level, one.sum) for one in standing.tiers] == [(1, 9_500 + 6_400 - 4_750)]


def test_what_all_members_share_is_read_off_the_tables(tmp_path):
    offers = [
        {
            "id": "few",
            "benefit": {"kind": "amount", "amount": 3},
            "budget": "purse",
            "limits": [
                {"per": "program", "uses": 5, "each": "ever"},
                {"per": "member", "uses": 2, "each": "ever"},
            ],
        }
    ]
    program = shop(offers=offers, budgets=[{"id": "purse", "amount": 5, "over": "clip"}])
    rows = [bought(name, utc(1, day), 1_000) for day, name in enumerate("AB", start=1)]
    result = told_of(tmp_path, program, *rows)
    shared = shared_of(result.replay.tables, result.replay.plan)
    assert shared.uses == (Uses(key=0, used=2),)
    assert shared.funds == (Fund(over=codes.CLIP, closed=1, amount=500, spent=500),)
    assert standing_of(result.replay.tables, result.replay.plan, 0).uses == (Uses(key=0, used=2),)


def test_the_records_carry_the_fields_of_the_rows_in_their_order():
    pairs = {"lots": PointLot, "standings": TierStanding, "reaches": Reach, "credits": Credit, "own": Uses}
    assert {name: DTYPES[name].names for name in pairs} == {name: one._fields for name, one in pairs.items()}
