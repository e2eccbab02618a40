"""References as strangers choose them, on each database: kept exactly or refused; never SQL, never cut."""

from contextlib import suppress

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty import Cart, CartLine
from loyalty.errors import LoyaltyError
from loyalty.live import Loyalty
from loyalty.live.actors import Actor
from loyalty.store.tables import ACCOUNT, METADATA, OPERATION, PLACED_ORDER
from loyalty.when import FixedClock
from tests.live.shops import START, cart, open_shop

EVE = Actor("eve", frozenset({"admin"}))
TAKEN = [
    "'; DROP TABLE loyalty_account; --",
    '" OR ""="',
    "%s%(x)s:x?",
    "{x}",
    "\\",
    "A ",
    "a",
    "A",
    "Á",
    "A\u0301",
    "é" * 128,
    "𝄞" * 128,
    "<script>",
    "=1+1",
]
REFUSED = ["a\0b", "x" * 1_000_000, "\ud800", "", "a\nb", "\u202e", "\ufeff", 5, None, b"x", True, 1.5]


@pytest.fixture
def shop(engine):
    """A shop with a secret, and its one member."""
    made = open_shop(engine, "ann")
    return Loyalty(made.program_key, clock=FixedClock(START), secret=b"a secret of bytes")


def one_line(**fields):
    line = {"id": "1", "sku": "s", "unit_price": "5"}
    return Cart(currency="CNY", lines=(CartLine(**(line | fields)),))


def asks(shop, value):
    """Every place where a host hands a reference or a text in."""
    hand = {"reason": "r", "actor": "a"}
    staff = {"reason": "r", "actor": EVE}
    keyed = hand | {"key": "k"}
    at = {"at": START}
    return {
        "enrol": lambda s: shop.enrol(s, value),
        "attribute": lambda s: shop.enrol(s, "n1", attributes={value: "v"}),
        "identity kind": lambda s: shop.members.enrol(s, "n2", identities={value: "1"}),
        "update": lambda s: shop.members.update(s, value, update_id="u"),
        "update id": lambda s: shop.members.update(s, "ann", update_id=value),
        "find": lambda s: shop.members.find(s, value, "1"),
        "block": lambda s: shop.members.block(s, value, **staff),
        "erase": lambda s: shop.members.erase(s, value, **staff),
        "quote": lambda s: shop.quote(s, cart("5"), member=value or "\0"),
        "place": lambda s: shop.place(s, cart("5"), order_id=value, **at),
        "place for": lambda s: shop.place(s, cart("5"), order_id="o1", member=value or "\0", **at),
        "replaces": lambda s: shop.place(s, cart("5"), order_id="o2", replaces=value or "\0", **at),
        "actor": lambda s: shop.place(s, cart("5"), order_id="o3", actor=value or "\0", **at),
        "line": lambda s: shop.place(s, one_line(id=value or "\0"), order_id="o4", **at),
        "goods": lambda s: shop.place(s, one_line(sku=value or "\0"), order_id="o5", **at),
        "hold": lambda s: shop.hold(s, cart("5"), order_id=value, **at),
        "hold id": lambda s: shop.hold(s, cart("5"), order_id="o6", hold_id=value, **at),
        "release": lambda s: shop.release(s, value, **at),
        "cancel": lambda s: shop.cancel(s, value, **at),
        "return": lambda s: shop.return_items(s, value, {"1": 1}, return_id="r", **at),
        "return id": lambda s: shop.return_items(s, "o", {"1": 1}, return_id=value, **at),
        "mature": lambda s: shop.mature(s, value, **at),
        "figures": lambda s: shop.figures(s, value),
        "act": lambda s: shop.act(s, "ann", value, action_id="a", **at),
        "action id": lambda s: shop.act(s, "ann", "review", action_id=value, **at),
        "remind": lambda s: shop.remind(s, value),
        "adjust": lambda s: shop.points.adjust(s, value, 5, **keyed),
        "adjust key": lambda s: shop.points.adjust(s, "ann", 5, **hand, key=value),
        "adjust actor": lambda s: shop.points.adjust(s, "ann", 5, **(keyed | {"actor": value})),
        "transfer": lambda s: shop.points.transfer(s, 5, giver=value, taker="ann", **keyed),
        "grant": lambda s: shop.coupons.grant(s, "first", members=[value], key="g"),
        "grant of": lambda s: shop.coupons.grant(s, value, members=["ann"], key="g"),
        "cause": lambda s: shop.coupons.grant(s, "first", members=["ann"], key="g", cause=value),
        "held": lambda s: shop.coupons.held(s, value),
        "history": lambda s: shop.coupons.history(s, value),
        "void": lambda s: shop.coupons.void(s, value, **keyed),
        "claim for": lambda s: shop.codes.claim(s, "X", member=value, key="c"),
        "device": lambda s: shop.codes.claim(s, "X", member="ann", key="c", device=value or "\0"),
        "resume": lambda s: shop.budgets.resume(s, value, **keyed),
        "shard": lambda s: shop.limits.shard(s, value, **keyed),
    }


@pytest.mark.parametrize("value", REFUSED, ids=lambda value: repr(value)[:20])
def test_what_no_database_keeps_alike_is_refused_by_the_library_itself(engine, shop, value):
    took = []
    for place, ask in asks(shop, value).items():
        with Session(engine) as session:
            session.begin()
            with pytest.raises(LoyaltyError):
                took.append((place, ask(session)))
            session.rollback()
    assert took == []


@pytest.mark.parametrize("value", TAKEN, ids=lambda value: ascii(value)[:20])
def test_what_may_be_a_reference_is_kept_to_the_last_sign(engine, shop, value):
    tables = set(sa.inspect(engine).get_table_names())
    for ask in asks(shop, value).values():
        with Session(engine) as session:
            session.begin()
            with suppress(LoyaltyError):  # a member or an order that is not there
                ask(session)
            session.rollback()
    with Session(engine) as session, session.begin():
        shop.enrol(session, value)
        shop.place(session, cart("5"), order_id=value, member=value, replaces=value, actor=value, at=START)
        shop.points.adjust(session, value, 5, key=value, reason=value, actor=value)
    with engine.connect() as connection:
        mine = ACCOUNT.c.program_key == shop.program_key
        assert value in connection.scalars(sa.select(ACCOUNT.c.member_ref).where(mine)).all()
        order = sa.select(PLACED_ORDER.c.order_id, PLACED_ORDER.c.replaces).where(
            PLACED_ORDER.c.program_key == shop.program_key
        )
        assert (value, value) in [tuple(row) for row in connection.execute(order)]
        said = sa.select(OPERATION.c.actor, OPERATION.c.reason).where(
            OPERATION.c.program_key == shop.program_key, OPERATION.c.verb == "adjust"
        )
        assert (value, value) in [tuple(row) for row in connection.execute(said)]
    with Session(engine) as session:
        assert shop.figures(session, value).booked >= 5
    assert set(sa.inspect(engine).get_table_names()) == tables >= set(METADATA.tables)


def test_references_that_only_look_alike_are_different_ones(engine, shop):
    alike = ["a", "A", "A ", "Á", "A\u0301"]
    with Session(engine) as session, session.begin():
        for number, one in enumerate(alike, 1):
            shop.enrol(session, one)
            shop.points.adjust(session, one, number, key=one, reason="r", actor="a")
        assert [shop.figures(session, one).booked for one in alike] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("value", [*TAKEN, *REFUSED], ids=lambda value: ascii(value)[:20])
def test_whatever_is_typed_for_a_code_is_an_answer_or_a_plain_refusal(engine, shop, value):
    with Session(engine) as session:
        session.begin()
        if isinstance(value, str):
            assert shop.codes.claim(session, value, member="ann", key="c").coupon_id is None
        else:
            with pytest.raises(LoyaltyError):
                shop.codes.claim(session, value, member="ann", key="c")
        session.rollback()
