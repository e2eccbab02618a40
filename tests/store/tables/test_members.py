"""A member is in one of the states the library knows; an identity belongs to whoever has its hash."""

import pytest
import sqlalchemy as sa

from loyalty.store.tables import IDENTITY, MEMBER


def test_a_state_nobody_knows_is_refused(engine):
    row = {"program_key": "words", "ref": "ann", "joined_us": 0, "attributes": "{}", "state": "gone"}
    with engine.connect() as connection, pytest.raises(sa.exc.DBAPIError):
        connection.execute(sa.insert(MEMBER).values(**row))


def test_an_identity_may_be_shared_but_not_said_twice_of_one_member(engine):
    row = {"program_key": "ids", "kind": "phone", "hash": "ab"}
    with engine.connect() as connection:
        connection.execute(sa.insert(IDENTITY).values(**row, member_ref="ann"))
        connection.execute(sa.insert(IDENTITY).values(**row, member_ref="bob"))
        with pytest.raises(sa.exc.IntegrityError):
            connection.execute(sa.insert(IDENTITY).values(**row, member_ref="bob"))
