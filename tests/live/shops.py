"""A small shop for tests: a programme with tiers, points, a first-order offer, limits and a budget."""

from datetime import UTC, datetime
from itertools import count

from sqlalchemy.orm import Session

from loyalty import Cart, CartLine, load_program
from loyalty.live import Loyalty
from loyalty.when import FixedClock

START = datetime(2024, 1, 31, 4, tzinfo=UTC)
PROGRAM = """
key: {key}
currency: CNY
time_zone: Asia/Shanghai
tiers:
  - id: growth
    credit: {{of: spend, window: {{kind: rolling, months: 12}}}}
    term: {{kind: months, months: 12}}
    levels:
      - {{id: silver, minimum: "100"}}
      - {{id: gold, minimum: "500", multiplier: "1.5"}}
points:
  rules: [{{kind: per_amount, id: base, points: "1", per: "1"}}]
  expiry: {{kind: rolling, months: 12}}
  redeem: {{points: "100", worth: "1", max_percent: "20"}}
budgets: [{{id: launch, amount: "50", over: clip}}]
offers:
  - id: first
    when: [{{kind: first_order}}]
    benefit: {{kind: amount, amount: "10"}}
    limits: [{{per: member, uses: 1}}, {{per: program, uses: 3}}]
    budget: launch
"""
_keys = count()


def new_key():
    """A programme key that no other test has."""
    return f"shop-{next(_keys)}"


SECRET = b"sixteen bytes or more of chance"


def open_shop(engine, *members, document=PROGRAM, at=START, clock=None, secret=SECRET):
    """A shop with its programme live and some members, joined at the start."""
    key = new_key()
    shop = Loyalty(key, clock=clock or FixedClock(START), secret=secret)
    with Session(engine) as session, session.begin():
        shop.publish(session, load_program(document.format(key=key)), author="ann", at=at)
        for member in members:
            shop.enrol(session, member, joined_at=at)
    return shop


def cart(*amounts, **fields):
    """A cart with a line for each amount, one unit each."""
    lines = tuple(
        CartLine(id=str(n), sku=f"SKU{n}", unit_price=str(amount)) for n, amount in enumerate(amounts, 1)
    )
    return Cart(currency="CNY", lines=lines, **fields)
