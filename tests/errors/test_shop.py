"""Errors of a live shop say what happened and how to go on, in two languages."""

import pickle

from loyalty.errors import IdempotencyConflict, QuoteStale, RetryTransaction, UnknownMember


def test_a_conflict_names_the_fields_that_differ():
    error = IdempotencyConflict(op_key="place:o1", differ="cart, member")
    assert "cart, member differ" in str(error)
    assert "cart, member" in error.text("zh")


def test_a_stale_quote_carries_the_new_one():
    error = QuoteStale(order_id="o1", changed="lines", old="aa", new="bb", quote="the new quote")
    assert error.fields["quote"] == "the new quote"
    assert "nothing is booked" in str(error)
    assert "尚未入账" in error.text("zh")


def test_errors_of_a_shop_say_how_to_go_on():
    assert "loyalty.live.run" in str(RetryTransaction(what="deadlock"))
    assert "enrol" in str(UnknownMember(member="m1"))


def test_errors_of_a_shop_travel_between_processes():
    error = pickle.loads(pickle.dumps(RetryTransaction(what="deadlock")))  # noqa: S301 - our own bytes
    assert (error.code, error.fields) == ("retry_transaction", {"what": "deadlock"})
