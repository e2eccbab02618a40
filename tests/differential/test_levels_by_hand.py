"""A member stands where somebody who sums all credit anew at every instant says, whatever the track."""

from datetime import UTC, datetime, timedelta

from hypothesis import assume, example, given

from loyalty.engine import reverse, settle, up_to_date
from loyalty.errors import ProgramInvalid
from loyalty.facts.member import Member
from loyalty.facts.order import Cart, CartLine
from loyalty.facts.standing import Standing
from loyalty.plan import lower
from loyalty.rules.program import Program
from tests.differential.by_hand import levels
from tests.differential.by_hand.drawn_levels import lives
from tests.differential.by_hand.till import Unread
from tests.thousand import THOUSAND

JOINED = datetime(2023, 11, 28, 15, 30, tzinfo=UTC)
ANN = Member(id="ann", joined_at=JOINED)


def by_engine(program, events):
    """The level after each event; -1 for none."""
    plan, standing, told, orders = lower(program), Standing(), [], 0
    for at, (what, _day, which, units) in events:
        if what == "order":
            line = CartLine(id="x", sku="x", unit_price=which, quantity=units)
            cart = Cart(currency="CNY", points="none", lines=(line,))
            asked = {"who": ANN, "order_id": str(orders), "at": at, "standing": standing}
            standing, orders = settle(plan, cart, **asked).standing, orders + 1
        elif what == "return":
            back = {"who": ANN, "order_id": str(which), "return_id": str(at), "at": at, "standing": standing}
            standing = reverse(plan, {"x": units}, **back).standing
        told.append(up_to_date(plan, who=ANN, standing=standing, at=at).tiers[0].effective)
    return told


def by_hand(program, events):
    """The same; raises Unread."""
    ann = levels.Member(program.tiers[0], program.time_zone, JOINED, 100)
    prices, told = [], []
    for at, (what, _day, which, units) in events:
        if what == "order":
            ann.pay(at, 100 * which * units)
            prices.append(100 * which)
        elif what == "return":
            ann.give_back(at, which, prices[which] * units)
        told.append(ann.level_at(at))
    return told


REACHED_AGAIN = (
    {
        "key": "by-hand",
        "currency": "CNY",
        "time_zone": "UTC",
        "tiers": [
            {
                "id": "growth",
                "credit": {"of": "spend", "window": {"kind": "rolling", "months": 5}},
                "term": {"kind": "months", "months": 5},
                "levels": [{"id": "gold", "minimum": 119}],
            }
        ],
    },
    [
        ("order", 48, 3, 3),
        ("order", 53, 61, 3),
        ("order", 72, 42, 3),
        ("return", 77, 1, 3),
        ("look", 293, 0, 0),
    ],
)
"""Without the second order the third one reached the level: its term counts from there."""


@THOUSAND
@given(lives())
@example(REACHED_AGAIN)
def test_levels_terms_grace_and_returns(life):
    document, drawn = life
    events = [(JOINED + timedelta(days=one[1], hours=1, seconds=n), one) for n, one in enumerate(drawn)]
    try:
        program = Program.model_validate(document)
        read = by_hand(program, events)
    except (ProgramInvalid, ValueError, Unread):
        assume(condition=False)
    assert by_engine(program, events) == read
