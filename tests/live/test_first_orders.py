"""The first order of a person, however many accounts the person has."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.orm import Session

from loyalty.facts.quote import Reason
from loyalty.live import run
from loyalty.store.claims import release_claims
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
        with shop.desk.working(session, "cancel:o-ann", START) as work:
            release_claims(work, "o-ann")
        assert place(shop, session, "bob") == ("first",)


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
