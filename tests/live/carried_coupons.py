"""Coupons of one version of a shop that another version follows."""

from datetime import timedelta

from sqlalchemy.orm import Session

from loyalty import load_program
from tests.live.shops import START, open_shop

LATER = START + timedelta(days=1)
THEN = START + timedelta(days=2)
HEAD = """
key: {key}
currency: CNY
time_zone: Asia/Shanghai
points:
  rules: [{{kind: per_amount, id: base, points: "1", per: "1"}}]
  expiry: {{kind: rolling, months: 12}}
"""
TEN = """
  - id: ten
    name: Ten off
    name_zh: 十元券
    lane: {lane}
    when: [{{{{kind: subtotal, minimum: "{minimum}"}}}}]
    benefit: {{{{kind: amount, amount: "{amount}"}}}}
    {more}
    coupon: {{{{valid_days: 30}}}}
"""
FREE = """
  - id: free
    benefit: {{kind: amount, amount: "1"}}
"""


def ten(amount=10, minimum=50, more="priority: 0", lane="coupon"):
    return TEN.format(amount=amount, minimum=minimum, more=more, lane=lane)


def version(*offers, more=""):
    return f"{HEAD}{more}offers:\n" + "".join(offers or (FREE,))


def change(session, shop, document, at=LATER):
    program = load_program(document.format(key=shop.program_key))
    shop.publish(session, program, author="ann", at=at)
    return program.hash


def held_by(engine, *, document=None, offer="ten", members=("ann",)):
    """A shop whose members each hold a coupon of the first version; the coupons."""
    shop = open_shop(engine, *members, document=document or version(ten()))
    with Session(engine) as session, session.begin():
        coupons = shop.coupons.grant(session, offer, members=list(members), key="g1", at=START)
    return shop, coupons


def became(quote):
    return {one.coupon_id: (one.used, one.reason) for one in quote.coupons}


def nothing_wrong(session, shop):
    assert shop.verify(session) == ()
