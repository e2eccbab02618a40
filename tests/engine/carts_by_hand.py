"""Carts written line by line, the programme that reads them and a member who asks."""

from datetime import UTC, datetime

from loyalty.facts.member import Member
from loyalty.facts.order import Cart, CartLine, Tender
from loyalty.plan import lower
from loyalty.rules.document import load_program
from tests.engine.till import HEAD

PLAN = lower(load_program(HEAD))
MEI = Member(id="mei", joined_at=datetime(2024, 1, 1, tzinfo=UTC), attributes={"city": "Rome"})


def cart(*lines, **fields):
    return Cart(**{"currency": "CNY", "lines": lines or (line(),)} | fields)


def line(**fields):
    return CartLine(**{"id": "1", "sku": "TEA", "unit_price": "5.00"} | fields)


def held(name="stored_value", amount="5.00"):
    return Tender(name=name, amount=amount)
