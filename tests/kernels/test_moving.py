"""Points that come or go without an order are written down by lot."""

from loyalty.facts.ledger import EntryKind
from tests.engine.till import CENT_EACH, ONE_FOR_ONE, Till

MONTH = {"kind": "rolling", "months": 1, "round_up": "none"}


def test_points_leave_in_spending_order_lot_by_lot():
    shop = Till(points={"rules": [ONE_FOR_ONE], "redeem": CENT_EACH, "expiry": MONTH})
    shop.spend("A1", "2024-05-01", "10.00")
    shop.spend("A2", "2024-05-02", "10.00")
    shop.adjust(-15, "2024-05-03")
    assert [(one.kind, one.points, one.lot) for one in shop.entries] == [
        (EntryKind.ADJUSTED, -10, 0),
        (EntryKind.ADJUSTED, -5, 1),
    ]
    assert [lot.left for lot in shop.standing.lots] == [5]


def test_the_first_points_start_the_clock_of_inactivity_and_later_ones_do_not_put_it_off():  # edge 25
    idle = {"kind": "inactivity", "months": 1, "extended_by": ["earn"]}
    shop = Till(points={"rules": [ONE_FOR_ONE], "expiry": idle})
    shop.adjust(10, "2024-05-01")
    shop.adjust(10, "2024-05-20")
    assert shop.shown(shop.standing.active_until) == "2024-06-01T00:00:00"
    assert shop.points("2024-06-01") == 0
