"""Points given, taken and passed on."""

import pytest

from loyalty.engine import transfer
from loyalty.errors import FloatRefused, NotANumber, NotEnoughPoints, OutOfBounds, SameMember
from loyalty.facts.ledger import EntryKind
from loyalty.facts.standing import Standing
from tests.engine.till import CENT_EACH, ONE_FOR_ONE, Till, line

MONTH = {"kind": "rolling", "months": 1, "round_up": "none"}
POINTS = {"rules": [ONE_FOR_ONE], "redeem": CENT_EACH, "expiry": MONTH}


def till(**policy):
    return Till(points=POINTS | policy)


def moved(entries):
    return [(one.kind, one.points) for one in entries]


def passed(shop, points, at, taken=None):
    return transfer(
        shop.plan,
        points,
        giver=shop.who,
        taker=shop.member("n"),
        at=shop.at(at),
        giver_standing=shop.standing,
        taker_standing=taken or Standing(),
    )


def test_points_given_end_as_the_programme_says_or_as_told():
    shop = till()
    shop.adjust(10, "2024-05-01")
    assert moved(shop.entries) == [(EntryKind.ADJUSTED, 10)]
    shop.adjust(5, "2024-05-01", expires="2024-05-02")
    assert shop.expiries() == ["2024-05-02T00:00:00", "2024-06-01T00:00:00"]
    assert (shop.points("2024-05-01"), shop.points("2024-05-02")) == (15, 10)


def test_points_given_repay_a_debt_first():
    shop = till()
    shop.spend("A1", "2024-05-01", "10.00")
    shop.adjust(-10, "2024-05-01")
    shop.give_back("A1", "2024-05-02")
    assert shop.standing.debt == 10
    shop.adjust(15, "2024-05-03")
    assert moved(shop.entries) == [(EntryKind.ADJUSTED, 15), (EntryKind.DEBT_REPAID, 10)]
    assert (shop.standing.debt, shop.standing.booked) == (0, 5)


def test_no_more_points_are_taken_than_are_available():
    shop = till(pending={"days": 7})
    shop.adjust(10, "2024-05-01")
    shop.spend("A1", "2024-05-01", "50.00")
    before = shop.standing
    with pytest.raises(NotEnoughPoints) as refused:
        shop.adjust(-11, "2024-05-02")
    assert refused.value.fields == {"asked": 11, "available": 10}
    assert shop.standing == before
    shop.adjust(-10, "2024-05-02")
    assert (shop.standing.booked, shop.points("2024-05-02")) == (50, 0)


def test_nothing_given_is_nothing_written():
    shop = till()
    shop.adjust(0, "2024-05-01")
    assert (shop.entries, shop.standing.lots) == ((), ())


def test_points_are_whole_numbers_of_the_wallets_smallest_unit():  # edge 52
    shop = till(decimals=2)
    shop.adjust(1, "2024-05-01")
    assert shop.standing.booked == 1
    for points, error in ((1.5, FloatRefused), ("1", NotANumber), (True, NotANumber)):
        with pytest.raises(error):
            shop.adjust(points, "2024-05-01")
        with pytest.raises(error):
            passed(shop, points, "2024-05-01")


def test_points_end_after_they_come():
    with pytest.raises(OutOfBounds):
        till().adjust(1, "2024-05-01", expires="2024-05-01")


def test_points_passed_on_keep_the_end_of_their_lot():  # edge 50
    shop = till()
    shop.spend("A1", "2024-05-01", "10.00")
    shop.spend("A2", "2024-05-10", "10.00")
    told = passed(shop, 15, "2024-05-20")
    assert moved(told.giver.entries) == [(EntryKind.TRANSFERRED, -10), (EntryKind.TRANSFERRED, -5)]
    assert moved(told.taker.entries) == [(EntryKind.TRANSFERRED, 10), (EntryKind.TRANSFERRED, 5)]
    assert [(lot.left, shop.shown(lot.expires)) for lot in told.taker.standing.lots] == [
        (10, "2024-06-01T00:00:00"),
        (5, "2024-06-10T00:00:00"),
    ]
    assert (told.giver.standing.booked, told.taker.standing.booked) == (5, 15)


def test_pending_held_and_expired_points_do_not_move():  # edge 50
    shop = till(pending={"days": 1})
    shop.spend("old", "2024-04-01", "7.00")
    shop.spend("A1", "2024-05-01", "10.00")
    shop.lock("A2", "2024-05-03", line("a", "0.04"), points="max")
    shop.spend("A3", "2024-05-03", "20.00")
    with pytest.raises(NotEnoughPoints) as refused:
        passed(shop, 7, "2024-05-03")
    assert refused.value.fields["available"] == 6
    assert passed(shop, 6, "2024-05-03").giver.standing.booked == 24


def test_points_passed_on_repay_the_takers_debt_first():
    shop = till()
    shop.spend("A1", "2024-05-01", "10.00")
    told = passed(shop, 10, "2024-05-02", Standing(debt=4, debt_at=shop.us("2024-05-01")))
    assert moved(told.taker.entries) == [(EntryKind.TRANSFERRED, 10), (EntryKind.DEBT_REPAID, 4)]
    assert [shop.shown(one.at_us)[:10] for one in told.taker.entries] == ["2024-05-02", "2024-05-02"]


def test_nobody_passes_points_on_to_themselves_nor_none():
    shop = till()
    shop.adjust(5, "2024-05-01")
    with pytest.raises(OutOfBounds):
        passed(shop, 0, "2024-05-01")
    with pytest.raises(SameMember):
        transfer(
            shop.plan,
            1,
            giver=shop.who,
            taker=shop.who,
            at=shop.at("2024-05-01"),
            giver_standing=shop.standing,
            taker_standing=shop.standing,
        )
