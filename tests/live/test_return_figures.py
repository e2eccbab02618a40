"""What is no figure of a return is refused where it comes in, before its order is known as after."""

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from loyalty.errors import BadCart, FloatRefused, NotANumber
from loyalty.live.return_figures import checked_return
from loyalty.live.returning import ReturnAsked
from loyalty.store.tables import OPERATION, OUTBOX
from tests.live.shops import START, cart, open_shop
from tests.store.rows import rows

NO_UNITS = (1.5, True, "1", "x", None, Decimal(1), [1])
NO_MONEY = ((1.5, FloatRefused), (True, NotANumber), ("x", NotANumber), (Decimal("NaN"), NotANumber))


@pytest.mark.parametrize("placed", [False, True], ids=["before", "after"])
def test_what_is_no_figure_never_waits_for_an_order(engine, placed):
    shop = open_shop(engine, "ann")
    if placed:
        with Session(engine) as session, session.begin():
            shop.place(session, cart("100", "50"), order_id="o1", member="ann", at=START)
    before = [len(rows(engine, table, shop)) for table in (OPERATION, OUTBOX)]
    with Session(engine) as session, session.begin():
        for units in (*({"1": count} for count in NO_UNITS), {1: 1}, {"a\0": 1}, None, ["1"]):
            with pytest.raises(BadCart):
                shop.return_items(session, "o1", units, return_id="r1", at=START)
        for amount, error in (*NO_MONEY, (None, NotANumber), ([], NotANumber)):
            with pytest.raises(error):
                shop.refund_amount(session, "o1", amount, return_id="r1", at=START)
            with pytest.raises(error):
                shop.return_items(session, "o1", {}, refunds={"1": amount}, return_id="r1", at=START)
        for line_ids in ((1,), "1", 1, [1.5], ("\ud800",)):
            with pytest.raises(BadCart):
                shop.refund_amount(session, "o1", "1.00", return_id="r1", line_ids=line_ids, at=START)
        with pytest.raises(BadCart):
            shop.return_items(session, "o1", {}, refunds=[1], return_id="r1", at=START)
    assert [len(rows(engine, table, shop)) for table in (OPERATION, OUTBOX)] == before


def test_a_return_that_waits_is_booked_with_its_order_however_its_amounts_are_written(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        waits = [
            shop.refund_amount(session, "o1", amount, return_id=f"r{n}", line_ids=("1",), at=START).waits
            for n, amount in enumerate((1, "1.00", Decimal("1.0"), " 1.00"))
        ]
        placed = shop.place(session, cart("100", "50"), order_id="o1", member="ann", at=START)
    assert (waits, placed.returned_early) == ([True] * 4, ("r0", "r1", "r2", "r3"))


def test_it_says_in_both_languages_what_to_send():
    told = []
    for units in (None, {"1": "x"}):
        with pytest.raises(BadCart) as refused:
            open_figures(units)
        told += [refused.value.text("en"), refused.value.text("zh")]
    assert told[:2] == [
        "Cart, units: it is of type NoneType. Send figures by line id.",
        "购物车 units：类型为 NoneType。请传入以商品行编号为键的数值。",
    ]
    assert told[2].startswith("Cart, units[1]: 'x' is not a number of units.")


def open_figures(units):
    checked_return(ReturnAsked(order_id="o", return_id="r", at=START, units=units, refunds={}))
