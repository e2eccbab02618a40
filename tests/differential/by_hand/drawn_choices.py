"""Programmes with choices left open: coupons, and a group of which the best counts."""

from hypothesis import strategies as st

from tests.differential.by_hand.drawn import lines, programs
from tests.rules.strategies_parts import CURRENCIES


@st.composite
def choices(draw):
    """A document some of whose offers ask for a coupon, lines of goods, and the fee."""
    document = draw(programs(by_line=draw(st.booleans())))
    document["groups"] = [{"id": "one", "rule": "best"}]
    document["classes"] = []
    for offer in document["offers"]:
        offer.pop("class", None)
        if draw(st.booleans()):
            offer["coupon"] = {}
    exponent = CURRENCIES[document["currency"]]
    goods = [draw(lines(exponent)) for _ in range(draw(st.integers(1, 4)))]
    return document, goods, draw(st.integers(0, 20))
