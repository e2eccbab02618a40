"""Coupons of issuances in a history: held, used one by one, given back, and lapsed."""

import pytest

from loyalty.kernels import codes
from loyalty.kernels.held import put_in_order, withdraw
from loyalty.kernels.rows import row
from tests.kernels.history import History

FIVE = {"id": "five", "benefit": {"kind": "amount", "amount": 5}, "coupon": {}}
TWO = {"id": "two", "benefit": {"kind": "amount", "amount": 2}, "coupon": {"give_back": False}}
JOINING, MONTHLY = {"kind": "sign_up"}, {"kind": "monthly"}


def coupon(offer, days):
    return {"kind": "coupon", "offer": offer, "valid_days": days}


def shop(*issuances, offers=(FIVE, TWO), **fields):
    return History(
        joined="2024-01-10T09:00",
        offers=list(offers),
        issuances=[
            {"id": f"gift{number}", "on": on, "gives": list(gives)}
            for number, (on, *gives) in enumerate(issuances)
        ],
        **fields,
    )


def off(tables):
    return [one.off for one in tables["outcomes"]]


def counted(tables, gift=0):
    one = tables["by_gift"][gift]
    return one.given, one.used, one.cost, one.back, one.lapsed


@pytest.mark.parametrize("orders", [1, 3])
def test_an_offer_takes_a_coupon_while_the_member_holds_one(orders):
    history = shop((JOINING, coupon("five", 30), coupon("five", 30)), offers=[FIVE])
    for day in range(orders):
        history.sale(0, f"2024-01-1{day + 1}", ("A", 1, 1000))
    tables = history.run()
    assert off(tables) == [500, 500, 0][:orders]
    assert [one.count for one in tables["refusals"][: codes.REASONS]][codes.NO_COUPON] == max(orders - 2, 0)
    used = [sum(column) for column in zip(counted(tables, 0), counted(tables, 1), strict=True)]
    assert used == [2, min(orders, 2), min(orders, 2) * 500, 0, 0]


def test_guests_hold_none_and_what_no_issuance_gives_everybody_has():
    history = shop((JOINING, coupon("five", 30)))
    history.sale(codes.NONE, "2024-01-11", ("A", 1, 1000))
    history.sale(0, "2024-03-11", ("A", 1, 1000))
    assert off(history.run()) == [0, 200]


def test_the_coupon_that_ends_first_goes_first():
    history = shop((JOINING, coupon("five", 60), coupon("five", 5), coupon("five", 30)))
    history.sale(0, "2024-01-11", ("A", 1, 1000))
    history.sale(0, "2024-02-02", ("A", 1, 1000))
    tables = history.run()
    assert [counted(tables, gift)[1] for gift in range(3)] == [0, 1, 1]
    assert tables["gifted"][0].held == 1


def test_a_coupon_that_ends_unused_has_lapsed():
    history = shop((MONTHLY, coupon("five", 5)))
    history.sale(0, "2024-01-20", ("A", 1, 1000))
    history.sale(0, "2024-04-20", ("A", 1, 1000))
    assert counted(history.run()) == (3, 0, 0, 0, 3)
    assert counted(history.run(measure_from="2024-03-02")) == (1, 0, 0, 0, 2)


def test_what_has_ended_makes_room_for_what_has_not():
    history = shop((JOINING, coupon("five", 60), coupon("five", 5)), offers=[FIVE])
    history.sale(0, "2024-02-02", ("A", 1, 1000))
    tables = history.run()
    assert (counted(tables), counted(tables, 1)) == ((1, 1, 500, 0, 0), (1, 0, 0, 0, 1))


def test_among_offers_that_save_as_much_the_coupon_that_ends_first_is_used():
    same = {"benefit": {"kind": "amount", "amount": 5}, "coupon": {}, "group": "one"}
    offers = [{"id": "a", **same}, {"id": "b", **same}]
    for first, second in ((9, 5), (5, 9)):
        history = shop(
            (JOINING, coupon("a", first), coupon("b", second)),
            offers=offers,
            groups=[{"id": "one", "rule": "first"}],
        )
        history.sale(0, "2024-01-11", ("A", 1, 1000))
        tables = history.run()
        assert [counted(tables, gift)[1] for gift in range(2)] == [int(first < second), int(second < first)]


def returned(offer, day, *, whole=True, **fields):
    history = shop((JOINING, coupon(offer, 30)), offers=[FIVE if offer == "five" else TWO])
    history.sale(0, "2024-01-11", ("A", 1, 1000), ("B", 1, 1000), kept=True)
    history.give_back(0, day, 0, (1, 1 if whole else 0))
    history.sale(0, "2024-01-25", ("A", 1, 1000))
    return history.run(**fields)


def test_when_all_of_an_order_comes_back_its_coupon_is_held_again():
    tables = returned("five", "2024-01-20")
    assert off(tables) == [500, 0, 500]
    assert counted(tables) == (1, 2, 1000, 1, 0)


def test_what_comes_back_in_part_or_by_an_offer_that_keeps_it_does_not():
    assert off(returned("five", "2024-01-20", whole=False)) == [500, 0, 0]
    assert off(returned("two", "2024-01-20")) == [200, 0, 0]


def test_a_coupon_that_comes_back_after_its_end_has_lapsed():
    history = shop((JOINING, coupon("five", 5)), offers=[FIVE])
    history.sale(0, "2024-01-11", ("A", 1, 1000), kept=True)
    history.give_back(0, "2024-02-20", 0, (1,))
    history.sale(0, "2024-02-25", ("A", 1, 1000))
    tables = history.run()
    assert (off(tables), counted(tables)) == ([500, 0, 0], (1, 1, 500, 1, 1))
    assert counted(history.run(measure_from="2024-02-24")) == (0, 0, 0, 0, 0)


def test_a_return_of_no_order_brings_no_coupon_back():
    history = shop((JOINING, coupon("five", 30)), offers=[FIVE])
    history.sale(0, "2024-01-11", ("A", 1, 1000))
    history.give_back_unlinked(0, "2024-01-12", ("A", 1, 1000))
    history.sale(0, "2024-01-13", ("A", 1, 1000))
    assert off(history.run()) == [500, 0, 0]


def test_what_ends_first_stands_first_and_equals_by_rank():
    opens = [row("opens", offer=n, state=n, rank=n, ends=end) for n, end in enumerate((9, 5, 9, 5))]
    put_in_order(4, opens)
    assert [(one.offer, one.state, one.rank, one.ends) for one in opens] == [
        (1, 1, 1, 5),
        (3, 3, 3, 5),
        (0, 0, 0, 9),
        (2, 2, 2, 9),
    ]
    put_in_order(4, opens)
    assert [one.rank for one in opens] == [1, 3, 0, 2]
    opens.reverse()
    put_in_order(4, opens)
    assert [one.rank for one in opens] == [1, 3, 0, 2]


def test_an_answer_that_is_withdrawn_leaves_the_others_as_they_are():
    words = [row("eligible", bits=-1), row("eligible", bits=5)]
    withdraw(0, 31, words)
    withdraw(0, 32, words)
    withdraw(0, 33, words)
    assert [one.bits for one in words] == [2**31 - 1, 4]
