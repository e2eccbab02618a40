"""What the engine gave, as people write it."""

from decimal import Decimal

from loyalty.engine import quote
from loyalty.facts.member import Guest, Member
from loyalty.facts.order import Cart, CartLine
from loyalty.facts.standing import Standing
from loyalty.plan import lower
from loyalty.scenarios.actual import Shown
from loyalty.when import civil
from tests.scenarios.shop import AT, shop

PLAN = lower(shop())
NOW = civil(AT, PLAN.program.zone)
SHOWN = Shown(PLAN)


def quoted():
    lines = (CartLine(id="a", sku="A", unit_price=60), CartLine(id="b", sku="B", unit_price=40))
    who = Member(id="m", joined_at=NOW)
    return quote(PLAN, Cart(currency="CNY", lines=lines), who=who, at=NOW)


def test_money_is_in_major_units_and_points_in_those_members_see():
    assert (SHOWN.money(1234), SHOWN.points(55)) == (Decimal("12.34"), Decimal("5.5"))


def test_lines_and_offers_add_up_to_the_order():
    got = SHOWN.quote(quoted())
    assert sum(line["to_pay"] for line in got["lines"].values()) == got["to_pay"] == 90
    assert got["lines"]["a"]["offers"] == {"first": 6}


def test_what_is_short_is_units_or_money():
    got = SHOWN.quote(quoted())
    assert got["refused"]["pieces"] == "too_few"
    assert got["short_by"]["pieces"] == 1


def test_every_offer_is_judged_in_both_languages():
    judged = {one.offer_id: one for one in SHOWN.judged(quoted())}
    assert set(judged) == {offer.id for offer in PLAN.offers}
    assert judged["first"].what == "It takes ¥10.00 off."
    assert judged["app"].what_zh == "不适用于该下单渠道。"


def test_a_guest_stands_at_nothing():
    assert SHOWN.after(Guest(), Standing(), NOW) == {}
