"""A request that says the same in other words is the same request."""

import json
from datetime import timedelta, timezone
from decimal import Decimal
from itertools import permutations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty import Cart, CartLine
from loyalty.errors import IdempotencyConflict
from loyalty.facts.order import ShippingMethod, Tender
from loyalty.live.request_content import cart_content, spelled
from loyalty.store.operations import Request
from loyalty.store.tables import MEMBER, OPERATION
from tests.live.shops import START, open_shop
from tests.live.test_maturing import WAITING

DAY = timedelta(days=1)
TOKYO = timezone(timedelta(hours=9))


def priced(*amounts):
    lines = (CartLine(id=str(n), sku="A", unit_price=one) for n, one in enumerate(amounts, 1))
    return Cart(currency="CNY", lines=tuple(lines))


WRITTEN_SO = Cart(
    currency="CNY",
    lines=(CartLine(id="1", sku="A", unit_price="5", attributes=(("size", "M"), ("colour", "red"))),),
)


def in_its_order(told):
    """A cart's content with its attributes as they came."""
    return told | {"lines": [told["lines"][0] | {"attributes": [["size", "M"], ["colour", "red"]]}]}


def cart(price, fee="0", **fields):
    line = CartLine(id="1", sku="A", unit_price=price, floor_price=fee, tax_rate=fee)
    return Cart(currency="CNY", lines=(line,), shipping_fee=fee, **fields)


@pytest.mark.parametrize("again", ["19.90", Decimal("19.9"), Decimal("19.900"), "0019.9"])
def test_an_order_repeated_with_its_price_written_otherwise_is_the_same_order(engine, again):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        first = shop.place(session, cart("19.9"), order_id="o", member="ann", at=START)
        assert shop.place(session, cart(again, "0.00"), order_id="o", member="ann", at=START) == first
        back = shop.refund_amount(session, "o", "1.5", return_id="r", at=START)
        assert shop.refund_amount(session, "o", Decimal("1.50"), return_id="r", at=START) == back
        with pytest.raises(IdempotencyConflict):
            shop.place(session, cart("19.91"), order_id="o", member="ann", at=START)


def test_a_request_without_a_cost_is_what_it_was_and_one_with_another_cost_is_another():
    def told(cost):
        lines = (CartLine(id="1", sku="A", unit_price="5", unit_cost=cost),)
        return cart_content(Cart(currency="CNY", lines=lines))["lines"][0]

    assert "unit_cost" not in told(None)
    assert told("2.50") == told(Decimal("2.5")) != told("2.51")


def test_every_amount_of_a_cart_has_one_spelling():
    def told(amount):
        return cart_content(
            cart(
                amount,
                amount,
                tenders=(Tender(name="card", amount=amount),),
                shipping_methods=(ShippingMethod(id="van", fee=amount),),
            )
        )

    assert told("5.0") == told(5) == told(Decimal("5.00"))
    assert told("5.0") != told("5.01")


@pytest.mark.parametrize(("amount", "text"), [("ten", "ten"), ("1e999", "1e999"), (Decimal("1E+2"), "100")])
def test_what_is_no_amount_stays_as_it_was_sent(amount, text):
    assert spelled(amount) == text


FIELDS = {
    "delivered_at": lambda shop, s, given: shop.mature(s, "o1", at=START, **given),
    "ends_at": lambda shop, s, given: shop.hold(s, cart("5"), order_id="h", member="ann", at=START, **given),
    "joined_at": lambda shop, s, given: shop.enrol(s, "bob", **given),
    "consent_at": lambda shop, s, given: shop.members.update(s, "ann", update_id="u", at=START, **given),
    "expires": lambda shop, s, given: shop.points.adjust(
        s, "ann", 5, key="k", reason="r", actor="eve", at=START, **given
    ),
}


@pytest.mark.parametrize("field", FIELDS)
def test_an_instant_is_content_in_whatever_zone_it_is_told(engine, field):
    shop = open_shop(engine, "ann", document=WAITING)
    instant = START + DAY
    with Session(engine) as session, session.begin():
        shop.place(session, cart("19.9"), order_id="o1", member="ann", at=START)

        def told(**given):
            return FIELDS[field](shop, session, given)

        first = told(**{field: instant})
        assert told(**{field: instant.astimezone(TOKYO)}) == first
        for other in ({field: instant + timedelta(microseconds=1)}, {}):
            with pytest.raises(IdempotencyConflict, match=field):
                told(**other)


def test_how_soon_goods_arrive_is_content(engine):
    shop = open_shop(engine, "ann", document=WAITING)
    with Session(engine) as session, session.begin():

        def placed(**given):
            return shop.place(session, cart("19.9"), order_id="o1", member="ann", at=START, **given)

        first = placed(delivered=3 * DAY)
        assert placed(delivered=timedelta(hours=72)) == first
        for other in ({"delivered": 4 * DAY}, {}):
            with pytest.raises(IdempotencyConflict, match="delivered"):
                placed(**other)


def test_consent_is_never_lost_and_the_same_enrolment_again_changes_nothing(engine):
    shop = open_shop(engine)

    def consented(session):
        ours = MEMBER.c.program_key == shop.program_key
        return session.execute(sa.select(MEMBER.c.consent_us).where(ours)).scalar_one()

    with Session(engine) as session, session.begin():
        shop.members.enrol(session, "ann", consent_at=START)
        with pytest.raises(IdempotencyConflict, match="consent_at"):
            shop.members.enrol(session, "ann", consent_at=START + DAY)
        shop.members.update(session, "ann", update_id="u", consent_at=START + DAY, at=START)
        since = consented(session)
        shop.members.enrol(session, "ann", consent_at=START)
        assert consented(session) == since


@pytest.mark.parametrize("order", list(permutations((("size", "M"), ("colour", "red"), ("size", "L")))))
def test_attributes_and_coupons_in_another_order_are_the_same(order):
    def told(attributes, coupons):
        line = CartLine(id="1", sku="A", unit_price="5", attributes=attributes)
        return cart_content(Cart(currency="CNY", lines=(line,), coupons=coupons))

    assert told(order, ("b", "a")) == told(tuple(sorted(order)), ("a", "b"))
    assert told(order, "best")["coupons"] == "best"


def test_lines_of_a_refund_in_another_order_are_the_same(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():

        def back(return_id, *line_ids, order="o1", amount="30"):
            return shop.refund_amount(
                session, order, amount, return_id=return_id, line_ids=line_ids, at=START
            )

        waits = back("r0", "2", "1", order="o2")
        assert waits.waits
        for order in ("o1", "o2"):
            shop.place(session, priced("50", "40", "30"), order_id=order, member="ann", at=START)
        first = back("r1", "3", "1")
        for again in (("1", "3"), ("3", "1", "3")):
            assert back("r1", *again) == first
        assert back("r0", "1", "2", order="o2") == waits
        for other in (("1",), ("1", "2"), ("1", "2", "3")):
            with pytest.raises(IdempotencyConflict, match="line_ids"):
                back("r1", *other)


KEYS = ("return:o1:r", "adjust:k", "place:o2", "hold:o2:1", "return_unlinked:r")
BEFORE = {
    "refund": (
        lambda shop, s: shop.refund_amount(s, "o1", "5", return_id="r", line_ids=("3", "1"), at=START),
        {"line_ids": ["3", "1"], "units": {}, "refunds": {}, "amount": "5"},
    ),
    "expiry": (
        lambda shop, s: shop.points.adjust(
            s, "ann", 5, key="k", reason="r", actor="eve", expires=(START + DAY).astimezone(TOKYO)
        ),
        {"member": "ann", "points": 5, "expires": (START + DAY).astimezone(TOKYO).isoformat()},
    ),
    "cart": (
        lambda shop, s: shop.place(s, WRITTEN_SO, order_id="o2", member="ann", at=START),
        {"cart": in_its_order(cart_content(WRITTEN_SO)), "member": "ann", "replaces": None},
    ),
    "hold": (
        lambda shop, s: shop.hold(s, WRITTEN_SO, order_id="o2", member="ann", at=START),
        {"cart": in_its_order(cart_content(WRITTEN_SO)), "member": "ann"},
    ),
    "unlinked": (
        lambda shop, s: shop.return_unlinked(s, WRITTEN_SO, member="ann", return_id="r", at=START),
        {"cart": in_its_order(cart_content(WRITTEN_SO)), "member": "ann"},
    ),
}


@pytest.mark.parametrize("which", BEFORE)
def test_a_request_that_was_stored_in_the_words_of_its_time_is_repeated_by_the_same_words(engine, which):
    """Order and zone were content once; whoever sends the same again must not be told that it is another."""
    verb, content = BEFORE[which]
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, priced("50", "40", "30"), order_id="o1", member="ann", at=START)
        first = verb(shop, session)
        then = Request(verb="then", named=(), content=content)
        ours = (OPERATION.c.program_key == shop.program_key) & OPERATION.c.op_key.in_(KEYS)
        told = {"request": json.dumps(then.hashes), "fingerprint": then.fingerprint}
        session.execute(sa.update(OPERATION).where(ours).values(told))
        assert verb(shop, session) == first
        wrong = told | {"request": json.dumps(then.hashes | {next(iter(content)): "0"}), "fingerprint": "0"}
        session.execute(sa.update(OPERATION).where(ours).values(wrong))
        with pytest.raises(IdempotencyConflict, match=next(iter(content))):
            verb(shop, session)
