"""Placed orders are found by their id."""

import pytest

from loyalty.engine.orders import find, refuse_known
from loyalty.errors import AlreadyPlaced, UnknownOrder
from tests.engine.till import Till


def test_an_order_is_found_by_its_id_and_a_second_one_refused():
    shop = Till()
    shop.spend("A1", "2024-05-01", "9.00")
    shop.spend("A2", "2024-05-01", "9.00")
    assert find(shop.standing, "A2") is shop.standing.placed[1]
    refuse_known(shop.standing, "A3")
    with pytest.raises(UnknownOrder):
        find(shop.standing, "A3")
    with pytest.raises(AlreadyPlaced):
        refuse_known(shop.standing, "A2")
