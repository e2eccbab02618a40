"""The four figures of a member's points at an instant."""

from loyalty.facts.member import FOREVER, PointLot
from loyalty.facts.standing import Shared, Standing


def lot(left, available, expires):
    return PointLot(
        kept=0, group=0, expires=expires, available=available, earned=0, key=0, left=left, granted=left
    )


def test_someone_new_stands_at_nothing():
    standing = Standing()
    assert (standing.booked, standing.available(0), standing.pending(0), standing.debt) == (0, 0, 0, 0)
    assert (standing.orders, standing.lots, standing.placed) == (0, (), ())
    assert Shared() == Shared((), ())


def test_points_can_be_spent_from_maturing_until_just_before_their_end():  # edge 20
    standing = Standing(lots=(lot(5, 100, 200),))
    assert [standing.available(at) for at in (99, 100, 199, 200)] == [0, 5, 5, 0]
    assert [standing.pending(at) for at in (99, 100)] == [5, 0]


def test_booked_are_the_points_of_every_lot_and_debt_stays_apart():
    standing = Standing(lots=(lot(5, 0, FOREVER), lot(7, 50, 60), lot(2, 0, 20)), debt=3)
    assert standing.booked == 14
    assert (standing.available(20), standing.pending(20), standing.debt) == (5, 7, 3)
