"""The database itself refuses a use too many, a budget overspent, a claim made twice."""

import pytest
import sqlalchemy as sa

from loyalty.store.tables import BUDGET, CLAIM, COUPON_CODE, QUOTA


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (QUOTA, {"name": "q", "window_key": 0, "uses_max": 3, "used": 3, "held": 1}),
        (QUOTA, {"name": "q", "window_key": 0, "uses_max": 3, "used": -1, "held": 0}),
        (BUDGET, {"budget_id": "b", "amount_minor": 10, "spent_minor": 9, "held_minor": 2}),
        (COUPON_CODE, {"code_hash": "c", "batch": "b", "uses_max": 1, "used": 2}),
    ],
)
def test_more_than_there_is_cannot_be_counted(engine, table, values):
    with engine.connect() as connection, pytest.raises(sa.exc.DBAPIError):
        connection.execute(sa.insert(table).values(program_key="bounds", **values))


def test_a_claim_can_be_there_once(engine):
    row = {"program_key": "claims", "kind": "first_order", "identity": "ann", "op_key": "x", "recorded_us": 0}
    with engine.connect() as connection:
        connection.execute(sa.insert(CLAIM).values(**row))
        with pytest.raises(sa.exc.IntegrityError):
            connection.execute(sa.insert(CLAIM).values(**row))
