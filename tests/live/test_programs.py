"""Versions from draft to retirement, by the people who may; and switches that hold in the order itself."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from loyalty import Reason
from loyalty.errors import NoSuchOffer, RoleMissing
from loyalty.live import Actor
from loyalty.store.audit import read_acts
from tests.live.shops import START, cart, open_shop

EDITOR = Actor("eve", frozenset({"editor"}))
APPROVER = Actor("amy", frozenset({"approver"}))
VIEWER = Actor("vic", frozenset({"viewer"}))
LATER = START + timedelta(days=1)


def test_a_paused_offer_applies_to_no_order_until_it_goes_on(engine):
    shop = open_shop(engine, "ann", "bob")
    with Session(engine) as session, session.begin():
        shop.quote(session, cart("99"), member="ann", at=START)
        shop.programs.pause(session, actor=EDITOR, reason="a code leaked", offer_ids=["first"])
        quoted = shop.quote(session, cart("99"), member="ann", at=START)
        assert [one.reason for one in quoted.decisions] == [Reason.OFFER_PAUSED]
        placed = shop.place(session, cart("99"), order_id="o1", member="ann", at=START)
        assert (placed.quote.to_pay_minor, placed.quote.points_earned) == (9900, 99)
    with Session(engine) as session, session.begin():
        shop.programs.resume(session, actor=EDITOR, reason="mended", offer_ids=["first"])
        assert shop.quote(session, cart("99"), member="bob", at=START).applied == ("first",)
        acts = read_acts(session.connection(), shop.program_key, subject="program")
        assert [(one.actor, one.act, one.details["reason"]) for one in acts] == [
            ("eve", "pause", "a code leaked"),
            ("eve", "resume", "mended"),
        ]


def test_a_paused_programme_grants_nothing_takes_points_and_takes_goods_back(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("1010"), order_id="o1", member="ann", at=START)
        shop.programs.pause(session, actor=APPROVER, reason="audit")
        placed = shop.place(session, cart("50"), order_id="o2", member="ann", at=LATER)
        assert (placed.quote.points_spent, placed.quote.points_earned) == (1000, 0)
        back = shop.return_items(session, "o2", {"1": 1}, return_id="r1", at=LATER)
        assert (back.points_restored, back.taken_base, back.figures.booked) == (1000, 0, 1000)
        back = shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=LATER)
        assert (back.taken_base, back.figures.booked) == (1000, 0)


def test_a_pause_by_another_session_holds_for_an_order_whose_transaction_began_before(engine):
    if engine.dialect.name == "sqlite":
        pytest.skip("a file has one writer: there is no other session meanwhile")
    shop = open_shop(engine, "ann")
    with Session(engine) as early:
        early.begin()
        assert shop.quote(early, cart("99"), member="ann", at=START).applied == ("first",)
        with Session(engine) as session, session.begin():
            shop.programs.pause(session, actor=EDITOR, reason="now", offer_ids=["first"])
        placed = shop.place(early, cart("99"), order_id="o1", member="ann", at=START)
        assert placed.quote.applied == ()
        early.commit()


def test_a_switch_with_an_unknown_offer_stops_nothing_and_says_so(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin():
        with pytest.raises(NoSuchOffer):
            shop.programs.pause(session, actor=EDITOR, reason="now", offer_ids=["first", "frist"])
        assert shop.quote(session, cart("99"), at=START).decisions[0].reason is not Reason.OFFER_PAUSED


def test_a_viewer_may_not_pause(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin(), pytest.raises(RoleMissing) as refused:
        shop.programs.pause(session, actor=VIEWER, reason="now")
    assert refused.value.fields["needs"] == "editor | approver | admin"
