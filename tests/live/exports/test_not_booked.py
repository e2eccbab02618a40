"""What is due and not booked is counted beside an export, and is nothing after the night."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from loyalty.live import Actor
from loyalty.live.exports import members_not_booked
from tests.live.shops import START, cart, open_shop
from tests.live.test_giving import GIVING

DAY = timedelta(days=1)
KIM = Actor("kim", frozenset({"admin"}))
BARE = GIVING[: GIVING.index("issuances:")]


def counted(engine, shop, at):
    with Session(engine) as session, session.begin():
        return members_not_booked(session.connection(), shop.desk.plans, at)


def told_before_and_after_the_night(engine, shop, at):
    before = counted(engine, shop, at)
    shop.nightly(lambda: Session(engine), at=at)
    return before, counted(engine, shop, at)


def test_ends_and_checkouts_that_ran_out_are_counted_by_member(engine):
    shop = open_shop(engine, "ann", "bob", "cem", "dia", document=BARE)
    with Session(engine) as session, session.begin():
        for member in ("ann", "bob", "cem"):
            shop.place(session, cart("110"), order_id=member, member=member, at=START)
        shop.hold(session, cart("60"), order_id="h", member="ann", at=START + 400 * DAY)
        shop.hold(session, cart("60"), order_id="g", at=START + 400 * DAY)
        shop.members.block(session, "cem", actor=KIM, reason="r")
    assert counted(engine, shop, START) == 0
    assert told_before_and_after_the_night(engine, shop, START + 401 * DAY) == (3, 0)


@pytest.mark.parametrize("document", [GIVING, GIVING[: GIVING.index("  - id: risen")]])
def test_gifts_are_counted_where_they_are_due(engine, document):
    shop = open_shop(engine, "ann", "bob", document=document)
    assert told_before_and_after_the_night(engine, shop, START) == (2, 0)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("150"), order_id="o1", member="ann", at=START + DAY // 4)
    rises = "risen" in document
    assert told_before_and_after_the_night(engine, shop, START + DAY // 3) == (int(rises), 0)
    assert told_before_and_after_the_night(engine, shop, START + DAY) == (2, 0)


def test_before_the_first_version_nothing_is_due(engine):
    shop = open_shop(engine, "ann", document=GIVING)
    assert counted(engine, shop, START - DAY) == 0
