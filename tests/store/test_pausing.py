"""Switches leave what else is said about an offer as it was."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.store.pausing import switch_offers, switch_program
from loyalty.store.programs import live_version
from loyalty.store.tables import OFFER_SWITCH
from loyalty.when import to_us
from tests.live.shops import START, open_shop


def paused(shop, session):
    return live_version(session.connection(), shop.program_key, START, at_us=to_us(START)).pauses


def test_a_pause_beside_another_switch_ends_and_leaves_it(engine):
    shop = open_shop(engine)
    row = {"program_key": shop.program_key, "offer_id": "first", "state": "not_issuing", "changed_us": 0}
    with Session(engine) as session, session.begin():
        session.connection().execute(sa.insert(OFFER_SWITCH), row | {"actor": "amy"})
        with shop.desk.working(session, "x", START) as work:
            switch_offers(work, ["other", "first"], paused=True, actor="eve", reason="now")
            assert paused(shop, session).offers == {"first", "other"}
            switch_offers(work, ["first"], paused=False, actor="eve", reason=None)
        assert paused(shop, session).offers == {"other"}
        mine = sa.select(OFFER_SWITCH.c.state).where(
            OFFER_SWITCH.c.program_key == shop.program_key, OFFER_SWITCH.c.offer_id == "first"
        )
        assert session.connection().execute(mine).scalar_one() == "not_issuing"


def test_a_whole_programme_is_paused_beside_its_offers(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin():
        with shop.desk.working(session, "x", START) as work:
            switch_offers(work, ["first"], paused=True, actor="eve", reason=None)
            switch_program(work, paused=True)
            assert paused(shop, session).everything
            switch_program(work, paused=False)
        assert (paused(shop, session).everything, paused(shop, session).offers) == (False, {"first"})
