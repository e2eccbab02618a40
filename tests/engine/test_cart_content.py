"""A cart as it was read: equal carts read equal however they are written."""

from dataclasses import replace
from decimal import Decimal

from loyalty.engine.cart_content import cart_content
from loyalty.engine.entry import (
    line_rows,
    shipping_minor,
    tax_rates,
    tenders_minor,
)
from loyalty.facts.member import Guest
from tests.engine.carts_by_hand import MEI, PLAN, cart, held, line


def content(shown, who):
    unit = PLAN.program.unit
    return cart_content(
        shown,
        line_rows(shown, PLAN),
        shipping=shipping_minor(shown, unit),
        who=who,
        tenders=tenders_minor(shown, unit),
        rates=tax_rates(shown),
    )


def test_prices_and_codes_may_be_written_in_several_ways():
    one = content(cart(line(unit_price="10.00", quantity=2), codes=("save-10", "SAVE 10")), MEI)
    same = line(unit_price=None, amount=20, quantity=2)
    assert one == content(cart(same, codes=("SAVE10",)), MEI)
    assert one != content(cart(same, codes=("SAVE10",), codes_use="all"), MEI)


def test_attributes_and_coupons_may_come_in_any_order_and_no_points_be_written_twice():
    red, small = ("color", "red"), ("size", "S")
    one = content(cart(line(attributes=(red, small)), coupons=("x", "y"), points="none"), MEI)
    assert one == content(cart(line(attributes=(small, red)), coupons=("y", "x"), points=0), MEI)
    assert one != content(cart(line(attributes=(small, red)), coupons=("y", "x"), points=1), MEI)
    assert one != content(cart(line(attributes=(small, red)), coupons="best", points=0), MEI)


def test_what_a_line_is_marked_as_is_part_of_it():
    marks = [{}, {"seller": "s"}, {"excluded_from_offers": True}, {"excluded_from_points": True}]
    assert len({content(cart(line(**mark)), MEI) for mark in marks}) == 4
    assert content(cart(line(unit_price=None, gift=True)), MEI) != content(cart(line(unit_price=0)), MEI)


def test_every_cart_and_asker_has_a_content_of_its_own():
    different = [
        content(cart(), MEI),
        content(cart(), Guest()),
        content(cart(), replace(MEI, id="")),
        content(cart(line(quantity=2)), MEI),
        content(cart(shipping_fee="5"), MEI),
        content(cart(codes=("TEN",)), MEI),
        content(cart(tenders=(held(),)), MEI),
        content(cart(tenders=(held("gift_card"),)), MEI),
        content(cart(tenders=(held(amount="6.00"),)), MEI),
        content(cart(tenders=(held(), held("gift_card"))), MEI),
        content(cart(tenders=(held("gift_card"), held())), MEI),
        content(cart(prices_include_tax=False), MEI),
        content(cart(line(tax_rate=13)), MEI),
        content(cart(shipping_tax_rate=13), MEI),
        *(
            content(cart(**{name: "x"}), MEI)
            for name in ("channel", "store", "payment_method", "shipping_method", "region")
        ),
    ]
    assert len(set(different)) == len(different)


def test_equal_carts_have_equal_contents_however_they_are_written():
    written = content(cart(line(unit_price="5.00"), shipping_fee="5", codes=("a-b", "c")), MEI)
    assert written == content(cart(line(unit_price=5), shipping_fee="5.0", codes=("C", "ab")), MEI)
    assert content(cart(), MEI) == content(cart(), replace(MEI, attributes={}))
    placed = content(cart(line(category="a/b"), region="CN/Shanghai"), MEI)
    assert placed == content(cart(line(category="/a//b/"), region="CN/Shanghai/"), MEI)
    paid = content(cart(line(tax_rate="13.0"), tenders=(held(amount=5),)), MEI)
    assert paid == content(cart(line(tax_rate=Decimal(13)), tenders=(held(amount="5.00"),)), MEI)
