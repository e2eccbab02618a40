"""What a cancellation says adds up."""

from loyalty.facts.order import Tender
from tests.engine.till import Till


def test_what_comes_back_is_what_tenders_paid_and_cash():
    shop = Till()
    shop.spend("A1", "2024-05-01", "9.00", shipping_fee="1.00", tenders=(Tender(name="card", amount=5),))
    told = shop.cancel("A1", "2024-05-02")
    assert told.returned_minor == told.tendered_minor + told.cash_minor == 1000
    assert (told.tendered_minor, told.shipping_minor) == (500, 100)
