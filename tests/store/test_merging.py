"""What a merge moves stays found by its keys."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.errors import MergeRefused
from loyalty.live import Actor
from loyalty.store.tables import ACCOUNT, HOLD, LEDGER_ENTRY
from tests.live.shops import START, cart, open_shop

EVE = Actor("eve", frozenset({"editor"}))


def test_every_lot_leaves_as_one_entry_and_arrives_as_one(engine):
    shop = open_shop(engine, "ann", "bob")
    with Session(engine) as session, session.begin():
        for number in range(3):
            shop.place(session, cart("110"), order_id=f"b{number}", member="bob", at=START)
        booked = shop.figures(session, "bob", at=START).booked
        shop.members.merge(session, "bob", into="ann", actor=EVE, reason="one", at=START)
        entries = (
            session.connection()
            .execute(
                sa.select(ACCOUNT.c.member_ref, LEDGER_ENTRY.c.delta_points, LEDGER_ENTRY.c.delta_available)
                .join_from(LEDGER_ENTRY, ACCOUNT, ACCOUNT.c.id == LEDGER_ENTRY.c.account_id)
                .where(ACCOUNT.c.program_key == shop.program_key, LEDGER_ENTRY.c.kind == "transferred")
            )
            .all()
        )
        for name, sign in (("ann", 1), ("bob", -1)):
            own = [one for one in entries if one.member_ref == name]
            assert sum(one.delta_points for one in own) == sign * booked
            assert all(one.delta_points == one.delta_available for one in own)


def test_a_member_whose_order_is_held_is_not_merged(engine):
    shop = open_shop(engine, "ann", "bob")
    with Session(engine) as session, session.begin():
        connection = session.connection()
        owner = connection.execute(
            sa.select(ACCOUNT.c.id).where(
                ACCOUNT.c.program_key == shop.program_key, ACCOUNT.c.member_ref == "bob"
            )
        ).scalar_one()
        held = {
            "program_key": shop.program_key, "order_id": "h1", "hold_id": "1", "account_id": owner,
            "member_ref": "bob",
            "program_hash": "p", "cart_hash": "c", "state": "live", "held_us": 0, "ends_us": 2**60,
            "cart": "{}", "record": "{}",
        }  # fmt: skip
        connection.execute(sa.insert(HOLD), held)
        with pytest.raises(MergeRefused) as refused:
            shop.members.merge(session, "bob", into="ann", actor=EVE, reason="one", at=START)
        assert "Release" in str(refused.value)
