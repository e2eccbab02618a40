"""The tables of one order and one member: laid out from records, read back without a loss."""

import pytest

from loyalty.engine.bench import LINES_KEPT, Bench
from loyalty.facts.ledger import EntryKind, LedgerEntry
from loyalty.facts.member import FOREVER, Guest, PointLot
from loyalty.facts.standing import Shared, Standing
from loyalty.kernels import codes
from loyalty.kernels.rows import row
from loyalty.plan.eligibility import Goods
from tests.engine.till import ONE_FOR_ONE, Till, line

NOON = "2024-05-06T12:00"
TIERS = [
    {
        "id": name,
        "credit": {"of": "spend", "window": {"kind": "rolling", "months": 12}},
        "term": {"kind": "months", "months": 12},
        "levels": [{"id": f"{name}-0", "minimum": 0}, {"id": f"{name}-1", "minimum": 50}],
    }
    for name in ("growth", "paid")
]
FIXED = {"kind": "fixed", "month": 12, "day": 31}
OFFER = {
    "id": "off",
    "benefit": {"kind": "amount", "amount": 1},
    "limits": [{"per": "member", "uses": 9}, {"per": "program", "uses": 9}],
    "budget": "launch",
}


def busy(**sections):
    """A member with lots, tiers, uses, kept orders and a trail."""
    rules = [
        ONE_FOR_ONE | {"per": "2.00"},
        ONE_FOR_ONE | {"id": "extra", "of": {"skus": ["B"]}, "expiry": FIXED},
    ]
    points = {"rules": rules, "redeem": {"points": 10, "worth": "0.10"}}
    full = {"tiers": TIERS, "points": points, "offers": [OFFER], "budgets": [{"id": "launch", "amount": 100}]}
    till = Till(**full | sections)
    till.buy("o1", "2024-01-05", line("a", 100), line("b", 20))
    till.buy("o2", "2024-02-05", line("a", 30, 2), line("c", 7), points=20)
    return till


def bench(till):
    return Bench(till.plan, till.who, till.standing, till.shared)


def test_a_standing_that_is_only_read_comes_back_as_it_was():
    till = busy()
    laid = bench(till)
    assert laid.standing() == till.standing
    assert laid.shared() == till.shared
    assert laid.entries() == ()


def test_a_placed_order_keeps_its_lines_its_award_and_its_trail():
    first, second = busy().standing.placed
    assert (first.order_id, first.line_ids, second.line_ids) == ("o1", ("a", "b"), ("a", "c"))
    assert first.goods[0][0] == "A"
    assert sum(award.base for award in first.awards) == 49 + 19
    assert (sum(part.points for part in second.trail), second.terms.points_spent) == (20, 20)
    assert [line.units for line in second.lines] == [2, 1]
    assert sum(share.amount for share in second.shares) == 100


def test_lots_without_points_are_not_carried_on():
    till = Till(points={"rules": [ONE_FOR_ONE], "redeem": {"points": 1, "worth": "0.01"}})
    till.spend("o1", "2024-01-05", 5)
    till.buy("o2", "2024-01-06", line("a", "0.05"), points="max")
    assert till.standing.lots == ()


def test_someone_new_is_opened_at_the_instant_they_joined():
    till = Till(tiers=TIERS, joined="2023-07-01")
    levels = [standing.level for standing in bench(till).standing().tiers]
    assert levels == [0, 0]


def test_a_guest_has_no_standing_to_open():
    till = Till(tiers=TIERS, guest=True)
    laid = Bench(till.plan, Guest(), Standing(), Shared())
    laid.lay_order(codes.SALE, 0, [])
    assert laid.tables["orders"][0].member == codes.NONE
    assert [one.level for one in laid.standing().tiers] == [0, 0]


def test_a_programme_without_tiers_has_none_to_read():
    till = Till()
    assert bench(till).standing() == Standing()
    assert till.quote(NOON, line("a", 1)).tiers == ()


def test_fresh_budgets_hold_their_whole_amount():
    budgets = [{"id": "a", "amount": 5}, {"id": "b", "amount": 7, "over": "reject"}]
    funds = bench(Till(budgets=budgets)).shared().funds
    assert [(fund.amount, fund.spent, fund.closed, fund.over) for fund in funds] == [
        (500, 0, 0, codes.CLIP),
        (700, 0, 0, codes.REJECT),
    ]


def test_items_carry_the_bits_of_their_selectors_and_their_listed_prices():
    offers = [
        {"id": "a", "benefit": {"kind": "amount", "amount": 1, "of": {"skus": ["TEA"]}}},
        {"id": "b", "benefit": {"kind": "member_price", "prices": {"CUP": 3}}},
    ]
    laid = bench(Till(offers=offers))
    laid.lay_goods([Goods("TEA"), Goods("CUP")])
    assert [one.bits for one in laid.tables["items"]] == [1, 0]
    assert [one.price for one in laid.tables["prices"]] == [codes.NONE, 300]


def test_an_orders_fields_stand_in_its_row():
    laid = bench(busy())
    laid.lay_order(codes.SALE, 42, [row("order_lines", amount=5)], shipping=7, points_wanted=3)
    order = laid.tables["orders"][0]
    assert (order.at, order.shipping, order.points_wanted, order.line_end, order.kept) == (42, 7, 3, 1, 2)
    assert order.sequence == 2
    laid.lay_order(codes.RETURN, 43, [], kept=1)
    assert laid.tables["orders"][0].kept == 1
    assert len(laid.tables["work"]) == 2 + 1


def test_an_order_is_found_by_its_id():
    laid = bench(busy())
    assert [laid.place_of(name) for name in ("o1", "o2", "o3")] == [0, 1, codes.NONE]
    assert [laid.line_start(place) for place in (0, 1)] == [0, 2]


@pytest.mark.parametrize("name", ["lots", "standings", "own", "shared", "funds", "kept_lines"])
def test_the_records_given_are_never_written_on(name):
    till = busy()
    before = (repr(till.standing), repr(till.shared))
    till.quote("2025-06-01", line("a", 50), points="max")
    for one in bench(till).tables[name]:
        for field in one.as_dict():
            setattr(one, field, 99)
    assert (repr(till.standing), repr(till.shared)) == before


def test_points_given_from_outside_are_spent_like_any_others():
    till = Till(points={"redeem": {"points": 100, "worth": "1.00"}})
    lot = PointLot(codes.NONE, 0, FOREVER, 0, 0, 0, 600, 600)
    till.standing = Standing(lots=(lot,), sequence=1)
    assert till.buy("o1", NOON, line("a", 5), points="max").points_spent == 500
    assert till.standing.booked == 100
    assert till.entries == (LedgerEntry(EntryKind.SPENT, 500, till.us(NOON), 0),)


def test_a_quote_on_a_used_bench_is_the_quote_on_a_new_one():
    till, asked = busy(), [line("a", 100, 3), line("b", "19.99")]
    first = till.quote(NOON, *asked)
    till.quote(NOON, *(line(f"l{place}", 7 + place) for place in range(40)))
    assert till.plan.spare, "the bench was left to the next quote"
    for scratch in till.plan.spare:
        for table in scratch.values():
            for one in table.values() if isinstance(table, dict) else table:
                for field in one.as_dict():
                    setattr(one, field, 77)
    assert till.quote(NOON, *asked) == first


def test_benches_in_use_at_once_do_not_share_scratch():
    till = busy()
    one, other = bench(till), bench(till)
    assert one.tables["quote"] is not other.tables["quote"]
    one.release()
    assert bench(till).tables["quote"] is one.tables["quote"]


def test_the_bench_of_a_very_long_order_is_not_kept():
    till = busy()
    till.plan.spare.clear()
    till.quote(NOON, *(line(f"l{place}", 1) for place in range(LINES_KEPT + 1)))
    assert till.plan.spare == []
