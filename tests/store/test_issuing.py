"""Which version was live when, and how far a member was given what is due."""

from datetime import timedelta

from sqlalchemy.orm import Session

from loyalty import load_program
from loyalty.store.connecting import connection_of
from loyalty.store.issuing import spans
from loyalty.when import to_us
from tests.live.shops import PROGRAM, START, open_shop

DAY = timedelta(days=1)


def found(engine, shop, since, until):
    with Session(engine) as session, session.begin():
        return spans(connection_of(session), shop.program_key, to_us(since), to_us(until))


def test_each_version_has_the_instants_in_which_it_was_live(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin():
        for number in (1, 2, 3):
            named = PROGRAM.format(key=shop.program_key).replace('amount: "50"', f'amount: "{50 + number}"')
            # two of one instant: the later one is live
            at = START + DAY * min(number, 2)
            shop.publish(session, load_program(named), author="ann", at=at)
    parts = found(engine, shop, START - DAY, START + 3 * DAY)
    assert [(part.since - to_us(START), part.until - to_us(START)) for part in parts] == [
        (0, 86_400_000_000 - 1),
        (86_400_000_000, 2 * 86_400_000_000 - 1),
        (2 * 86_400_000_000, 3 * 86_400_000_000),
    ]
    assert len({part.hash for part in parts}) == 3


def test_only_versions_of_the_time_asked_for_are_found(engine):
    shop = open_shop(engine)
    assert [part.since for part in found(engine, shop, START + DAY, START + 2 * DAY)] == [to_us(START + DAY)]
    assert found(engine, shop, START - 2 * DAY, START - DAY) == []
