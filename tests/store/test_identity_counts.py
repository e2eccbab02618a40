"""What is counted on identities, summed for staff: used, held, and how many have none left."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from loyalty.errors import BadReference
from loyalty.live import Loyalty
from loyalty.live.limits import IdentityCount
from tests.faults.machine_both import Hands
from tests.live.shops import START, cart
from tests.live.test_identity_limits import DAILY, PROGRAM, TWICE, known

DAY = timedelta(days=1)
FOUR = {
    "ann": {"phone": "1"},
    "bob": {"phone": "1", "email": "b"},
    "cem": {"phone": "3"},
    "dee": {"phone": "4"},
}


@pytest.fixture
def session(engine):
    """A session on each database."""
    with Session(engine) as made, made.begin():
        yield made


def seen(shop, session, **asked):
    return [
        (one.identities, one.used, one.held, one.used_up) for one in shop.limits.by_identity(session, **asked)
    ]


def test_used_held_and_used_up_are_seen(engine, session):  # edge 71
    shop = known(engine, TWICE, **FOUR)
    assert seen(shop, session) == [(0, 0, 0, 0)]
    shop.place(session, cart("99"), order_id="o1", member="ann", at=START)
    shop.hold(session, cart("99"), order_id="o2", member="bob", at=START)
    shop.hold(session, cart("99"), order_id="o3", member="cem", at=START)
    told = IdentityCount(limit="gift/identity/ever", uses_max=2, identities=3, used=1, held=3, used_up=1)
    assert shop.limits.by_identity(session) == (told,)
    assert shop.limits.by_identity(session, offer_id="gift") == (told,)
    shop.place(session, cart("99"), order_id="o2", member="bob", at=START)
    assert seen(shop, session) == [(3, 3, 1, 1)]
    shop.release(session, "o3", at=START)
    shop.cancel(session, "o1", at=START)
    assert seen(shop, session) == [(2, 2, 0, 0)]


def test_a_checkout_that_ran_out_counts_nothing_whether_it_was_let_go_or_not(engine, session):
    shop, clock = known(engine, PROGRAM, **FOUR), Hands()
    late = Loyalty(shop.program_key, clock=clock)
    shop.hold(session, cart("99"), order_id="o1", member="bob", at=START)
    assert seen(late, session) == [(2, 0, 2, 2)]
    clock.at = START + timedelta(minutes=30)
    assert seen(late, session) == [(0, 0, 0, 0)]
    late.release(session, "o1")
    assert seen(late, session) == [(0, 0, 0, 0)]


def test_a_day_that_is_over_counts_nothing(engine, session):
    shop = known(engine, DAILY, **FOUR)
    shop.place(session, cart("99"), order_id="o1", member="ann", at=START)
    shop.place(session, cart("99"), order_id="o2", member="cem", at=START + DAY)
    assert seen(shop, session, at=START + DAY) == [(1, 1, 0, 1)]
    assert seen(shop, session, at=START + 2 * DAY) == [(0, 0, 0, 0)]
    assert seen(shop, session, at=START) == [(2, 2, 0, 2)]  # an order of then counts in the newest window


def test_a_programme_without_such_limits_shows_none(engine, session):
    shop = known(engine, PROGRAM.replace("per: identity", "per: program"), **FOUR)
    assert shop.limits.by_identity(session) == ()
    with pytest.raises(BadReference):
        shop.limits.by_identity(session, offer_id=" ")
