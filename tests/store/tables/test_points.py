"""The database itself refuses points that cannot be."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.store.tables import ACCOUNT, LEDGER_ENTRY, POINT_LOT
from tests.live.shops import START, cart, open_shop
from tests.store.rows import account_ids


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (ACCOUNT, {"booked": -1}),
        (ACCOUNT, {"held": 200}),
        (ACCOUNT, {"debt": -1}),
        (POINT_LOT, {"remaining": -1}),
        (POINT_LOT, {"held": 101}),
        (POINT_LOT, {"granted": 0}),
        (POINT_LOT, {"expires_us": 0}),
    ],
)
def test_figures_that_cannot_be_are_refused(engine, table, values):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("110"), order_id="o1", member="ann", at=START)
    mine = (
        table.c.id.in_(account_ids(shop)) if table is ACCOUNT else table.c.account_id.in_(account_ids(shop))
    )
    with engine.connect() as connection, pytest.raises(sa.exc.DBAPIError):
        connection.execute(sa.update(table).where(mine).values(**values))


def test_an_entry_that_moves_nothing_is_refused(engine):
    shop = open_shop(engine, "ann")
    with engine.connect() as connection:
        account = connection.scalar(account_ids(shop))
        blank = {"delta_points": 0, "delta_debt": 0, "delta_available": 0, "booked_after": 0, "debt_after": 0}
        named = {"op_key": "x", "kind": "earned", "effective_us": 0, "recorded_us": 0, "program_hash": "x"}
        with pytest.raises(sa.exc.DBAPIError):
            connection.execute(sa.insert(LEDGER_ENTRY).values(account_id=account, seq=1, **blank, **named))
