"""What a member brings is plain records."""

from loyalty.facts.arrival import Arrivals, ArrivingLot
from loyalty.facts.member import FOREVER


def test_whoever_brings_nothing_has_nothing():
    assert (Arrivals().lots, Arrivals().debt, Arrivals().last_order) == ((), 0, None)


def test_points_without_an_end_never_end():
    assert ArrivingLot(5, 5, 0, 0).expires == FOREVER
