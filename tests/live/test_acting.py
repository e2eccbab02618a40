"""Actions are booked once, within their limits."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from loyalty.errors import IdempotencyConflict, UnknownMember
from tests.live.shops import PROGRAM, START, open_shop

ACTING = PROGRAM.replace(
    "  expiry:",
    """  actions:
    - id: daily
      action: check_in
      points: 5
      at_most: [{{times: 1, each: day}}]
      streaks: [{{days: 2, points: 10}}]
  expiry:""",
)


def test_an_action_earns_within_its_limits_and_more_for_days_in_a_row(engine):
    shop = open_shop(engine, "ann", document=ACTING)
    earned = []
    for number, hours in enumerate((0, 1, 24)):
        with Session(engine) as session, session.begin():
            at = START + timedelta(hours=hours)
            done = shop.act(session, "ann", "check_in", action_id=str(number), at=at)
            earned.append((done.points, done.refused, done.days_in_a_row, done.figures.booked))
    assert earned == [(5, (), 1, 5), (0, ("daily",), 0, 5), (15, (), 2, 20)]


def test_an_action_posted_twice_is_booked_once(engine):  # edge 17
    shop = open_shop(engine, "ann", document=ACTING)
    with Session(engine) as session, session.begin():
        done = shop.act(session, "ann", "check_in", action_id="a1", at=START)
        assert shop.act(session, "ann", "check_in", action_id="a1", at=START + timedelta(days=9)) == done
        with pytest.raises(IdempotencyConflict):
            shop.act(session, "ann", "review", action_id="a1", at=START)
        assert shop.figures(session, "ann", at=START).booked == 5


def test_an_action_of_nobody_is_refused(engine):
    shop = open_shop(engine, document=ACTING)
    with Session(engine) as session, session.begin(), pytest.raises(UnknownMember):
        shop.act(session, "nobody", "check_in", action_id="a1", at=START)
