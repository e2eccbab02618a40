"""Rows of members: identities nobody can read, birthdays that count from next year."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.errors import UnknownMember
from loyalty.store.members import identity_hash, lock_stored, programs_of_member, rewrite_member
from loyalty.store.tables import MEMBER
from tests.live.shops import START, open_shop


def test_a_hash_hangs_on_the_secret_the_programme_and_the_kind():
    told = ("s", "p", "phone", "1")
    others = [("t", *told[1:]), ("s", "q", *told[2:]), ("s", "p", "device", "1"), ("s", "p", "phone", "2")]
    hashes = {identity_hash(secret.encode(), *rest) for secret, *rest in (told, *others)}
    assert len(hashes) == 5
    assert {len(one) for one in hashes} == {64}


def test_a_member_is_found_in_whatever_programme_knows_the_reference(engine):
    one, other = open_shop(engine, "ann", "bob"), open_shop(engine, "ann")
    keys = [one.program_key, other.program_key]
    with engine.connect() as connection:
        assert programs_of_member(connection, keys, "ann") == sorted(keys)
        assert programs_of_member(connection, keys, "bob") == keys[:1]
        assert programs_of_member(connection, keys, "Ann") == []


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ([(2025, (3, 5))], (305, 506, 2026)),
        ([(2025, (3, 5)), (2025, (4, 1))], (401, 506, 2026)),
        ([(2025, (3, 5)), (2026, (4, 1))], (401, 305, 2027)),
        ([(2025, (5, 6))], (506, None, None)),
    ],
)
def test_the_birthday_of_the_year_is_the_one_at_its_start(engine, changes, kept):  # edge 85
    shop = open_shop(engine)
    with Session(engine) as session, session.begin():
        shop.members.enrol(session, "ann", joined_at=START, birthday=(5, 6))
        for year, birthday in changes:
            with shop.desk.working(session, "x", START) as work:
                known = lock_stored(work, "ann")
                rewrite_member(work, known, attributes={}, birthday=birthday, year=year)
        days = (MEMBER.c.birthday, MEMBER.c.birthday_before, MEMBER.c.birthday_from_year)
        row = session.connection().execute(sa.select(*days).where(MEMBER.c.program_key == shop.program_key))
        assert tuple(row.one()) == kept


def test_whoever_is_not_there_is_not_locked(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin(), shop.desk.working(session, "x", START) as work:
        unknown = pytest.raises(UnknownMember)
        with unknown:
            lock_stored(work, "nobody")
