"""Accounts of which something is due."""

from datetime import timedelta

from sqlalchemy.orm import Session

from loyalty.store.due import due_accounts
from tests.live.shops import START, cart, open_shop


def test_an_account_is_due_from_the_instant_its_first_lot_ends(engine):  # edge 20
    shop = open_shop(engine, "ann", "bob")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("50"), order_id="o1", member="ann", at=START)
        for days, refs in ((300, []), (400, ["ann"])):
            with shop.desk.working(session, "look", START + timedelta(days=days)) as work:
                assert [one.member_ref for one in due_accounts(work, after_id=0, most=9)] == refs
