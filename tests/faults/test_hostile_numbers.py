"""Numbers as nobody should send them, at every door that takes one: refused in the library's own words."""

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from loyalty import Cart, CartLine, load_program
from loyalty.coupon_codes import CodeBatch
from loyalty.errors import LoyaltyError, ProgramInvalid
from loyalty.live import Loyalty
from loyalty.when import FixedClock
from tests.live.shops import START, cart, open_shop

NO_NUMBERS = [True, False, 1.0, 1.5, float("nan"), float("inf"), -float("inf"), b"1", [1], {}, "abc", ""]
TOO_LARGE = [2**63, 2**70, 10**40]
NO_COUNTS = [*NO_NUMBERS, *TOO_LARGE, "5", Decimal(5), None]


@pytest.fixture
def shop(engine):
    """A shop with two members, one of whom has ordered."""
    made = open_shop(engine, "ann", "bob")
    with Session(engine) as session, session.begin():
        made.place(session, cart("600"), order_id="o1", member="ann", at=START)
    return Loyalty(made.program_key, clock=FixedClock(START), secret=b"a secret of bytes")


def line(**fields):
    return Cart(currency="CNY", lines=(CartLine(id="1", sku="s", **({"unit_price": "1"} | fields)),))


def counts(shop, value):
    """Where a whole number is asked for."""
    hand = {"key": "k", "reason": "r", "actor": "a"}
    word = {"word": "SUMMER", "offer_id": "first", "actor": "a"}
    spent = -1 if value in TOO_LARGE else value  # more points than there are means all of them
    return {
        "adjust": lambda s: shop.points.adjust(s, "ann", value, **hand),
        "transfer": lambda s: shop.points.transfer(s, value, giver="ann", taker="bob", **hand),
        "return": lambda s: shop.return_items(s, "o1", {"1": value}, return_id="r", at=START),
        "quantity": lambda s: shop.place(s, line(quantity=value), order_id="q", at=START),
        "points": lambda s: shop.place(s, cart("5", points=spent), order_id="q", at=START),
        "month": lambda s: shop.enrol(s, "x", birthday=(value, 1)),
        "day": lambda s: shop.enrol(s, "x", birthday=(1, value)),
        "uses": lambda s: shop.codes.publish_word(s, "b", uses_max=value, **word),
        "claims": lambda s: shop.codes.publish_word(s, "b", uses_max=1, claims_max=value or -1, **word),
        "batch": lambda _: CodeBatch(count=value),
        "rate": lambda _: CodeBatch(count=1, tries_per_second=value),
    }


def amounts(shop, value):
    """Where money or a percent is asked for."""
    return {
        "price": lambda s: shop.place(s, line(unit_price=value), order_id="q", at=START),
        "amount": lambda s: shop.place(s, line(amount=value), order_id="q", at=START),
        "list price": lambda s: shop.place(s, line(list_price=value), order_id="q", at=START),
        "floor": lambda s: shop.place(s, line(floor_price=value), order_id="q", at=START),
        "tax": lambda s: shop.place(s, line(tax_rate=value), order_id="q", at=START),
        "fee": lambda s: shop.place(s, cart("5", shipping_fee=value), order_id="q", at=START),
        "refund": lambda s: shop.refund_amount(s, "o1", value, return_id="r", at=START),
    }


@pytest.mark.parametrize(
    ("asks", "values"), [(counts, NO_COUNTS), (amounts, [*NO_NUMBERS, *TOO_LARGE])], ids=["counts", "amounts"]
)
def test_what_is_no_number_or_beyond_all_bounds_is_refused_everywhere(engine, shop, asks, values):
    took = []
    for value in values:
        for place, ask in asks(shop, value).items():
            with Session(engine) as session:
                session.begin()
                with pytest.raises(LoyaltyError):
                    took.append((place, value, ask(session)))
                session.rollback()
    assert took == []


def test_a_refund_of_nothing_named_is_refused(engine, shop):
    with Session(engine) as session, session.begin(), pytest.raises(LoyaltyError):
        shop.refund_amount(session, "o1", None, return_id="r", at=START)


@pytest.mark.parametrize(
    ("field", "most", "one"),
    [
        ("offers", 500, lambda n: {"id": f"o{n}", "benefit": {"kind": "amount", "amount": "1"}}),
        ("budgets", 500, lambda n: {"id": f"b{n}", "amount": "1"}),
    ],
)
def test_a_programme_has_a_largest_number_of_rules(field, most, one):
    bare = {"key": "k", "currency": "CNY", "time_zone": "UTC"}
    with pytest.raises(ProgramInvalid) as refused:
        load_program(bare | {field: [one(n) for n in range(most + 1)]})
    assert "list_too_long" in {problem.code for problem in refused.value.fields["problems"]}


@pytest.mark.parametrize(
    "value", [True, 1.5, float("nan"), float("inf"), 2**70, 10**40, "1e400", "-1", "0x10", []]
)
def test_a_programme_takes_no_number_that_is_none(value):
    offer = {
        "id": "o",
        "benefit": {"kind": "amount", "amount": "1"},
        "limits": [{"per": "program", "uses": value}],
    }
    with pytest.raises(ProgramInvalid):
        load_program({"key": "k", "currency": "CNY", "time_zone": "UTC", "offers": [offer]})
