import numpy as np
import pytest

from loyalty.demo.returns import DAY, MONEY_ALONE, WITHOUT_RECEIPT, Sold, refunds, returns, without_receipt
from loyalty.demo.seasons import DAYS

ORDERS = 40_000


@pytest.fixture(scope="module")
def sold():
    rng = np.random.default_rng(1)
    order = np.repeat(np.arange(ORDERS), 2)
    quantity = rng.integers(1, 5, order.size)
    gross = quantity * rng.integers(500, 9_000, order.size)
    net = gross - gross * rng.integers(0, 3, order.size) // 10
    second = np.sort(rng.integers(0, DAYS * DAY, ORDERS))
    return Sold(order, quantity, gross, net, second, rng.integers(0, 3, ORDERS))


@pytest.fixture(scope="module")
def back(sold):
    return returns(np.random.default_rng(2), sold)


def test_a_few_orders_come_back_after_some_days(sold, back):
    came_back = np.unique(sold.order[back.line])
    assert 0.03 < came_back.size / ORDERS < 0.07
    delay = (back.second - sold.second[sold.order[back.line]]) / DAY
    assert delay.min() > 0
    assert 3 < np.median(delay) < 8
    assert (back.second < DAYS * DAY).all()


def test_some_come_back_in_whole_and_some_in_part(sold, back):
    units = np.bincount(sold.order[back.line], back.quantity, ORDERS)
    bought = np.bincount(sold.order, sold.quantity, ORDERS)
    whole = (units == bought)[units > 0].mean()
    assert 0.35 < whole < 0.55
    assert (back.quantity <= sold.quantity[back.line]).all()


def test_a_whole_line_brings_its_whole_money(sold, back):
    whole = back.quantity == sold.quantity[back.line]
    assert (back.net[whole] == sold.net[back.line[whole]]).all()
    assert (back.gross[whole] == sold.gross[back.line[whole]]).all()


def test_the_dearest_units_come_back_first(sold, back):
    part = back.quantity < sold.quantity[back.line]
    line = back.line[part]
    fair = sold.net[line] * back.quantity[part] / sold.quantity[line]
    over = back.net[part] - fair
    assert over.min() >= 0
    assert 0 < over.max() < 1.01


def test_refunds_of_money_alone_touch_no_order_with_returns(sold, back):
    money = refunds(np.random.default_rng(3), sold, back)
    assert money.line.size == MONEY_ALONE
    assert not np.isin(sold.order[money.line], sold.order[back.line]).any()
    assert (money.net < sold.net[money.line] // 2).all()
    assert (money.net > 0).all()


def test_returns_without_a_receipt_are_single_units_at_their_price(sold, back):
    loose = without_receipt(np.random.default_rng(3), sold, back)
    assert loose.line.size == WITHOUT_RECEIPT
    assert (loose.net == sold.gross[loose.line] // sold.quantity[loose.line]).all()
    assert (loose.second < DAYS * DAY).all()
