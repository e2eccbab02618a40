"""Logs, events, errors and what objects say of themselves carry keys and ids: nothing that is a person's."""

import logging
import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.errors import LoyaltyError
from loyalty.live import Loyalty
from loyalty.live.actors import Actor
from loyalty.store.tables import AUDIT, IDENTITY, MEMBER, METADATA, OPERATION, OUTBOX
from loyalty.when import FixedClock
from tests.databases import SERVERS, shop_database
from tests.live.shops import PROGRAM, START, cart, open_shop

ADA = Actor("ada", frozenset({"admin"}))
PHONE, MAIL, NAME, STREET = "+86 138-0013-8000", "mei.lin@example.com", "林美 Mei Lin", "88 Nanjing Road"
OTHERS = {"phone": "+86 139-0000-0000", "name": "Wu Other", "mail": "other@example.com"}
PERSONAL = re.compile("|".join(re.escape(one) for one in (PHONE, "mei.lin", "林美", "Mei Lin", "Nanjing")))
DOCUMENT = (
    PROGRAM
    + """\
  - id: gift
    coupon: {{valid_days: 30}}
    benefit: {{kind: amount, amount: "5"}}
"""
)
ATTRIBUTES = {"name": NAME, "mail": MAIL, "street": STREET, "phone": PHONE}
IDENTITIES = {"phone": PHONE, "mail": MAIL, "address": STREET}


def busy(session, shop, said):
    """A member's life: every verb, in right and in wrong; answers and errors go to `said`."""

    def do(verb, *given, **named):
        try:
            said.append(verb(session, *given, **named))
        except LoyaltyError as error:
            said.append(error)

    for part in (joins, buys, gathers, ends):
        part(do, shop)


def joins(do, shop):
    """Members come and change what is known of them."""
    do(
        shop.members.enrol,
        "m1",
        joined_at=START,
        birthday=(5, 6),
        attributes=ATTRIBUTES,
        identities=IDENTITIES,
    )
    do(shop.members.enrol, "m1", joined_at=START, attributes={"name": NAME + " again"})
    do(shop.members.enrol, "m2", joined_at=START, attributes=OTHERS)
    do(
        shop.members.update,
        "m1",
        update_id="u1",
        attributes={"street": STREET + " 2"},
        birthday=(5, 7),
        at=START,
    )
    do(shop.members.update, "m1", update_id="u1", attributes={"street": STREET + " 3"}, at=START)
    do(shop.members.update, "m1", update_id="u2", attributes={"name": NAME + "\0"}, at=START)
    do(shop.members.update, "m1", update_id="u3", identities={"phone": PHONE * 1_000}, at=START)
    do(shop.members.update, "none", update_id="u3", identities={"phone": PHONE}, at=START)
    do(shop.members.find, "phone", PHONE)


def buys(do, shop):
    """Orders are asked for, held, placed and returned."""
    do(shop.quote, cart("60"), member="m1", at=START)
    do(shop.hold, cart("60"), order_id="o1", member="m1", at=START)
    do(shop.place, cart("60"), order_id="o1", member="m1", at=START)
    do(shop.place, cart("61"), order_id="o1", member="m1", at=START)
    do(shop.place, cart("610"), order_id="o2", member="m1", at=START)
    do(shop.return_items, "o2", {"1": 1}, return_id="r1", at=START)
    do(shop.return_items, "o2", {"1": 9}, return_id="r2", at=START)


def gathers(do, shop):
    """Points, coupons and codes come to the member."""
    hand = {"reason": "r", "actor": "a"}
    do(shop.points.adjust, "m1", 500, key="k", **hand)
    do(shop.points.adjust, "m1", -9_999, key="k2", **hand)
    do(shop.points.transfer, 5, giver="m1", taker="m2", key="k", **hand)
    do(shop.coupons.grant, "gift", members=["m1", "m1"], key="g")
    do(shop.coupons.held, "m1")
    do(shop.coupons.usable, cart("60"), member="m1", at=START)
    do(shop.codes.publish_word, "summer", word="SUMMER", offer_id="gift", uses_max=5, actor="a")
    do(shop.codes.claim, "summer", member="m1", key="c1", device="d")
    do(shop.codes.claim, "nothing", member="m1", key="c2", device="d")
    do(shop.act, "m1", "review", action_id="a1", at=START)
    do(shop.remind, "m1", at=START + timedelta(days=360))


def ends(do, shop):
    """The member is blocked and let in again, and an order is taken back."""
    do(shop.figures, "m1", at=START)
    do(shop.members.block, "m1", actor=ADA, reason="r")
    do(shop.place, cart("60"), order_id="o3", member="m1", at=START)
    do(shop.members.unblock, "m1", actor=ADA, reason="r")
    do(shop.cancel, "o1", at=START)
    do(shop.verify)


def opened(engine):
    made = open_shop(engine, document=DOCUMENT)
    return Loyalty(made.program_key, clock=FixedClock(START), secret=b"a secret of bytes")


def told_by(said):
    """What everything says of itself: as text, to a programmer, in Chinese, by its fields."""
    for one in said:
        yield repr(one)
        yield str(one)
        if isinstance(one, LoyaltyError):
            yield one.text("zh")
            yield repr(one.fields)


def test_nothing_personal_is_logged_announced_or_said(engine, caplog):
    shop, said = opened(engine), []
    with caplog.at_level(logging.DEBUG, logger="loyalty"), Session(engine) as session, session.begin():
        busy(session, shop, said)
    assert len([one for one in said if isinstance(one, LoyaltyError)]) >= 7
    assert [text for text in told_by(said) if PERSONAL.search(text)] == []
    assert [
        record.getMessage()
        for record in caplog.records
        if record.name.startswith("loyalty") and PERSONAL.search(record.getMessage())
    ] == []
    with engine.connect() as connection:
        for table in (OUTBOX, AUDIT, IDENTITY):
            rows = [str(row) for row in connection.execute(sa.select(table))]
            assert rows
            assert [row for row in rows if PERSONAL.search(row)] == []


@pytest.fixture
def own_engine(request, tmp_path):
    """A database that no other test writes to."""
    with shop_database(request.param, tmp_path) as made:
        yield made


def everywhere(connection):
    """Every table of the database with a row in which something of the person stands."""
    return {
        table.name
        for table in METADATA.sorted_tables
        for row in connection.execute(sa.select(table))
        if PERSONAL.search(str(tuple(row)))
    }


@pytest.mark.parametrize("own_engine", SERVERS, indirect=True)
def test_a_person_who_is_erased_is_in_no_table_of_the_database(own_engine):
    engine = own_engine
    shop = opened(engine)
    with Session(engine) as session, session.begin():
        busy(session, shop, [])
    with Session(engine) as session, session.begin():
        assert MEMBER.name in everywhere(session.connection())  # the search finds what is there
        key = shop.program_key
        mine = sa.select(OPERATION).where(OPERATION.c.program_key == key)
        before = session.execute(mine).all()
        shop.members.erase(session, "m1", actor=ADA, reason="asked for")
        others = sa.select(MEMBER.c.attributes).where(MEMBER.c.program_key == key, MEMBER.c.ref == "m2")
        assert OTHERS["name"] in session.scalar(others)
        assert len(session.execute(mine).all()) == len(before)
        assert shop.verify(session) == ()
    with engine.connect() as connection:
        assert everywhere(connection) == set()
