"""An operation's key is taken once in a programme."""

import pytest
import sqlalchemy as sa

from loyalty.store.tables import OPERATION

ROW = {"op_key": "place:o1", "verb": "place", "fingerprint": "x", "request": "{}"}


def test_a_key_is_taken_once_in_a_programme(engine):
    with engine.connect() as connection:
        for key in ("one", "two"):
            connection.execute(
                sa.insert(OPERATION).values(program_key=key, occurred_us=0, recorded_us=0, **ROW)
            )
        with pytest.raises(sa.exc.IntegrityError):
            connection.execute(
                sa.insert(OPERATION).values(program_key="one", occurred_us=0, recorded_us=0, **ROW)
            )
