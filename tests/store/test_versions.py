"""Versions as rows: what was live keeps its content, whatever is written."""

import pytest
from sqlalchemy.orm import Session

from loyalty import load_program
from loyalty.errors import UnknownVersion
from loyalty.store.versions import (
    Simulated,
    content_of,
    lock_version,
    read_versions,
    rewrite_draft,
    stamp_version,
)
from loyalty.when import to_us
from tests.live.shops import PROGRAM, START, open_shop


def test_a_live_version_is_not_written_even_by_whoever_skips_the_rules(engine):
    shop = open_shop(engine)
    other = load_program(PROGRAM.replace('"10"', '"20"').format(key=shop.program_key))
    with Session(engine) as session, session.begin():
        before = content_of(session.connection(), shop.program_key, 1)
        with shop.desk.working(session, "x", START) as work:
            rewrite_draft(work, 1, other, author="eve")
        assert content_of(session.connection(), shop.program_key, 1) == before


def test_a_stamp_comes_back_as_it_was_made(engine):
    shop = open_shop(engine)
    stamp = Simulated("p", "l", {"seed": 7}, "2024-01-31T04:00:00+00:00")
    with Session(engine) as session, session.begin():
        with shop.desk.working(session, "x", START) as work:
            stamp_version(work, 1, stamp)
            with pytest.raises(UnknownVersion):
                lock_version(work, 2)
        (one,) = read_versions(session.connection(), shop.program_key, at_us=to_us(START))
        assert (one.state, one.simulated) == ("live", stamp)


def test_a_programme_nobody_wrote_has_no_versions(engine):
    with Session(engine) as session, session.begin():
        assert read_versions(session.connection(), "nobody", at_us=0) == []
