"""A member has one standing on each track and one credit for each order."""

import pytest
import sqlalchemy as sa

from loyalty.store.tables import TIER_CREDIT

ROW = {"account_id": -1, "track": "growth", "credit_key": 0, "at_us": 0, "amount": 5}


def test_credit_of_an_order_is_there_once(engine):
    with engine.connect() as connection:
        connection.execute(sa.insert(TIER_CREDIT).values(**ROW))
        with pytest.raises(sa.exc.IntegrityError):
            connection.execute(sa.insert(TIER_CREDIT).values(**ROW))
