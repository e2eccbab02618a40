"""A member's rows come in one round trip, and behind the account's lock they are what is committed now."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.store.accounts import find_account, lock_account
from loyalty.store.state_reading import read_state
from tests.live.shops import START, cart, open_shop


def test_all_rows_come_with_one_statement(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("150"), order_id="o1", member="ann", at=START)
        shop.place(session, cart("50"), order_id="o2", member="ann", at=START + timedelta(days=1))
    seen = []
    with engine.begin() as connection:
        account = find_account(connection, shop.program_key, "ann")
        sa.event.listen(connection, "before_cursor_execute", lambda *told: seen.append(told[2]))
        state = read_state(connection, account.id, locking=False)
    assert len(seen) == 1
    assert [(lot.order, lot.granted, lot.remaining) for lot in state.lots] == [
        ("o1", 140, 40),
        ("o2", 49, 49),
    ]
    assert [row.amount for row in state.credits["growth"]] == [14000, 4900]
    assert state.tiers["growth"].level == "silver"
    assert state.counters == {"first/member/ever": (0, 1)}


def test_behind_the_lock_nothing_older_is_read(engine):
    shop = open_shop(engine, "ann")
    if engine.dialect.name == "sqlite":
        return  # one writer at a time: there is no older view
    with engine.connect() as connection, connection.begin():
        find_account(connection, shop.program_key, "ann")  # the transaction's view is taken here
        with Session(engine) as session, session.begin():
            shop.place(session, cart("150"), order_id="o1", member="ann", at=START)
        account = lock_account(connection, shop.program_key, "ann")
        assert (account.booked, len(read_state(connection, account.id, locking=True).lots)) == (140, 1)
