"""What members used, hold and are promised is what their orders and checkouts say."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.coupon_codes import CodeBatch
from loyalty.live import Loyalty
from loyalty.when import FixedClock
from tests.live.shops import START, cart, open_shop

DAY = timedelta(days=1)
PROGRAM = """
key: {key}
currency: CNY
time_zone: Asia/Shanghai
tiers:
  - id: growth
    credit: {{of: spend, window: {{kind: rolling, months: 12}}}}
    term: {{kind: months, months: 12}}
    levels: [{{id: silver, minimum: "600"}}]
points:
  rules: [{{kind: per_amount, id: base, points: "1", per: "1"}}]
  redeem: {{points: "100", worth: "1", max_percent: "20"}}
offers:
  - id: twice
    benefit: {{kind: amount, amount: "1"}}
    limits: [{{per: member, uses: 2}}, {{per: member, uses: 1, each: day}}]
  - id: ten
    benefit: {{kind: amount, amount: "10"}}
    coupon: {{valid_days: 30}}
"""
HAND = {"actor": "eve"}


@pytest.fixture
def shop(engine, tmp_path):
    """Ann has placed two orders, of which one came back, and checks a third out; Bob has ordered twice."""
    opened = open_shop(engine, "ann", "bob", document=PROGRAM)
    shop = Loyalty(opened.program_key, clock=FixedClock(START), secret=b"x" * 16)
    with Session(engine) as session, session.begin():
        shop.coupons.grant(session, "ten", members=["ann", "bob"], key="g", at=START)
        shop.codes.make(
            session, "spring", offer_id="ten", codes=CodeBatch(count=2), out=tmp_path / "a.csv", **HAND
        )
        shop.codes.publish_word(session, "word", word="HELLO", offer_id="ten", uses_max=9, **HAND)
        for member, word in (("ann", "HELLO"), ("bob", "HELLO"), ("bob", "HALLO")):
            shop.codes.claim(session, word, member=member, key=f"{member}{word}", at=START)
        shop.points.adjust(session, "ann", 5_000, key="a", reason="a gift", actor="eve", at=START)
        for n, member in enumerate(("ann", "bob", "ann", "bob")):
            shop.place(session, cart("510"), order_id=f"o{n}", member=member, at=START + n // 2 * DAY)
        shop.return_items(session, "o0", {"1": 1}, return_id="r", at=START + 2 * DAY)
        shop.hold(
            session, cart("600"), order_id="h", member="ann", at=START + 3 * DAY, ends_at=START + 9 * DAY
        )
        assert shop.verify(session) == ()
    return shop


OF = {
    "@KEY": "program_key = '{key}'",
    "@ANN": "(SELECT id FROM loyalty_account WHERE member_ref = 'ann' AND program_key = '{key}')",
    "@BOB": "(SELECT id FROM loyalty_account WHERE member_ref = 'bob' AND program_key = '{key}')",
}
COUNTED = "UPDATE loyalty_member_counter SET"
DAMAGE = {
    "member_used": [
        f"{COUNTED} used = used - 1 WHERE account_id = @BOB AND name = 'twice/member/ever'",
        f"{COUNTED} used = used - 1 WHERE account_id = @BOB AND name = 'twice/member/day'",
        f"{COUNTED} window_key = 1 WHERE account_id = @ANN AND name = 'twice/member/day'",
        "DELETE FROM loyalty_member_counter WHERE account_id = @BOB AND name = 'twice/member/ever'",
    ],
    "promised": [
        "UPDATE loyalty_account SET promised = promised - 1 WHERE promised > 0 AND @KEY",
        "UPDATE loyalty_account SET promised = 1 WHERE member_ref = 'bob' AND @KEY",
    ],
    "hold_lots": [
        "UPDATE loyalty_hold_lot SET points = points - 1 WHERE @KEY",
        "DELETE FROM loyalty_hold_lot WHERE @KEY",
    ],
}


def tampered(engine, shop, damage, what):
    """What `verify` finds of a kind while something is tampered with."""
    for place, chosen in OF.items():
        damage = damage.replace(place, chosen.format(key=shop.program_key))
    with Session(engine) as session:
        session.begin()
        assert session.execute(sa.text(damage)).rowcount > 0
        found = [one for one in shop.verify(session) if one.what == what]
        session.rollback()
    assert all(one.expected != one.found for one in found)
    return found


@pytest.mark.parametrize("what", DAMAGE)
def test_what_was_tampered_with_is_found(engine, shop, what):
    for damage in DAMAGE[what]:
        assert tampered(engine, shop, damage, what), damage


def test_uses_that_were_counted_in_a_window_other_than_the_instants_are_well(engine):
    """Who comes late counts in the newest window; who checks out before midnight, in that of the checkout."""
    shop = open_shop(engine, "ann", document=PROGRAM.replace("uses: 2", "uses: 9"))
    night = START + timedelta(hours=11, minutes=50)  # ten to midnight in Shanghai
    with Session(engine) as session, session.begin():
        shop.place(session, cart("99"), order_id="o1", member="ann", at=START + 2 * DAY)
        shop.place(session, cart("99"), order_id="late", member="ann", at=START)
        assert shop.verify(session) == ()
        shop.hold(session, cart("99"), order_id="o2", member="ann", at=night + 5 * DAY)
        assert shop.verify(session) == ()
        shop.place(session, cart("99"), order_id="o2", member="ann", at=night + 5 * DAY + DAY / 96)
        assert shop.verify(session) == ()
        shop.place(session, cart("99"), order_id="o3", member="ann", at=night + 5 * DAY + DAY / 90)
        shop.cancel(session, "o1", at=night + 6 * DAY)
        assert shop.verify(session) == ()
