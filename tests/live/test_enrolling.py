"""Becoming a member is done once; the same again changes nothing."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from loyalty.errors import BadReference, IdempotencyConflict
from tests.faults.machine_both import Hands
from tests.live.shops import START, open_shop


def test_enrolling_twice_answers_the_first_member(engine):
    clock = Hands()
    shop = open_shop(engine, clock=clock)
    with Session(engine) as session, session.begin():
        first = shop.enrol(session, "ann", birthday=(2, 29), attributes={"vip": None})
        clock.at += timedelta(days=1)
        again = shop.enrol(session, "ann", birthday=(2, 29), attributes={"vip": None})
    assert again == first
    assert again.joined_at == START


def test_enrolling_again_with_other_facts_is_a_conflict(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin():
        shop.enrol(session, "ann", joined_at=START)
        with pytest.raises(IdempotencyConflict):
            shop.enrol(session, "ann", joined_at=START, birthday=(1, 1))


@pytest.mark.parametrize("ref", ["", "a" * 129, "a\x00b", "a\nb", 7])
def test_a_reference_that_cannot_be_kept_is_refused(engine, ref):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin(), pytest.raises(BadReference):
        shop.enrol(session, ref, joined_at=START)
