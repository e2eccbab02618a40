"""Holds past their end hold nothing for a quote, whichever version of the programme they were held under."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from loyalty import load_program
from tests.live.shops import PROGRAM, START, cart, open_shop

MINUTE = timedelta(minutes=1)
LATE = START + 40 * MINUTE
DOCUMENT = (
    PROGRAM
    + """  - id: gift
    coupon: {{}}
    benefit: {{kind: amount, amount: "5"}}
    limits: [{{per: member, uses: 1}}]
"""
)
DEARER = DOCUMENT.replace('worth: "1"', 'worth: "2"')
WITH_CAP = DOCUMENT.replace(
    "  redeem:", '  caps: [{{id: day, per: day, points: "95", over: clip}}]\n  redeem:'
)
LONGER = DOCUMENT.replace(
    "rules: [{{kind: per_amount, id: base,",
    "rules: [{{kind: per_amount, id: base, expiry: {{kind: rolling, months: 24}},",
)
CHANGED = DOCUMENT.replace('amount: "5"', 'amount: "1"')
GONE = PROGRAM.replace("budgets:", "# no budgets:").split("offers:", 1)[0]


def publish(engine, shop, document, at=START + MINUTE):
    with Session(engine) as session, session.begin():
        program = load_program(document.format(key=shop.program_key))
        shop.publish(session, program, author="ann", at=at)


def held(engine, *, document=DOCUMENT):
    """Somebody with points, whose first order is held with a coupon and all points."""
    shop = open_shop(engine, "ann", "bob", document=document)
    with Session(engine) as session, session.begin():
        shop.points.adjust(session, "ann", 200, key="a", reason="r", actor="kim", at=START)
        shop.coupons.grant(session, "gift", members=["ann"], key="g", at=START)
    with Session(engine) as session, session.begin():
        quoted = shop.hold(session, cart("100"), order_id="o1", member="ann", at=START).quote
    assert (quoted.applied, quoted.points_spent) == (("first", "gift"), 200)
    return shop


@pytest.mark.parametrize("document", [DEARER, WITH_CAP, LONGER, CHANGED, GONE])
def test_a_quote_is_what_an_order_then_gets_under_another_version(engine, document):
    shop = held(engine)
    publish(engine, shop, document)
    with Session(engine) as session, session.begin():
        during = shop.quote(session, cart("100"), member="ann", at=START + 20 * MINUTE)
        assert (during.points_spent, "gift" in during.applied) == (0, False)
        seen = shop.quote(session, cart("100"), member="ann", at=LATE)
        assert (seen.points_spent, "gift" in seen.applied) == (200, True)
        placed = shop.place(session, cart("100"), order_id="o2", member="ann", at=LATE)
        assert placed.quote == seen
        assert shop.verify(session) == ()


def test_points_of_other_rules_lie_in_their_lots_again(engine):
    shop = held(engine, document=LONGER)
    publish(engine, shop, DOCUMENT)
    with Session(engine) as session, session.begin():
        seen = shop.quote(session, cart("100"), member="ann", at=LATE)
        placed = shop.place(session, cart("100"), order_id="o2", member="ann", at=LATE)
    assert placed.quote == seen


def test_what_others_held_under_another_version_is_free(engine):
    shop = open_shop(engine, "ann", "bob", "cem", "dan")
    for name in ("ann", "bob", "cem"):
        with Session(engine) as session, session.begin():
            shop.hold(session, cart("100"), order_id=name, member=name, at=START)
    publish(engine, shop, PROGRAM.replace('worth: "1"', 'worth: "2"'))
    with Session(engine) as session, session.begin():
        assert shop.quote(session, cart("100"), member="dan", at=START + 20 * MINUTE).applied == ()
        seen = shop.quote(session, cart("100"), member="dan", at=LATE)
        assert seen.applied == ("first",)
        assert shop.place(session, cart("100"), order_id="d", member="dan", at=LATE).quote == seen


def test_figures_and_wallets_show_nothing_held_past_its_end(engine):
    shop = held(engine)
    publish(engine, shop, DEARER)
    with Session(engine) as session, session.begin():
        during, after = (shop.figures(session, "ann", at=at) for at in (START + 20 * MINUTE, LATE))
        assert (during.available, during.held, after.available, after.held) == (0, 200, 200, 0)
        states = [shop.coupons.held(session, "ann", at=at)[0] for at in (START + 20 * MINUTE, LATE)]
        assert [(one.state, one.order_id) for one in states] == [("locked", "o1"), ("open", None)]
        shop.release(session, "o1", at=LATE)
        assert shop.figures(session, "ann", at=LATE) == after
