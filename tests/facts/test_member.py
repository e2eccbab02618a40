"""Who orders, and the four figures of their points."""

from dataclasses import FrozenInstanceError
from datetime import UTC, datetime

import pytest

from loyalty.facts.member import FOREVER, Guest, HeldCoupon, Member
from loyalty.facts.standing import Shared, Standing


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


def test_a_coupon_is_usable_from_its_start_until_just_before_its_end():
    coupon = HeldCoupon("c", "ten-off", starts=10, ends=20)
    assert [coupon.usable(at_us) for at_us in (9, 10, 19, 20)] == [False, True, True, False]


def test_a_changed_birthday_counts_from_its_year_on():  # edge 85
    joined = datetime(2020, 1, 1, tzinfo=UTC)
    ann = Member(
        id="ann", joined_at=joined, birthday=(3, 5), birthday_before=(2, 29), birthday_from_year=2026
    )
    assert [ann.birthday_in(year) for year in (2025, 2026, 2027)] == [(2, 29), (3, 5), (3, 5)]
    assert Member(id="bob", joined_at=joined, birthday=(1, 2)).birthday_in(2000) == (1, 2)
