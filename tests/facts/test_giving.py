"""What is given without an order."""

from loyalty.facts.giving import Acted, Granted, Issued
from loyalty.facts.standing import Standing


def test_a_gift_names_its_cycle_and_what_it_is():
    gift = Issued("welcome", "once", 5, 0, "held", 0, 9)
    assert (gift.issuance_id, gift.cycle, gift.offer_id) == ("welcome", "once", "held")


def test_what_was_given_comes_with_the_standing_it_leaves():
    assert Granted(standing=Standing(), entries=()).standing == Standing()
    done = Acted(points=(), refused=("daily",), days_in_a_row=0, standing=Standing(), entries=())
    assert done.refused == ("daily",)
