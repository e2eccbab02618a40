"""A version is in one of the states of its life."""

import pytest
import sqlalchemy as sa

from loyalty.store.tables import PROGRAM_VERSION

ROW = {"program_key": "states", "number": 1, "hash": "x", "content": "{}", "author": "ann", "created_us": 0}


def test_a_state_nobody_knows_is_refused(engine):
    with engine.connect() as connection, pytest.raises(sa.exc.DBAPIError):
        connection.execute(sa.insert(PROGRAM_VERSION).values(**ROW, state="ready"))


def test_a_number_is_taken_once(engine):
    with engine.connect() as connection:
        connection.execute(sa.insert(PROGRAM_VERSION).values(**ROW, state="draft"))
        with pytest.raises(sa.exc.IntegrityError):
            connection.execute(sa.insert(PROGRAM_VERSION).values(**ROW, state="live"))
