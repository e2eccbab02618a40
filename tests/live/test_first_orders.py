"""The first order of a person, however many accounts the person has."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from loyalty.facts.quote import Reason
from loyalty.live import run
from tests.live.shops import START, cart, open_shop


def twins(engine):
    """A shop in which two members have one phone."""
    shop = open_shop(engine, "cem")
    with Session(engine) as session, session.begin():
        for name in ("ann", "bob"):
            shop.members.enrol(session, name, joined_at=START, identities={"phone": "1", "device": name})
    return shop


def place(shop, session, member):
    placed = shop.place(session, cart("99"), order_id=f"o-{member}", member=member, at=START)
    return placed.quote.applied


def test_whoever_is_known_to_have_ordered_has_no_first_order(engine):  # edge 84
    shop = twins(engine)
    with Session(engine) as session, session.begin():
        assert place(shop, session, "ann") == ("first",)
        quoted = shop.quote(session, cart("99"), member="bob", at=START)
        assert quoted.decisions[0].reason is Reason.NOT_FIRST_ORDER
        assert place(shop, session, "bob") == ()
        assert place(shop, session, "cem") == ("first",)


def test_an_order_without_the_offer_uses_it_up_too(engine):  # edge 84
    shop = twins(engine)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("0"), order_id="free", member="ann", at=START)
        assert place(shop, session, "bob") == ()


def test_an_identity_that_comes_later_has_had_its_first_order_too(engine):
    shop = twins(engine)
    with Session(engine) as session, session.begin():
        place(shop, session, "cem")
        for update_id in ("u1", "u2"):
            shop.members.update(session, "cem", update_id=update_id, identities={"phone": "1"}, at=START)
        assert place(shop, session, "ann") == ()


def test_a_cancelled_order_leaves_the_first_one_free(engine):  # edge 84
    shop = twins(engine)
    with Session(engine) as session, session.begin():
        place(shop, session, "ann")
        shop.cancel(session, "o-ann", at=START)
        assert place(shop, session, "bob") == ("first",)


HALF_AN_HOUR = timedelta(minutes=30)


def first_for(engine, shop, *members, at=START):
    """For whom of them an order would be the first: a quote says it, and placing it agrees."""
    found = []
    for member in members:
        with Session(engine) as session:
            session.begin()
            quoted = shop.quote(session, cart("99"), member=member, at=at).applied
            placed = shop.place(session, cart("99"), order_id=f"try-{member}", member=member, at=at)
            assert placed.quote.applied == quoted
            found += [member] if quoted else []
            session.rollback()
    return found


@pytest.mark.parametrize("paid", [False, True])
@pytest.mark.parametrize("order", [("h1", "h2"), ("h2", "h1")])
def test_two_orders_that_go_leave_the_first_one_free_whichever_went_first(engine, paid, order):  # edge 84
    shop = twins(engine)
    with Session(engine) as session, session.begin():
        for one in ("h1", "h2"):
            shop.hold(session, cart("99"), order_id=one, member="ann", at=START)
        for one in order if paid else ():
            shop.place(session, cart("99"), order_id=one, member="ann", at=START)
        for one in order:
            (shop.cancel if paid else shop.release)(session, one, at=START)
    assert first_for(engine, shop, "ann", "bob") == ["ann", "bob"]


def test_an_order_under_another_name_keeps_the_first_one_used(engine):  # edge 84
    shop = twins(engine)
    with Session(engine) as session, session.begin():
        shop.hold(session, cart("99"), order_id="h1", member="ann", at=START)
        assert place(shop, session, "bob") == ()
        shop.release(session, "h1", at=START)
    assert first_for(engine, shop, "ann") == []
    with Session(engine) as session, session.begin():
        shop.cancel(session, "o-bob", at=START)
    assert first_for(engine, shop, "ann", "bob") == ["ann", "bob"]


def test_an_identity_that_came_after_the_order_keeps_the_first_one_used(engine):  # edge 84
    shop = twins(engine)
    with Session(engine) as session, session.begin():
        place(shop, session, "ann")
        place(shop, session, "cem")
        shop.members.update(session, "cem", update_id="u1", identities={"phone": "1"}, at=START)
        shop.cancel(session, "o-ann", at=START)
    assert first_for(engine, shop, "ann", "bob") == []


def test_holds_that_ran_out_keep_nobody_from_a_first_order(engine):  # edge 84
    shop = twins(engine)
    with Session(engine) as session, session.begin():
        for one, member in (("h1", "ann"), ("h2", "ann"), ("b1", "bob")):
            shop.hold(session, cart("99"), order_id=one, member=member, at=START)
        shop.members.enrol(session, "dan", joined_at=START, identities={"phone": "1"})
    assert first_for(engine, shop, "ann", "dan") == []
    assert first_for(engine, shop, "ann", "bob", "dan", at=START + HALF_AN_HOUR) == ["ann", "bob", "dan"]
    with Session(engine) as session, session.begin():
        shop.place(session, cart("99"), order_id="b1", member="bob", at=START)
    assert first_for(engine, shop, "ann", "dan", at=START + HALF_AN_HOUR) == []


def test_of_two_first_orders_at_once_one_is_first(engine):  # edge 84
    if engine.dialect.name == "sqlite":
        pytest.skip("a file has one writer: two orders at once come one after the other")
    shop = twins(engine)
    with ThreadPoolExecutor(1) as pool, Session(engine) as session:
        session.begin()
        assert place(shop, session, "ann") == ("first",)
        other = pool.submit(run, lambda: Session(engine), lambda own: place(shop, own, "bob"))
        with pytest.raises(TimeoutError):
            other.result(timeout=0.3)
        session.commit()
        assert other.result(timeout=20) == ()


def test_an_order_that_is_placed_while_another_is_cancelled_has_the_first_one(engine):  # edge 84
    if engine.dialect.name == "sqlite":
        pytest.skip("a file has one writer: two orders at once come one after the other")
    shop = twins(engine)
    with Session(engine) as session, session.begin():
        assert place(shop, session, "ann") == ("first",)
    with ThreadPoolExecutor(1) as pool, Session(engine) as session:
        session.begin()
        assert place(shop, session, "bob") == ()
        cancelled = pool.submit(
            run, lambda: Session(engine), lambda own: shop.cancel(own, "o-ann", at=START).order_id
        )
        with pytest.raises(TimeoutError):
            cancelled.result(timeout=0.3)
        session.commit()
        assert cancelled.result(timeout=20) == "o-ann"
    assert first_for(engine, shop, "ann") == []
    with Session(engine) as session, session.begin():
        shop.cancel(session, "o-bob", at=START)
    assert first_for(engine, shop, "ann", "bob") == ["ann", "bob"]
