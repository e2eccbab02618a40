"""What a cart may be: every figure exact and within bounds, or refused with where, what and how to mend."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from loyalty.engine.entry import (
    LINES_MAX,
    QUANTITY_MAX,
    flags,
    goods,
    line_rows,
    points_wanted,
    shipping_minor,
    tax_rates,
    tenders_minor,
)
from loyalty.errors import BadCart, WrongCurrency
from loyalty.facts.member import FOREVER, Guest, PointLot
from loyalty.facts.standing import Standing
from loyalty.kernels import codes
from loyalty.money import MINOR_MAX
from loyalty.plan import lower
from loyalty.plan.eligibility import Goods
from loyalty.rules.document import load_program
from tests.engine.carts_by_hand import MEI, PLAN, cart, held, line
from tests.engine.till import HEAD, Till

YEN = lower(load_program(HEAD | {"currency": "JPY"}))


def refused(*lines, plan=PLAN, **fields):
    """The complaint about a cart."""
    with pytest.raises(BadCart) as error:
        line_rows(cart(*lines, **fields), plan)
    told = error.value.fields
    assert told["what"]
    assert str(told["mend"]).endswith(".")
    for language in ("en", "zh"):
        assert str(told["where"]) in error.value.text(language)
    return told


def only(**fields):
    (row,) = line_rows(cart(line(**fields)), PLAN)
    return row


@pytest.mark.parametrize("price", ["88.50", Decimal("88.5"), Decimal("88.500"), " 88.50 "])
def test_amounts_come_as_text_decimal_or_whole_numbers(price):
    assert only(unit_price=price, quantity=3).amount == 26_550
    assert only(unit_price=88).amount == 8_800


def test_a_line_may_say_its_amount_instead_of_a_price():
    row = only(unit_price=None, amount="10.00", quantity=3)
    assert (row.amount, row.quantity, row.listed) == (1_000, 3, 1_000)
    assert only(unit_price="5.00", amount="9.99", quantity=2).amount == 999


def test_the_list_price_is_the_selling_price_unless_told():
    assert only(quantity=2).listed == 1_000
    assert only(quantity=2, list_price="8.00").listed == 1_600
    assert only(quantity=2, list_price="8.00", list_amount="15.00").listed == 1_500


def test_a_floor_is_for_every_unit_and_never_above_the_line():  # edge 75
    assert only(quantity=3, floor_price="2.00").floor == 600
    assert only(quantity=3, floor_price="9.00").floor == 1_500


def test_lines_are_numbered_by_place():
    rows = line_rows(cart(line(), line(id="2", quantity=4)), PLAN)
    assert [(row.item, row.quantity) for row in rows] == [(0, 1), (1, 4)]


def test_an_empty_cart_is_a_cart():
    assert line_rows(replace(cart(), lines=()), PLAN) == []


def test_a_cart_in_another_currency_is_refused():
    with pytest.raises(WrongCurrency) as error:
        line_rows(cart(currency="USD"), PLAN)
    assert error.value.fields == {"expected": "CNY", "got": "USD"}


@pytest.mark.parametrize("quantity", [0, -1, True, 1.0, "2", None, QUANTITY_MAX + 1, Decimal(2)])
def test_a_quantity_is_a_whole_number_from_1(quantity):
    assert refused(line(quantity=quantity))["where"] == "lines[0].quantity"


def test_the_largest_quantity_is_taken():
    assert only(quantity=QUANTITY_MAX, unit_price="0.01").amount == QUANTITY_MAX


FIELDS = ("unit_price", "amount", "list_price", "list_amount", "floor_price", "unit_cost")


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    "value", [5.0, "five", True, "1.005", "NaN", Decimal("Infinity"), "1e30", -1, "-0.01"]
)
def test_a_figure_that_is_not_exact_or_below_0_is_refused_by_its_name(field, value):
    good = line(id="0")
    assert refused(good, line(**{field: value}))["where"] == f"lines[1].{field}"


def test_a_cost_changes_nothing_of_a_line():
    assert only(unit_cost="3.50").as_dict() == only().as_dict()
    assert only(unit_cost=0).as_dict() == only().as_dict()


def test_why_a_figure_is_refused_stands_in_the_complaint():
    told = refused(line(unit_price=0.1))
    assert "float" in str(told["what"])
    assert "浮点" in str(told["what_zh"])


def test_a_currency_without_decimals_takes_none():
    assert refused(line(unit_price="5.5"), plan=YEN, currency="JPY")["where"] == "lines[0].unit_price"
    assert line_rows(cart(line(unit_price="500"), currency="JPY"), YEN)[0].amount == 500


def test_a_line_without_any_price_is_refused():
    assert refused(line(unit_price=None))["where"] == "lines[0]"


def test_two_lines_of_one_id_are_refused():
    assert refused(line(), line(sku="CUP"))["where"] == "lines"


def test_a_cart_has_a_largest_number_of_lines():
    most = tuple(line(id=str(number), unit_price="0.01") for number in range(LINES_MAX))
    assert len(line_rows(cart(*most), PLAN)) == LINES_MAX
    assert refused(*most, line(id="one more"))["where"] == "lines"


MOST = Decimal(MINOR_MAX) / 100


@pytest.mark.parametrize(
    ("first", "second", "fee"),
    [
        ({"amount": MOST}, {"amount": "0.01"}, 0),
        ({"amount": 1, "list_amount": MOST}, {"amount": "0.01"}, 0),
        ({"amount": MOST - 1}, {"amount": "0.50"}, "0.51"),
        ({"unit_price": "9999999", "quantity": 10_000}, {"amount": 0}, 0),
        ({"amount": 1, "list_price": MOST, "quantity": 2}, {"amount": 0}, 0),
    ],
)
def test_an_order_worth_more_than_can_be_counted_is_refused(first, second, fee):
    assert refused(line(**first), line(id="2", **second), shipping_fee=fee)["where"] == "lines"


def test_an_order_of_the_largest_worth_is_taken():
    rows = line_rows(cart(line(amount=MOST - 1), line(id="2", amount="0.50"), shipping_fee="0.50"), PLAN)
    assert sum(row.amount for row in rows) + 50 == MINOR_MAX


@pytest.mark.parametrize("fee", [1.5, "x", "-1", "0.001", True])
def test_a_shipping_fee_is_a_figure_like_the_others(fee):
    with pytest.raises(BadCart) as error:
        shipping_minor(cart(shipping_fee=fee), PLAN.program.unit)
    assert error.value.fields["where"] == "shipping_fee"
    assert shipping_minor(cart(shipping_fee="12.00"), PLAN.program.unit) == 1_200


@pytest.mark.parametrize(("points", "wanted"), [("max", -1), ("none", 0), (0, 0), (500, 500)])
def test_points_are_as_many_as_allowed_none_or_a_number(points, wanted):
    assert points_wanted(cart(points=points)) == wanted


@pytest.mark.parametrize("points", [-1, True, 1.5, "all", "5", None])
def test_other_points_are_refused(points):
    with pytest.raises(BadCart) as error:
        points_wanted(cart(points=points))
    assert error.value.fields["where"] == "points"


def test_a_request_beyond_all_counting_is_as_many_as_allowed():
    till = Till(points={"redeem": {"points": 100, "worth": "1.00"}})
    lot = PointLot(codes.NONE, 0, FOREVER, 0, 0, 0, 900, 900)
    till.standing = Standing(lots=(lot,), sequence=1)
    assert till.quote("2024-05-06", line(), points=10**30).points_spent == 500


def test_selectors_see_what_the_line_says():
    one = line(category="a/b", brand="Lu", attributes=(("size", "L"),))
    asked = cart(one)
    assert goods(asked, PLAN, line_rows(asked, PLAN)) == [Goods("TEA", "a/b", "Lu", (("size", "L"),))]


def test_questions_are_answered_for_who_asks_and_in_every_spelling_of_a_code():  # edge 65
    asked = [
        {"kind": "attribute", "name": "city", "any": ["Rome"]},
        {"kind": "code", "any": ["TEN-OFF"]},
        {"kind": "channel", "any": ["app"]},
    ]
    offer = {"id": "a", "when": asked, "benefit": {"kind": "amount", "amount": 1}}
    plan = lower(load_program(HEAD | {"offers": [offer]}))
    shown = cart(codes=("ｔｅｎ ｏｆｆ",), channel="web")
    answers = {
        condition.kind: [flags(shown, who, plan, 0)[place] for who in (MEI, Guest())]
        for place, condition in enumerate(plan.bits)
    }
    assert answers == {"attribute": [1, 0], "code": [1, 1], "channel": [0, 0]}


def test_tenders_are_read_in_their_order():
    told = tenders_minor(cart(tenders=(held("b", 3), held("a", "0"))), PLAN.program.unit)
    assert told == [("b", 300), ("a", 0)]


def test_tax_rates_are_read_line_by_line_and_last_that_of_shipping():
    assert tax_rates(cart(line(tax_rate="13"), line(id="2"), shipping_tax_rate="7.25")) == (
        130_000,
        0,
        72_500,
    )


COMPLAINTS = [
    {"lines": (line(quantity=0),)},
    {"lines": (line(unit_price=None),)},
    {"lines": (line(unit_price=0.5),)},
    {"lines": (line(unit_price=-1),)},
    {"lines": (line(), line())},
    {"lines": (line(amount=MOST), line(id="2"))},
    {"points": -1},
    {"tenders": (held(), held(amount=1))},
    {"tenders": (held("gift_card"), held(amount=-1))},
    {"tenders": (held(amount=0.5),)},
    {"lines": (line(tax_rate=101),)},
    {"lines": (line(tax_rate=0.13),)},
    {"shipping_tax_rate": "13%"},
]


def read(asked):
    rows = line_rows(asked, PLAN), points_wanted(asked)
    return rows, tenders_minor(asked, PLAN.program.unit), tax_rates(asked)


def complaint(fields):
    asked = cart(**fields)
    with pytest.raises(BadCart) as error:
        read(asked)
    return error.value


@pytest.mark.parametrize("fields", COMPLAINTS)
def test_what_is_wrong_and_how_to_mend_it_are_two_sentences(fields):
    error = complaint(fields)
    what = str(error.fields["what"]).rstrip(".")
    assert f"{what}. {error.fields['mend']}" in error.text("en")


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"tenders": (held(), held(amount=1))}, "tenders"),
        ({"tenders": (held("gift_card"), held(amount=-1))}, "tenders[1].amount"),
        ({"lines": (line(tax_rate=101),)}, "lines[0].tax_rate"),
        ({"shipping_tax_rate": "13%"}, "shipping_tax_rate"),
    ],
)
def test_a_complaint_about_payment_says_where(fields, where):
    assert complaint(fields).fields["where"] == where


@pytest.mark.parametrize("fields", COMPLAINTS)
def test_a_complaint_can_be_read_in_chinese(fields):
    told = complaint(fields).fields
    assert all(re.search("[\u4e00-\u9fff]", str(told.get(name))) for name in ("what_zh", "mend_zh"))
