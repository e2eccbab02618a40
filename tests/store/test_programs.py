"""Which version is live: the newest that has begun; the same programme twice is one version."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from loyalty import load_program
from loyalty.errors import NoLiveProgram
from loyalty.store.programs import live_hashes, live_version, program_keys, program_of
from loyalty.when import to_us
from tests.live.shops import PROGRAM, START, open_shop


def test_the_newest_version_that_has_begun_is_live(engine):
    shop = open_shop(engine)
    later = START + timedelta(days=1)
    second = load_program(PROGRAM.replace('points: "1"', 'points: "2"').format(key=shop.program_key))
    with Session(engine) as session, session.begin():
        assert shop.publish(session, second, author="ann", at=later) == 2
        assert shop.publish(session, second, author="ann", at=later) == 2
        connection, key = session.connection(), shop.program_key
        assert live_version(connection, key, START, at_us=to_us(START)).number == 1
        found = live_version(connection, key, later, at_us=to_us(later))
        assert (found.number, found.hash) == (2, second.hash)
        assert program_of(connection, key, second.hash) == second
        assert len(live_hashes(connection, key)) == 2
        assert key in program_keys(connection)
        with pytest.raises(NoLiveProgram):
            live_version(connection, key, START - timedelta(days=1), at_us=to_us(START) - 1)
