"""Goods and money that come back through the engine: worth, refusals, and no return twice."""

import pytest

from loyalty.errors import BadCart, DuplicateReturn, OverReturn, UnknownOrder
from loyalty.facts.ledger import EntryKind
from tests.engine.till import ONE_FOR_ONE, Till, line

POINTS = {"rules": [ONE_FOR_ONE]}


@pytest.fixture
def shop():
    made = Till(points=POINTS)
    made.buy("A1", "2024-05-01", line("a", "10.01", 3), line("b", "5.00"))
    return made


def test_units_carry_what_they_cost_dearest_first():
    shop = Till(offers=[{"id": "cent", "benefit": {"kind": "amount", "amount": "0.01"}}])
    shop.buy("A1", "2024-05-01", line("a", "10.00", 3))
    worth = [shop.give_back("A1", "2024-05-02").returned_minor for _ in range(3)]
    assert worth == [1000, 1000, 999]


def test_units_and_money_of_one_return_are_booked_together(shop):
    told = shop.give_back("A1", "2024-05-02", {"a": 1}, refunds={"b": "2.00"})
    assert told.returned_minor == 1001 + 200
    assert told.taken_base == 35 - 23


def test_money_alone_lowers_the_paid_basis(shop):
    told = shop.refund("A1", "2024-05-02", "5.03")
    assert (told.returned_minor, told.taken_base, told.points_restored) == (503, 5, 0)
    assert [entry.kind for entry in shop.entries] == [EntryKind.TAKEN_BACK]


def test_money_of_one_line_stays_on_that_line(shop):
    shop.refund("A1", "2024-05-02", "5.00", line_ids=("b",))
    assert [kept.net for kept in shop.standing.placed[0].lines] == [3003, 0]


@pytest.mark.parametrize("units", [{"a": 4}, {"a": 0}, {"c": 1}])
def test_more_than_is_left_does_not_come_back(shop, units):  # edge 42
    before = shop.standing
    with pytest.raises(OverReturn):
        shop.give_back("A1", "2024-05-02", units)
    assert shop.standing == before


@pytest.mark.parametrize("units", [1.0, True, "1"])
def test_units_are_whole_numbers(shop, units):
    with pytest.raises(BadCart) as refused:
        shop.give_back("A1", "2024-05-02", {"a": units})
    assert refused.value.fields["where"] == "units[a]"
    assert refused.value.text().endswith(
        "is not a number of units. Send a whole number from 1 to 2147483647."
    )


@pytest.mark.parametrize(("line_id", "amount"), [("b", "5.01"), ("b", "0.00"), ("c", "1.00")])
def test_no_more_money_comes_back_than_a_line_was_paid(shop, line_id, amount):
    with pytest.raises(OverReturn):
        shop.give_back("A1", "2024-05-02", {}, refunds={line_id: amount})


def test_what_is_told_by_no_line_is_refused(shop):
    with pytest.raises(BadCart) as refused:
        shop.give_back("A1", "2024-05-02", ["a"])
    assert refused.value.fields["where"] == "units"


def test_money_beside_units_of_a_line_is_at_most_what_they_leave(shop):
    before = shop.standing
    for units, amount in ((3, "0.01"), (1, "20.03")):
        with pytest.raises(OverReturn) as refused:
            shop.give_back("A1", "2024-05-02", {"a": units}, refunds={"a": amount})
    assert "20.03 cannot be returned, only 20.02 is left" in refused.value.text()
    assert shop.standing == before
    assert shop.give_back("A1", "2024-05-02", {"a": 1}, refunds={"a": "20.02"}).returned_minor == 3003


@pytest.mark.parametrize("line_ids", [("b", "typo"), ("ab",)])
def test_money_of_a_line_that_is_not_there_is_refused(shop, line_ids):
    with pytest.raises(OverReturn):
        shop.refund("A1", "2024-05-02", "1.00", line_ids=line_ids)
    assert shop.refund("A1", "2024-05-02", "1.00", line_ids=["b"]).returned_minor == 100


@pytest.mark.parametrize("line_ids", ["b", "ab", 1, iter("b")])
def test_lines_are_told_in_a_list_and_one_alone_is_none(shop, line_ids):
    with pytest.raises(BadCart, match=r"Cart, line_ids: it is of type .*Send several line ids"):
        shop.refund("A1", "2024-05-02", "1.00", line_ids=line_ids)


@pytest.mark.parametrize("amount", ["35.04", "0.00"])
def test_no_more_money_comes_back_than_the_order_was_paid(shop, amount):
    with pytest.raises(OverReturn):
        shop.refund("A1", "2024-05-02", amount)


def test_an_order_of_many_lines_is_not_told_line_by_line():
    shop = Till()
    shop.buy("A1", "2024-05-01", *(line(f"l{n}", "1.00") for n in range(300)))
    with pytest.raises(OverReturn, match=r"lines? l0, l1, l2, l3, l4, … \(300\): 300.01 cannot"):
        shop.refund("A1", "2024-05-02", "300.01")


def test_a_return_is_booked_once(shop):  # edge 41
    shop.give_back("A1", "2024-05-02", return_id="R1")
    with pytest.raises(DuplicateReturn):
        shop.give_back("A1", "2024-05-03", return_id="R1")
    with pytest.raises(DuplicateReturn):
        shop.refund("A1", "2024-05-03", "1.00", return_id="R1")


def test_an_order_nobody_placed_cannot_be_returned(shop):
    with pytest.raises(UnknownOrder):
        shop.give_back("A2", "2024-05-02")


def test_goods_without_an_order_take_what_they_would_earn_now(shop):
    told = shop.give_back_unlinked("2024-05-02", line("x", "4.99"))
    assert (told.taken_unlinked, told.debt) == (4, 0)
    assert shop.standing.booked == 31


def test_a_return_of_nothing_is_refused(shop):
    with pytest.raises(BadCart) as refused:
        shop.give_back_unlinked("2024-05-02")
    assert refused.value.text("zh").endswith("没有退回任何商品。请列出所退商品。")
