"""Orders, their returns and holds: known kinds, and points that are at least one."""

import pytest
import sqlalchemy as sa

from loyalty.store.tables import HOLD_LOT, ORDER_RETURN


def test_a_kind_of_return_nobody_knows_is_refused(engine):
    row = {"order_id": "o", "return_id": "r", "kind": "half", "returned_us": 0, "recorded_us": 0}
    with engine.connect() as connection, pytest.raises(sa.exc.DBAPIError):
        connection.execute(sa.insert(ORDER_RETURN).values(program_key="kinds", content="{}", **row))


def test_a_hold_of_no_points_is_refused(engine):
    row = {"order_id": "o", "lot_key": 1, "account_id": 1, "points": 0}
    with engine.connect() as connection, pytest.raises(sa.exc.DBAPIError):
        connection.execute(sa.insert(HOLD_LOT).values(program_key="kinds", **row))
