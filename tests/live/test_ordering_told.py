"""A shop tells what is near, why not, and what an order brings, from what it holds; nothing is written."""

from sqlalchemy.orm import Session

from loyalty.facts.order import ShippingMethod
from loyalty.facts.quote import Reason
from loyalty.store.tables import OPERATION
from tests.live.shops import PROGRAM, START, cart, open_shop
from tests.store.rows import rows

DOCUMENT = (
    PROGRAM
    + """  - id: spend
    benefit: {{kind: steps, measure: subtotal, steps: [{{from: 100, amount: 10}}]}}
"""
)


def told(engine, shop, member):
    with Session(engine) as session, session.begin():
        facts = {"member": member, "at": START}
        return (
            shop.near_misses(session, cart("90"), **facts),
            shop.refusals(session, cart("90"), **facts),
        )


def test_near_misses_and_refusals_are_those_of_the_member(engine):
    shop = open_shop(engine, "ann", document=DOCUMENT)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("30"), order_id="o1", member="ann", at=START)
    before = rows(engine, OPERATION, shop)
    (miss,), refused = told(engine, shop, "ann")
    assert (miss.offer_id, miss.add_minor, miss.saves_minor) == ("spend", 1_000, 1_000)
    assert {(one.offer_id, one.reason) for one in refused} == {
        ("spend", Reason.BELOW_MINIMUM),
        ("first", Reason.NOT_FIRST_ORDER),
    }
    _, refused = told(engine, shop, None)
    assert Reason.MEMBER_REQUIRED in {one.reason for one in refused}
    assert rows(engine, OPERATION, shop) == before


def test_every_method_of_shipping_is_told_with_what_the_member_pays(engine):
    shop = open_shop(engine, "ann", document=DOCUMENT)
    methods = (ShippingMethod(id="post", fee="6"), ShippingMethod(id="express", fee="12"))
    with Session(engine) as session:
        told = shop.quote_shipping(session, cart("90", shipping_methods=methods), member="ann", at=START)
    assert [(one.method_id, one.to_pay_minor) for one in told] == [("post", 8_600), ("express", 9_200)]


def test_an_order_says_what_it_brings_to_the_tier(engine):
    shop = open_shop(engine, "ann", document=DOCUMENT)
    with Session(engine) as session, session.begin():
        (now,) = shop.tier_progress(session, cart("90"), member="ann", at=START)
        assert (now.level, now.next_level, now.to_rise, now.rises_to) == (None, "silver", 10_000, None)
        shop.place(session, cart("90"), order_id="o1", member="ann", at=START)
        (then,) = shop.tier_progress(session, cart("90"), member="ann", at=START)
    assert (then.credit, then.to_rise) == (now.brings, now.left)
    assert (then.rises_to, then.left) == ("silver", 0)
