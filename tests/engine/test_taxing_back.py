"""What comes back carries its tax: all returns of an order's goods together carry the goods' tax."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.engine.taxing_back import TaxBack, tax_back
from loyalty.errors import OverReturn
from tests.engine.till import CENT_EACH, ONE_FOR_ONE, Till, line

DAY = "2024-01-05"
TENDER = {"rules": [ONE_FOR_ONE], "redeem": CENT_EACH | {"points_are": "tender"}}


def test_units_carry_their_part_of_the_tax_the_dearest_first():
    till = Till()
    quoted = till.buy("1", DAY, line("a", "3.33", 3, tax_rate=13), line("b", 5))
    assert quoted.tax_minor == 115
    assert [till.give_back("1", DAY).tax_minor for _ in range(3)] == [39, 38, 38]
    assert till.give_back("1", DAY, {"b": 1}).tax_minor == 0


def test_tax_on_top_comes_back_beside_what_the_goods_were_worth():
    till = Till()
    till.buy("1", DAY, line("a", 100, 2, tax_rate=13), prices_include_tax=False)
    back = till.give_back("1", DAY)
    assert (back.returned_minor, back.tax_minor) == (10000, 1300)


def test_money_alone_carries_tax_in_proportion_and_the_rest_stays_with_the_goods():
    till = Till()
    till.buy("1", DAY, line("a", "113.00", tax_rate=13), shipping_fee="10.60", shipping_tax_rate=6)
    assert till.refund("1", DAY, "56.50").tax_minor == 650
    assert till.standing.placed[0].taxes == (650,)
    assert till.give_back("1", DAY).tax_minor == 650


def test_money_beside_units_is_at_most_what_they_leave():
    till = Till()
    till.buy("1", DAY, line("a", "1.13", 2, tax_rate=13), line("b", 0))
    for units, refund in (({"a": 1, "b": 1}, "1.14"), ({"a": 2}, "0.01")):
        with pytest.raises(OverReturn):
            till.give_back("1", DAY, units, refunds={"a": refund})
    back = till.give_back("1", DAY, {"a": 1, "b": 1}, refunds={"a": "1.13"})
    assert (back.returned_minor, back.tax_minor) == (226, 26)
    assert till.give_back("1", DAY).tax_minor == 0


def test_points_that_are_a_tender_are_taxed_too():
    till = Till(points=TENDER)
    till.spend("0", DAY, "100.00")
    quoted = till.buy("1", "2024-01-06", line("a", "2.26", 2, tax_rate=13), points="max")
    assert (quoted.tax_minor, quoted.points_minor) == (52, 100)
    assert till.refund("1", "2024-01-07", "0.52").tax_minor == 6
    assert till.give_back("1", "2024-01-07", {"a": 2}).tax_minor == 46


def test_an_order_without_tax_carries_none():
    till = Till()
    till.buy("1", DAY, line("a", 5))
    assert tax_back(till.plan, till.standing.placed[0], [(0, 1, 0)]) == TaxBack(0, ())


def test_cancelling_gives_back_all_tax_that_is_left():
    till = Till()
    cart = {"shipping_fee": "10.60", "shipping_tax_rate": 6}
    till.buy("1", DAY, line("a", "113.00", 2, tax_rate=13), **cart)
    till.give_back("1", DAY)
    assert till.cancel("1", DAY).tax_minor == 1300 + 60


def test_goods_that_name_no_order_carry_the_tax_they_come_with():
    assert Till().give_back_unlinked(DAY, line("a", "113.00", tax_rate=13), line("b", 1)).tax_minor == 1300


@given(st.data())
def test_all_parts_of_an_order_carry_exactly_its_goods_tax(data):
    """Units and money in any order: nothing of the tax is lost, and no part is below 0."""
    till = Till(offers=[{"id": "o", "benefit": {"kind": "percent", "percent": 7}}])
    drawn = data.draw(
        st.lists(
            st.tuples(st.integers(0, 99_999), st.integers(1, 4), st.integers(0, 30)), min_size=1, max_size=3
        )
    )
    lines = [
        line(str(n), amount=f"{cents / 100:.2f}", quantity=units, tax_rate=rate)
        for n, (cents, units, rate) in enumerate(drawn)
    ]
    included = data.draw(st.booleans())
    quoted = till.buy("1", DAY, *lines, prices_include_tax=included)
    parts = []
    while any(one.units for one in till.standing.placed[0].lines):
        left = till.standing.placed[0].lines
        place = data.draw(st.sampled_from([n for n, one in enumerate(left) if one.units]))
        if left[place].net > 0 and data.draw(st.booleans()):
            money = data.draw(st.integers(1, left[place].net))
            back = till.refund("1", DAY, f"{money / 100:.2f}", line_ids=(str(place),))
        else:
            back = till.give_back("1", DAY, {str(place): data.draw(st.integers(1, left[place].units))})
        parts.append(back.tax_minor)
    assert min(parts) >= 0
    assert sum(parts) == quoted.tax_minor
