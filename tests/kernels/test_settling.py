"""What placing an order changes: lots, credit, uses, and the terms a later return needs."""

from loyalty.facts.ledger import EntryKind
from tests.engine.till import CENT_EACH, ONE_FOR_ONE, Till, line
from tests.kernels.history import History


def test_an_award_is_one_lot_for_each_way_to_expire():
    soon = {"expiry": {"kind": "rolling", "days": 9}}
    rules = [ONE_FOR_ONE, ONE_FOR_ONE | {"id": "b", "of": {"skus": ["B"]}, "priority": 1} | soon]
    till = Till(points={"rules": rules, "on_overlap": "first"})
    till.buy("o1", "2024-01-01", line("a", "5.00"), line("b", "7.00"))
    assert sorted((lot.left, lot.group) for lot in till.standing.lots) == [(5, 0), (7, 1)]
    assert sorted(one.points for one in till.entries) == [5, 7]


def test_points_leave_before_the_orders_own_come():
    till = Till(points={"rules": [ONE_FOR_ONE], "redeem": CENT_EACH})
    till.spend("o1", "2024-01-01", "100.00")
    till.spend("o2", "2024-01-02", "10.00", points=100)
    assert [(one.kind, one.points) for one in till.entries] == [(EntryKind.SPENT, 100), (EntryKind.EARNED, 9)]


def test_a_placed_order_keeps_what_its_return_needs():
    offers = [{"id": "cut", "benefit": {"kind": "amount", "amount": 1}}]
    till = Till(points={"rules": [ONE_FOR_ONE], "redeem": CENT_EACH}, offers=offers)
    till.spend("o1", "2024-01-01", "101.00")
    till.buy("o2", "2024-01-02", line("a", "10.00", 2, list_price="12.00"), shipping_fee=6, points=50)
    kept = till.standing.placed[1]
    assert (kept.order_id, kept.line_ids) == ("o2", ("a",))
    assert kept.lines[0]._replace(item=0) == (0, 2, 1850, 2400, 50, 0, 2000)
    assert (kept.terms.points_spent, kept.terms.points_minor, kept.terms.shipping_paid) == (50, 50, 600)
    assert [(one.key, one.points) for one in kept.trail] == [(0, 50)]
    assert [(one.line, one.offer, one.units, one.amount) for one in kept.shares] == [(0, 0, 2, 100)]
    assert [(one.base, one.bonus) for one in kept.awards] == [(18, 0)]


def test_shipping_paid_is_what_is_left_after_its_offers_and_the_points_on_it():
    offers = [{"id": "ship", "benefit": {"kind": "free_shipping", "amount": 2}}]
    redeem = CENT_EACH | {"cover_shipping": True, "of": {"skus": ["Z"]}}
    till = Till(points={"rules": [ONE_FOR_ONE], "redeem": redeem}, offers=offers)
    till.spend("o1", "2024-01-01", "1.00")
    till.spend("o2", "2024-01-02", "50.00")
    till.spend("o3", "2024-01-03", "50.00", shipping_fee=6, points="max")
    assert till.standing.placed[2].terms.shipping_paid == 600 - 200 - 51


def test_an_order_that_spends_no_points_keeps_no_trail():
    till = Till(points={"rules": [ONE_FOR_ONE], "redeem": CENT_EACH})
    till.spend("o1", "2024-01-01", "100.00")
    assert (till.standing.placed[0].trail, till.standing.orders) == ((), 1)


def test_demand_that_a_limit_or_a_budget_turned_away_is_counted():
    ten = {"kind": "amount", "amount": 10}
    total = {"per": "program", "uses": 1}
    offers = [
        {"id": "a", "benefit": ten, "limits": [{"per": "member", "uses": 9}, total, total | {"each": "day"}]},
        {"id": "b", "benefit": ten, "budget": "b"},
    ]
    history = History(offers=offers, budgets=[{"id": "b", "amount": 15}])
    for day in (1, 2, 3):
        history.sale(0, f"2024-01-0{day}", ("A", 1, 10_000))
    tables = history.run()
    ever, daily = tables["drained"]
    assert (ever.full_by, ever.full_at, ever.denied, ever.denied_minor) == (
        0,
        history.us("2024-01-01"),
        2,
        2000,
    )
    assert daily.denied == 0
    fund = tables["funds"][0]
    assert (fund.full_by, fund.full_at, fund.denied, fund.denied_minor) == (
        1,
        history.us("2024-01-02"),
        1,
        1000,
    )


def test_a_members_own_limit_turns_no_common_demand_away():
    offer = {"id": "a", "benefit": {"kind": "amount", "amount": 10}, "limits": [{"per": "member", "uses": 1}]}
    history = History(offers=[offer])
    for day in (1, 2):
        history.sale(0, f"2024-01-0{day}", ("A", 1, 10_000))
    tables = history.run()
    assert tables["refusals"][14].count == 1
    assert tables["drained"] == []


def test_a_lot_without_an_order_to_return_remembers_none():
    history = History(points={"rules": [ONE_FOR_ONE], "expiry": {"kind": "rolling", "days": 5}})
    history.sale(0, "2024-01-01", ("A", 1, 10_000))
    history.sale(0, "2024-02-01", ("A", 1, 10_000))
    tables = history.run()
    assert sum(one.expired for one in tables["by_month"]) == 100
