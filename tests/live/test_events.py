"""Events are taken once each: whoever rolls back takes them again, and nobody waits for another."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.orm import Session, sessionmaker

from loyalty.errors import BadReference
from loyalty.live import run
from tests.live.shops import START, cart, open_shop


def told(shop, session, **asked):
    return [(one.topic, one.payload.get("order_id")) for one in shop.events.take(session, **asked)]


@pytest.fixture
def shop(engine):
    made = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        for number in (1, 2):
            made.place(session, cart("9"), order_id=f"o{number}", member="ann", at=START)
    return made


def test_events_are_taken_in_the_order_of_writing_and_are_gone_then(engine, shop):
    with Session(engine) as session, session.begin():
        assert shop.events.waiting(session) == 3
        first, second = shop.events.take(session, most=2)
        assert (first.topic, first.payload) == ("member.enrolled", {"member": "ann"})
        assert (second.topic, second.op_key) == ("order.placed", "place:o1")
        assert second.id > first.id
        assert second.recorded_at == START
    with Session(engine) as session, session.begin():
        assert told(shop, session) == [("order.placed", "o2")]
        assert (told(shop, session), shop.events.waiting(session)) == ([], 0)


def test_what_is_rolled_back_is_taken_again(engine, shop):
    with Session(engine) as session:
        session.begin()
        assert len(told(shop, session)) == 3
        session.rollback()
    with Session(engine) as session, session.begin():
        assert len(told(shop, session)) == 3


def test_some_topics_are_taken_and_the_others_stay(engine, shop):
    with Session(engine) as session, session.begin():
        assert told(shop, session, topics=["order.placed"], most=1) == [("order.placed", "o1")]
        assert told(shop, session, topics=[]) == told(shop, session, most=0) == []
        assert told(shop, session) == [("member.enrolled", None), ("order.placed", "o2")]
        with pytest.raises(BadReference):
            shop.events.take(session, topics=[""])


def test_events_of_another_programme_stay(engine, shop):
    other = open_shop(engine, "bob")
    with Session(engine) as session, session.begin():
        assert [one.payload for one in other.events.take(session)] == [{"member": "bob"}]
        assert shop.events.waiting(session) == 3


def test_who_takes_at_the_same_time_takes_other_events(engine, shop):
    if engine.dialect.name == "sqlite":
        pytest.skip("one writer at a time")
    with Session(engine) as one, Session(engine) as other, one.begin(), other.begin():
        assert told(shop, one, most=1) == [("member.enrolled", None)]
        assert told(shop, other, most=1) == [("order.placed", "o1")]
        assert told(shop, one) == [("order.placed", "o2")]


def test_many_takers_take_each_event_once(engine, shop):
    with Session(engine) as session, session.begin():
        for number in range(3, 40):
            shop.place(session, cart("9"), order_id=f"o{number}", member="ann", at=START)
    factory = sessionmaker(engine)

    def all_of(_):
        taken = []
        while some := run(factory, lambda session: shop.events.take(session, most=3), attempts=50):
            taken += [one.id for one in some]
        return taken

    with ThreadPoolExecutor(4) as pool:
        taken = [one for some in pool.map(all_of, range(4)) for one in some]
    assert len(taken) == len(set(taken)) == 41  # one of them tells of a level
