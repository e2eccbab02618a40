"""Who orders, and the four figures of their points."""

from dataclasses import FrozenInstanceError
from datetime import UTC, datetime

import pytest

from loyalty.facts.member import FOREVER, Guest, Member, PointLot, Shared, Standing


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


def test_a_member_may_keep_their_birthday_to_themselves():
    member = Member(id="mei", joined_at=datetime(2024, 1, 1, tzinfo=UTC))
    assert (member.birthday, member.attributes) == (None, {})


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (Guest(), "id"),
        (Member(id="mei", joined_at=datetime(2024, 1, 1, tzinfo=UTC)), "id"),
        (Standing(), "debt"),
        (Shared(), "uses"),
    ],
)
def test_records_cannot_be_changed(record, field):
    with pytest.raises((FrozenInstanceError, TypeError, AttributeError)):
        setattr(record, field, 1)


def test_an_instant_that_never_comes_is_after_all_others():
    assert Standing().active_until == FOREVER
    assert Standing().wiped_at == -FOREVER


def test_a_changed_birthday_counts_from_its_year_on():  # edge 85
    joined = datetime(2020, 1, 1, tzinfo=UTC)
    ann = Member(
        id="ann", joined_at=joined, birthday=(3, 5), birthday_before=(2, 29), birthday_from_year=2026
    )
    assert [ann.birthday_in(year) for year in (2025, 2026, 2027)] == [(2, 29), (3, 5), (3, 5)]
    assert Member(id="bob", joined_at=joined, birthday=(1, 2)).birthday_in(2000) == (1, 2)
