"""The engine says what a till says that was written from the rules alone and shares no code with it."""

from dataclasses import replace

from hypothesis import assume, given

from loyalty.engine import quote
from loyalty.errors import ProgramInvalid
from loyalty.plan import lower
from loyalty.rules.program import Program
from tests.differential.by_hand import comparing
from tests.differential.by_hand.drawn import orders
from tests.differential.by_hand.drawn_choices import choices
from tests.differential.by_hand.drawn_points import payments, returns
from tests.differential.by_hand.till import Unread
from tests.thousand import THOUSAND


def program_of(document):
    """The programme, where its rules hold together."""
    try:
        program = Program.model_validate(document)
        lower(program)
    except (ProgramInvalid, ValueError):
        assume(condition=False)
    return program


def by_hand(reading, *order):
    """What the till reads, where it reads all of the order."""
    try:
        return reading(*order)
    except Unread:
        assume(condition=False)


@THOUSAND
@given(orders())
def test_offers_that_follow_one_another_or_of_which_one_counts(order):
    program = program_of(order[0])
    read = by_hand(comparing.offers_by_hand, program, *order[1:])
    assert comparing.offers_by_engine(program, *order[1:]) == read


@THOUSAND
@given(orders(by_line=True))
def test_a_lane_that_picks_line_by_line(order):
    program = program_of(order[0])
    read = by_hand(comparing.offers_by_hand, program, *order[1:])
    assert comparing.offers_by_engine(program, *order[1:]) == read


@THOUSAND
@given(choices())
def test_coupons_and_groups_of_which_the_best_counts_save_what_trying_all_saves(order):
    program = program_of(order[0])
    most = by_hand(comparing.saved_by_hand, program, *order[1:])
    assert comparing.saved_by_engine(program, *order[1:]) in {most, None}


@THOUSAND
@given(payments())
def test_points_and_stored_value_that_pay_and_points_that_are_earned(order):
    program = program_of(order[0])
    read = by_hand(comparing.paid_by_hand, program, *order[1:])
    assert comparing.paid_by_engine(program, *order[1:]) == read


@THOUSAND
@given(returns())
def test_goods_that_come_back_in_parts(order):
    program = program_of(order[0])
    read = by_hand(comparing.returned_by_hand, program, *order[1:])
    assert comparing.returned_by_engine(program, *order[1:]) == read


def test_a_cent_that_stands_elsewhere_is_seen(monkeypatch):
    """The comparison can fail: 1.00 stands over three lines, and one says it has another's part."""
    document = {
        "key": "k",
        "currency": "CNY",
        "time_zone": "UTC",
        "offers": [{"id": "o", "benefit": {"kind": "amount", "amount": 1}}],
    }
    program = Program.model_validate(document)
    each = {"unit_price": "9", "list_price": "9", "floor_price": "0", "quantity": 1, "attributes": ()}
    plain = {"category": None, "brand": None, "seller": None, "excluded_from_offers": False}
    goods = [{"sku": sku, **each, **plain} for sku in "abc"]
    assert comparing.offers_by_engine(program, goods, 0) == comparing.offers_by_hand(program, goods, 0)

    def turned(plan, cart, **asked):
        told = quote(plan, cart, **asked)
        last, *rest = reversed(told.adjustments)
        return replace(told, adjustments=(last._replace(line_id="0"), *rest))

    monkeypatch.setattr(comparing, "quote", turned)
    assert comparing.offers_by_engine(program, goods, 0) != comparing.offers_by_hand(program, goods, 0)
