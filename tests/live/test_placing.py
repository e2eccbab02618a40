"""Orders booked in the host's transaction: once for ever, as quoted, or not at all."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from loyalty import load_program
from loyalty.errors import IdempotencyConflict, QuoteStale, UnknownMember
from tests.live.shops import PROGRAM, START, cart, open_shop


def test_an_order_is_booked_as_it_was_quoted(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        quoted = shop.quote(session, cart("99", "20"), member="ann", at=START)
        placed = shop.place(session, cart("99", "20"), order_id="o1", member="ann", at=START, accept=quoted)
        assert placed.quote.id == quoted.id
        assert placed.quote.applied == ("first",)
        assert (placed.figures.booked, placed.figures.tiers) == (109, {"growth": "silver"})
    with Session(engine) as session, session.begin():
        assert shop.figures(session, "ann", at=START).available == 109


def test_an_order_posted_twice_is_booked_once_and_answers_the_same(engine):  # edge 17
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        placed = shop.place(session, cart("99"), order_id="o1", member="ann", at=START)
    with Session(engine) as session, session.begin():
        again = shop.place(session, cart("99"), order_id="o1", member="ann", at=START + timedelta(days=400))
        assert again == placed
        assert shop.figures(session, "ann", at=START).booked == 89


def test_an_order_id_that_comes_again_with_another_cart_is_refused(engine):
    shop = open_shop(engine, "ann", "bob")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("99"), order_id="o1", member="ann", at=START)
        with pytest.raises(IdempotencyConflict) as refused:
            shop.place(session, cart("98"), order_id="o1", member="bob", at=START)
        assert refused.value.fields["differ"] == "cart, member"


def test_an_order_that_would_get_something_else_than_quoted_is_not_booked(engine):  # edge 86
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        quoted = shop.quote(session, cart("99"), member="ann", at=START)
        shop.place(session, cart("50"), order_id="o0", member="ann", at=START)
        with pytest.raises(QuoteStale) as refused:
            shop.place(session, cart("99"), order_id="o1", member="ann", at=START, accept=quoted)
        assert "adjustments" in refused.value.fields["changed"]
        assert shop.figures(session, "ann", at=START).booked == 40
        now = refused.value.fields["quote"]
        placed = shop.place(session, cart("99"), order_id="o1", member="ann", at=START, accept=now.id)
        assert placed.quote.applied == ()


def test_a_total_limit_is_counted_over_all_members(engine):
    members = ["ann", "bob", "cem", "dan"]
    shop = open_shop(engine, *members)
    applied = []
    for member in members:
        with Session(engine) as session, session.begin():
            placed = shop.place(session, cart("99"), order_id=member, member=member, at=START)
            applied.append(placed.quote.applied)
    assert applied == [("first",), ("first",), ("first",), ()]


def test_a_member_who_is_not_enrolled_is_told_so(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin(), pytest.raises(UnknownMember):
        shop.place(session, cart("99"), order_id="o1", member="nobody", at=START)


def test_a_guest_orders_without_an_account(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin():
        placed = shop.place(session, cart("99"), order_id="o1", at=START)
        assert (placed.figures, placed.entries, placed.quote.to_pay_minor) == (None, (), 9900)
        assert shop.place(session, cart("99"), order_id="o1", at=START) == placed


def test_what_the_host_rolls_back_never_happened(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session:
        session.begin()
        shop.place(session, cart("99"), order_id="o1", member="ann", at=START)
        session.rollback()
    with Session(engine) as session, session.begin():
        assert shop.figures(session, "ann", at=START).booked == 0
        placed = shop.place(session, cart("98"), order_id="o1", member="ann", at=START)
        assert placed.quote.applied == ("first",)


def test_a_limit_is_raised_by_a_new_version_and_never_overdrawn(engine):  # edge 68
    members = [f"m{n}" for n in range(7)]
    shop = open_shop(engine, *members)
    applied = []
    for number, member in enumerate(members):
        with Session(engine) as session, session.begin():
            if number == 5:
                raised = PROGRAM.replace("uses: 3}}", "uses: 4}}").format(key=shop.program_key)
                shop.publish(session, load_program(raised), author="ann", at=START)
            placed = shop.place(session, cart("99"), order_id=member, member=member, at=START)
            applied.append(len(placed.quote.applied))
    assert applied == [1, 1, 1, 0, 0, 1, 0]
