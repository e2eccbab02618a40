"""Every verb asks the same things first: which version is live, and where the member stands."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from loyalty import load_program
from loyalty.errors import NoLiveProgram
from tests.faults.stories import LATER, VERBS, ready
from tests.live.shops import PROGRAM, START, cart, open_shop

MEMBERS = ("ann", "bob", "cem")


def test_an_order_is_judged_by_the_version_that_was_live_when_it_was_paid(engine):
    shop = open_shop(engine, "ann")
    double = load_program(PROGRAM.replace('points: "1"', 'points: "2"').format(key=shop.program_key))
    earned = []
    with Session(engine) as session, session.begin():
        shop.publish(session, double, author="ann", at=START + timedelta(days=2))
        for days in (3, 1):
            at = START + timedelta(days=days)
            placed = shop.place(session, cart("50"), order_id=f"o{days}", member="ann", at=at)
            earned.append(placed.quote.base_points)
    assert earned == [80, 50]


def test_before_the_first_version_nothing_is_live(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin(), pytest.raises(NoLiveProgram):
        shop.quote(session, cart("50"), member="ann", at=START - timedelta(days=1))


def test_figures_count_what_is_due_whether_it_is_booked_or_not(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("110"), order_id="o1", member="ann", at=START)
        now = shop.figures(session, "ann", at=START)
        later = shop.figures(session, "ann", at=START + timedelta(days=500))
    assert (now.booked, now.available, now.spendable, now.tiers) == (100, 100, 100, {"growth": "silver"})
    assert (later.booked, later.available, later.tiers) == (0, 0, {"growth": None})


@pytest.mark.parametrize("verb", VERBS)
def test_an_operation_tells_what_the_member_has_by_its_instant(engine, verb):
    shop = ready(engine)
    at = {"place, past a hold": START + timedelta(hours=2), "expiry": START + timedelta(days=500)}
    with Session(engine) as session, session.begin():
        answer = VERBS[verb](shop, session)
        for one in answer if isinstance(answer, list) else [answer]:
            if getattr(one, "figures", None) is not None:
                assert one.figures in [
                    shop.figures(session, member, at=at.get(verb, LATER)) for member in MEMBERS
                ]
